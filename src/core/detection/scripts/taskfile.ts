import type { Makefile } from './makefile.ts';
import type { Script, ScriptLine } from './scriptBook.ts';
import { expand } from './variables.ts';

/** A YAML document as plain data, and where a path in it stands: the line, from 1. */
export interface YamlDocument {
	readonly value: unknown;
	readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** Reads the tasks of a Taskfile (go-task, version 3): commands, calls of other tasks, dependencies, plain variables. */
export function readTaskfile({ value, lineOf }: YamlDocument): Makefile {
	const variables = new Map(
		Object.entries(asObject(asObject(value)['vars'])).filter(
			(entry): entry is [string, string] => typeof entry[1] === 'string',
		),
	);
	const scripts = new Map<string, Script>();
	for (const [name, task] of Object.entries(asObject(asObject(value)['tasks']))) {
		const isBare = typeof task === 'string' || Array.isArray(task);
		const commands = asList(isBare ? task : (asObject(task)['cmds'] ?? asObject(task)['cmd']));
		const place = isBare ? [] : ['cmds' in asObject(task) ? 'cmds' : 'cmd'];
		const lines = commands.flatMap((command, index): ScriptLine[] => {
			const text = commandOf(command);
			const path = [
				'tasks',
				name,
				...place,
				...(commands === task || place[0] === 'cmds' ? [index] : []),
			];
			return text === undefined ? [] : [{ text: expand(text, variables, 'task'), line: lineOf(path) }];
		});
		const called = commands.flatMap(taskOf);
		const before = asList(asObject(task)['deps']).flatMap((one) =>
			typeof one === 'string' ? [one] : taskOf(one),
		);
		scripts.set(name, { lines, before, after: called });
		for (const alias of asList(asObject(task)['aliases'])) {
			if (typeof alias === 'string') {
				scripts.set(alias, { lines: [], before: [name], after: [] });
			}
		}
	}
	return { scripts, first: 'default' };
}

/** The Taskfiles that one takes in, by the name under which their tasks are called: a file, or a folder that has one. */
export function taskfileIncludes({ value }: YamlDocument): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const [name, include] of Object.entries(asObject(asObject(value)['includes']))) {
		const place = typeof include === 'string' ? include : asObject(include)['taskfile'];
		if (typeof place === 'string') {
			found.set(name, place);
		}
	}
	return found;
}

/** The tasks of an included file, under the name that it is included by. */
export function includedTasks(name: string, scripts: Makefile['scripts'], file: string): Makefile['scripts'] {
	const within = (task: string): string => (scripts.has(task) ? `${name}:${task}` : task);
	return new Map(
		[...scripts].map(([task, { lines, before, after }]) => [
			`${name}:${task}`,
			{ lines, before: before.map(within), after: after.map(within), file },
		]),
	);
}

function commandOf(command: unknown): string | undefined {
	const text =
		typeof command === 'string' ? command : (asObject(command)['cmd'] ?? asObject(command)['defer']);
	return typeof text === 'string' ? text : undefined;
}

function taskOf(command: unknown): readonly string[] {
	const name = asObject(command)['task'];
	return typeof name === 'string' ? [name.replace(/^:/, '')] : [];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Readonly<Record<string, unknown>>)
		: {};
}

function asList(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
}

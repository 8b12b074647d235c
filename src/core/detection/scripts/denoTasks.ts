import type { Script } from './scriptBook.ts';
import type { YamlDocument } from './taskfile.ts';

/** The tasks of a `deno.json` or `deno.jsonc`: a command, or one with the tasks that run before it. */
export function readDenoTasks({ value, lineOf }: YamlDocument): ReadonlyMap<string, Script> {
	const found = new Map<string, Script>();
	for (const [name, task] of Object.entries(asObject(asObject(value)['tasks']))) {
		const isBare = typeof task === 'string';
		const command = isBare ? task : asObject(task)['command'];
		const before = asObject(task)['dependencies'];
		const line = lineOf(isBare ? ['tasks', name] : ['tasks', name, 'command']);
		found.set(name, {
			lines: typeof command === 'string' ? [{ text: command, line }] : [],
			before: Array.isArray(before) ? before.filter((one) => typeof one === 'string') : [],
			after: [],
		});
	}
	return found;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Readonly<Record<string, unknown>>)
		: {};
}

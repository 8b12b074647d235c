import { quote } from './command/quote.ts';

/** The command lines that a launch configuration would run, as far as it says so itself. */
export function launchLines(configuration: Readonly<Record<string, unknown>>): readonly string[] {
	const { type, program, module, runtimeExecutable, command, cwd } = configuration;
	const words = [
		...(text(runtimeExecutable) ?? interpreterOf(text(type)?.[0], program, module)),
		...texts(configuration['runtimeArgs']),
		...(text(module)?.flatMap((name) => ['-m', name]) ?? []),
		...(text(program) ?? []),
		...texts(configuration['args']),
	];
	const lines = [...(words.length === 0 ? [] : [words.map(quote).join(' ')]), ...(text(command) ?? [])];
	const folder = text(cwd)?.[0];
	return folder === undefined ? lines : lines.map((line) => `cd ${quote(folder)} && ${line}`);
}

/** The command line of a task as `tasks.json` writes it, found by its label among `tasks`. */
export function taskLine(tasks: unknown, label: unknown): string | undefined {
	const ofPackage = typeof label === 'string' ? /^npm: ([\w:.-]+)/.exec(label)?.[1] : undefined;
	if (ofPackage !== undefined) {
		return `npm run ${ofPackage}`;
	}
	const found = (Array.isArray(tasks) ? (tasks as readonly unknown[]) : []).find(
		(task) =>
			typeof label === 'string' && [member(task, 'label'), member(task, 'taskName')].includes(label),
	);
	const command = text(member(found, 'command'))?.[0];
	const script = text(member(found, 'script'))?.[0];
	if (member(found, 'type') === 'npm' && script !== undefined) {
		return `npm run ${quote(script)}`;
	}
	const first = member(found, 'type') === 'process' && command !== undefined ? quote(command) : command;
	return first === undefined ? undefined : [first, ...texts(member(found, 'args')).map(quote)].join(' ');
}

/** What runs a program that is named without a runtime, by the kind of debugger. */
function interpreterOf(type: string | undefined, program: unknown, module: unknown): readonly string[] {
	if (program === undefined && module === undefined) {
		return [];
	}
	return /node/.test(type ?? '') ? ['node'] : /^(?:python|debugpy)$/.test(type ?? '') ? ['python'] : [];
}

/** A text, in a list of one; `undefined` where it is none. */
function text(value: unknown): readonly string[] | undefined {
	return typeof value === 'string' && value !== '' ? [value] : undefined;
}

/** Texts, also those that tasks write as `{ value, quoting }`, or as one. */
function texts(value: unknown): readonly string[] {
	const list = Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
	return list.flatMap((one) => text(one) ?? text(member(one, 'value')) ?? []);
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

import type { Argument, Command, Option } from 'commander';

/** What may stand where the cursor is. */
export interface Completions {
	readonly values: readonly Completion[];
	/** Whether a file or folder may stand there too. */
	readonly files: boolean;
}

export interface Completion {
	readonly value: string;
	readonly description: string;
}

const none: Completions = { values: [], files: false };

/** Names of arguments and of option values that stand for something on the disk. */
const filePattern = /^(files?|folder|paths?|bundle|old|new)$/;

/**
 * What may come next in a command line of `program`. `words` are those after the program's name; the last is the one
 * that is being written, empty after a space.
 */
export function completionsFor(program: Command, words: readonly string[]): Completions {
	const current = words.at(-1) ?? '';
	const { command, operands, waiting } = readWords(program, unsplit(words.slice(0, -1)));
	if (waiting !== undefined) {
		return valuesOf(waiting, current);
	}
	const [, name, value] = /^(--[a-z-]+)=(.*)$/.exec(current) ?? [];
	if (name !== undefined && value !== undefined) {
		const option = optionOf(command, name);
		const { values, files } = option === undefined ? none : valuesOf(option, value);
		return { values: values.map((each) => ({ ...each, value: `${name}=${each.value}` })), files };
	}
	if (current.startsWith('-')) {
		const options = command.createHelp().visibleOptions(command);
		return startingWith(
			current,
			options.map(({ long, short, description }) => ({ value: long ?? short ?? '', description })),
		);
	}
	if (command.commands.length > 0) {
		const commands = command.createHelp().visibleCommands(command);
		return startingWith(
			current,
			commands.map((each) => ({
				value: each.name(),
				description: each.summary() || each.description(),
			})),
		);
	}
	return argumentValues(command.registeredArguments, operands, current);
}

interface Read {
	readonly command: Command;
	/** How many operands the command has already. */
	readonly operands: number;
	/** The option whose value comes next. */
	readonly waiting: Option | undefined;
}

function readWords(program: Command, words: readonly string[]): Read {
	let command = program;
	let operands = 0;
	let waiting: Option | undefined;
	for (const word of words) {
		if (waiting !== undefined) {
			waiting = undefined;
			continue;
		}
		if (word.startsWith('-')) {
			const option = optionOf(command, word);
			waiting = option?.required === true ? option : undefined;
			continue;
		}
		const below = command.commands.find((each) => each.name() === word);
		command = below ?? command;
		operands += below === undefined ? 1 : 0;
	}
	return { command, operands, waiting };
}

/** Bash has `=` as a word of its own. */
function unsplit(words: readonly string[]): readonly string[] {
	return words.filter((word) => word !== '=');
}

function optionOf(command: Command, flag: string): Option | undefined {
	return command.options.find(({ long, short }) => long === flag || short === flag);
}

function valuesOf({ argChoices, flags, description }: Option, current: string): Completions {
	const name = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? '';
	return argChoices === undefined
		? { values: [], files: filePattern.test(name) }
		: startingWith(
				current,
				argChoices.map((value) => ({ value, description })),
			);
}

function argumentValues(known: readonly Argument[], operands: number, current: string): Completions {
	const last = known.at(-1);
	const argument = known[operands] ?? (last?.variadic === true ? last : undefined);
	if (argument === undefined) {
		return none;
	}
	const { argChoices, description } = argument;
	return argChoices === undefined
		? { values: [], files: filePattern.test(argument.name()) }
		: startingWith(
				current,
				argChoices.map((value) => ({ value, description })),
			);
}

function startingWith(current: string, all: readonly Completion[]): Completions {
	return { values: all.filter(({ value }) => value.startsWith(current)), files: false };
}

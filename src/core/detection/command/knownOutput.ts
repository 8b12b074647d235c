import { type Command, unknownText } from './reading.ts';

/** Programs whose output on a name is a path that ends in that name. */
const finders = new Set(['which', 'whence', 'where', 'type', 'command', 'readlink', 'realpath', 'basename', 'echo', 'printf', 'Get-Command', 'gcm']);

/**
 * What a substitution prints, where that is plain from its words: `$(which x)` prints a path of `x`, `$(echo x)` prints
 * `x`. `undefined` where only running it could tell.
 */
export function knownOutput(commands: readonly Command[]): string | undefined {
	const own = commands.filter((command) => command.pipedFrom === undefined);
	const [first] = own;
	if (first === undefined || own.length > 1 || commands.length > 1) {
		return undefined;
	}
	const [name, ...rest] = first.words;
	if (name === undefined || !finders.has(name.text)) {
		return undefined;
	}
	const words = rest.map((word) => word.text).filter((text) => !/^-\w+$/.test(text));
	if (name.text === 'command' && !rest.some((word) => /^-[vV]$/.test(word.text))) {
		return undefined;
	}
	if (name.text === 'printf' && words.length > 1) {
		return words[0]?.includes('%') === true && words.length === 2 ? words[1] : undefined;
	}
	const output = name.text === 'echo' ? words.join(' ') : words.at(-1);
	return output === undefined || output === unknownText ? undefined : output;
}

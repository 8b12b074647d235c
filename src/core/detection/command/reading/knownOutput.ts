import { programName } from '../naming/identify.ts';
import { type Command, unknownText, type Word } from './reading.ts';

/** Programs whose output on a name is a path that ends in that name. */
const finders = new Set([
	'which',
	'whence',
	'where',
	'type',
	'command',
	'readlink',
	'realpath',
	'basename',
	'echo',
	'printf',
	'get-command',
	'gcm',
]);

/**
 * What a substitution prints, where that is plain from its words: `$(which x)` prints a path of `x`, `$(echo x)` prints
 * `x`. `undefined` where only running it could tell.
 */
export function knownOutput(commands: readonly Command[]): string | undefined {
	const [only, ...others] = commands;
	const name = programName(only?.words[0]?.text ?? '');
	if (only === undefined || others.length > 0 || only.pipedFrom !== undefined || !finders.has(name)) {
		return undefined;
	}
	const output = printed(name, only.words.slice(1));
	return output === undefined || output === unknownText ? undefined : output;
}

function printed(name: string, rest: readonly Word[]): string | undefined {
	const plain = rest.map((word) => word.text).filter((text) => !/^-\w+$/.test(text));
	switch (name) {
		case 'echo':
			return plain.join(' ');
		case 'printf': {
			const [format, value] = plain;
			// Each of them quoted: they stay the words that they are.
			if (/^(?:%q ?)+$/.test(format ?? '')) {
				return plain.slice(1).join(' ');
			}
			return plain.length < 2
				? format
				: plain.length === 2 && format?.includes('%') === true
					? value
					: undefined;
		}
		case 'command':
			return rest.some((word) => /^-[vV]$/.test(word.text)) ? plain.at(-1) : undefined;
		default:
			return plain.at(-1);
	}
}

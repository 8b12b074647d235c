import { builtInCatalog } from '../../../../../src/node/builtInCatalog.ts';
import type { ShellKind } from '../../../../../src/core/detection/signal.ts';

/**
 * How much of a shell's syntax a line may use. `words`: one command of words that need no quotes. `command`: a line that
 * begins with a program's name, whatever comes behind. `list`: any whole line.
 */
export type Form = 'words' | 'command' | 'list';

/** A line, and what may be done with it. */
export interface Line {
	readonly text: string;
	readonly shell: ShellKind;
	readonly form: Form;
}

/** Gives a line that does the same. */
export interface Change {
	readonly name: string;
	/** It takes lines of this form, and simpler ones. */
	readonly takes: Form;
	/** The form of what it gives. */
	readonly gives: Form;
	/** `undefined` where it does not suit this very line. */
	readonly make: (text: string) => string | undefined;
}

const forms: readonly Form[] = ['words', 'command', 'list'];

/** The changed line, or `undefined` where the change does not suit it. */
export function changed(line: Line, { takes, gives, make }: Change): Line | undefined {
	if (forms.indexOf(line.form) > forms.indexOf(takes)) {
		return undefined;
	}
	const text = make(line.text);
	return text === undefined ? undefined : { ...line, text, form: gives };
}

/** A command put in front of a command line. */
export function prefix(words: string): Change {
	return { name: words, takes: 'command', gives: 'command', make: (text) => `${words} ${text}` };
}

/** As `prefix`, by a word that only the shell itself knows, so that no other program can stand in front of it. */
export function word(words: string): Change {
	return { ...prefix(words), gives: 'list' };
}

/** A line of any kind put in the place of `…`. */
export function around(frame: string, gives: Form = 'list'): Change {
	return { name: frame, takes: 'list', gives, make: (text) => frame.replace('…', () => text) };
}

/** As `around`, for a line that is one plain command. */
export function aroundWords(frame: string, gives: Form = 'list'): Change {
	return { ...around(frame, gives), takes: 'words' };
}

/** A line of any kind handed over as a text, which stands in the place of `…`. */
export function asText(
	frame: string,
	quote: (text: string) => string | undefined,
	gives: Form = 'command',
): Change {
	return {
		name: frame,
		takes: 'list',
		gives,
		make: (text) => {
			const quoted = quote(text);
			return quoted === undefined ? undefined : frame.replace('…', () => quoted);
		},
	};
}

/** Each word that needs no quotes written in another way, from the `start`th on, every `step`th of them. */
export function requoted(
	name: string,
	write: (word: string) => string | undefined,
	{ first = true, step = 1 }: { readonly first?: boolean; readonly step?: number } = {},
): Change {
	return {
		name: `words as ${name}`,
		takes: 'words',
		gives: 'list',
		make: (text) =>
			text
				.split(' ')
				.map((word, at) => ((at === 0 ? first : at % step === 0) ? (write(word) ?? word) : word))
				.join(' '),
	};
}

/** The program's name at the start of the line written in another way. */
export function renamed(name: string, write: (word: string) => string | undefined): Change {
	return {
		name: `name as ${name}`,
		takes: 'command',
		gives: 'list',
		make: (text) => {
			const [word = ''] = text.split(/\s/, 1);
			const written = write(word);
			return written === undefined ? undefined : written + text.slice(word.length);
		},
	};
}

/** What stands between the words. */
export function spaced(name: string, space: string): Change {
	return {
		name: `words parted by ${name}`,
		takes: 'words',
		gives: 'list',
		make: (text) => text.replaceAll(' ', () => space),
	};
}

/** Names that others bear as well, which their folder may tell apart. */
export const toldByPath = new Set(
	builtInCatalog.flatMap(({ namesakes = [] }) => namesakes.map(({ command }) => command)),
);

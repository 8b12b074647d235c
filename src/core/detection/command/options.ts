import type { Word } from './reading.ts';
import { listed } from './scene.ts';

/** The words of a command behind its options. */
export interface Positionals {
	readonly words: readonly Word[];
	/** Values of the options asked for, in order. */
	readonly taken: readonly Word[];
	/** All options seen, values left out. */
	readonly options: readonly string[];
}

/**
 * Skips options: `values` lists those whose value is the next word, `take` those whose value is wanted. Stops at the
 * first plain word or behind `--`.
 */
export function skipOptions(words: readonly Word[], values: string | undefined, take?: string): Positionals {
	const taken: Word[] = [];
	const options: string[] = [];
	let at = 0;
	while (at < words.length) {
		const word = words[at];
		if (word === undefined || !word.text.startsWith('-') || word.text === '-') {
			break;
		}
		if (word.text === '--') {
			at += 1;
			break;
		}
		const step = readOption(words, at, values, take, taken);
		options.push(word.text.split('=')[0] ?? word.text);
		at += step;
	}
	return { words: words.slice(at), taken, options };
}

/** All plain words, wherever options stand between them. */
export function positionals(words: readonly Word[], values: string | undefined, take?: string): Positionals {
	const taken: Word[] = [];
	const options: string[] = [];
	const plain: Word[] = [];
	let at = 0;
	while (at < words.length) {
		const word = words[at];
		if (word === undefined) {
			break;
		}
		if (!word.text.startsWith('-') || word.text === '-') {
			plain.push(word);
			at += 1;
			continue;
		}
		if (word.text === '--') {
			plain.push(...words.slice(at + 1));
			break;
		}
		options.push(word.text.split('=')[0] ?? word.text);
		at += readOption(words, at, values, take, taken);
	}
	return { words: plain, taken, options };
}

/** Reads the option at `at` and returns how many words it takes. */
function readOption(
	words: readonly Word[],
	at: number,
	values: string | undefined,
	take: string | undefined,
	taken: Word[],
): number {
	const word = words[at];
	const next = words[at + 1];
	if (word === undefined) {
		return 1;
	}
	const { text } = word;
	const equals = text.indexOf('=');
	if (text.startsWith('--') && equals > 0) {
		if (listed(take, text.slice(0, equals))) {
			taken.push({ ...word, text: text.slice(equals + 1) });
		}
		return 1;
	}
	if (listed(take, text)) {
		if (next !== undefined) {
			taken.push(next);
		}
		return 2;
	}
	if (listed(values, text)) {
		return 2;
	}
	if (text.length > 2 && !text.startsWith('--')) {
		const first = text.slice(0, 2);
		if (listed(take, first)) {
			taken.push({ ...word, text: text.slice(equals === 2 ? 3 : 2) });
			return 1;
		}
		if (!listed(values, first)) {
			// A cluster such as `-lc`: the last letter's value is the next word.
			const last = `-${text.slice(-1)}`;
			if (/^-[A-Za-z]+$/.test(text) && listed(take, last)) {
				if (next !== undefined) {
					taken.push(next);
				}
				return 2;
			}
			return /^-[A-Za-z]{2,3}$/.test(text) && listed(values, last) ? 2 : 1;
		}
	}
	return 1;
}

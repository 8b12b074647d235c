import type { Word } from '../reading/reading.ts';
import { listed } from '../scene.ts';

/** The words of a command behind its options. */
export interface Positionals {
	readonly words: readonly Word[];
	/** Values of the options asked for, in order. */
	readonly taken: readonly Word[];
	/** All options seen, values left out. */
	readonly options: readonly string[];
}

/** What is known of a program's options, as lists separated by spaces. */
interface Known {
	/** Options whose value is the next word. */
	readonly values: string | undefined;
	/** Options whose value is wanted. */
	readonly take: string | undefined;
}

/** An option at its place: how many words it takes, and its value where that is wanted. */
interface Option {
	readonly step: 1 | 2;
	readonly value?: Word | undefined;
}

/** Skips options, up to the first plain word or behind `--`. */
export function skipOptions(words: readonly Word[], values: string | undefined, take?: string): Positionals {
	return read(words, { values, take }, true);
}

/** All plain words, wherever options stand between them. */
export function positionals(words: readonly Word[], values: string | undefined, take?: string): Positionals {
	return read(words, { values, take }, false);
}

function read(words: readonly Word[], known: Known, stopsAtPlain: boolean): Positionals {
	const taken: Word[] = [];
	const options: string[] = [];
	const plain: Word[] = [];
	let at = 0;
	while (at < words.length) {
		const word = words[at];
		if (word === undefined || word.text === '--') {
			at += 1;
			break;
		}
		if (word.text.startsWith('-') && word.text !== '-') {
			const { step, value } = readOption(word, words[at + 1], known);
			options.push(word.text.split('=')[0] ?? word.text);
			if (value !== undefined) {
				taken.push(value);
			}
			at += step;
		} else if (stopsAtPlain) {
			break;
		} else {
			plain.push(word);
			at += 1;
		}
	}
	return { words: [...plain, ...words.slice(at)], taken, options };
}

function readOption(word: Word, next: Word | undefined, { values, take }: Known): Option {
	const { text } = word;
	const equals = text.indexOf('=');
	if (text.startsWith('--') && equals > 0) {
		const wanted = listed(take, text.slice(0, equals));
		return wanted ? { step: 1, value: { ...word, text: text.slice(equals + 1) } } : { step: 1 };
	}
	if (listed(take, text)) {
		return { step: 2, value: next };
	}
	if (listed(values, text)) {
		return { step: 2 };
	}
	return text.length > 2 && !text.startsWith('--')
		? readCluster(word, next, { values, take })
		: { step: 1 };
}

/** `-n1`, `-I{}`, and clusters such as `-lc`, whose last letter's value is the next word. */
function readCluster(word: Word, next: Word | undefined, { values, take }: Known): Option {
	const { text } = word;
	const first = text.slice(0, 2);
	if (listed(take, first)) {
		return { step: 1, value: { ...word, text: text.slice(text[2] === '=' ? 3 : 2) } };
	}
	if (listed(values, first) || !/^-[A-Za-z]+$/.test(text)) {
		return { step: 1 };
	}
	const last = `-${text.slice(-1)}`;
	if (listed(take, last)) {
		return { step: 2, value: next };
	}
	return { step: text.length < 5 && listed(values, last) ? 2 : 1 };
}

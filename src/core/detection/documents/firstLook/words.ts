import { addToHash, atomHash, lowered } from '../../command/naming/atoms.ts';
import { passesOf, windowSize, windowsOf, type Windows } from './windows.ts';

/** Words that a first look at a document looks for: runs of ASCII letters and digits, in either case. */
export interface Words {
	/** In which of the lists it was that they were made of, as bits, by hash. */
	readonly lists: ReadonlyMap<number, number>;
	/** The same by the lower bits of a hash: most words end at one look into it, which the map would take ten times as long for. */
	readonly filter: Uint8Array;
	/** Where in bytes they may stand at all; made when bytes are first looked at, as texts do without. */
	readonly windows: () => Windows;
}

/** A word that was found. */
export interface FoundWord {
	readonly hash: number;
	/** One bit for each list that it was in. */
	readonly lists: number;
	readonly from: number;
	readonly to: number;
}

type Found = (word: FoundWord) => boolean;

const filterMask = 0xff_ff;

/** The words of some lists, which are in lower case. */
export function wordsOf(...given: readonly (readonly string[])[]): Words {
	const lists = new Map<number, number>();
	const filter = new Uint8Array(filterMask + 1);
	for (const [index, list] of given.entries()) {
		for (const hash of list.map(atomHash)) {
			lists.set(hash, (lists.get(hash) ?? 0) | (1 << index));
			filter[hash & filterMask] = 1;
		}
	}
	let made: Windows | undefined;
	return { lists, filter, windows: () => (made ??= windowsOf(new Set(given.flat()))) };
}

/** Whether `found` holds for a word of the text; it is called for those of `words`. */
export function someWord(words: Words, text: string | Uint8Array, found: Found): boolean {
	return typeof text === 'string'
		? lookAtText(words, text, found)
		: passesOf(words.windows(), text, (first) => lookAtBytes(words, text, first, found));
}

// Twice the same loop: one for both would be several times slower, as neither could be compiled for what it is given.

function lookAtText(words: Words, text: string, found: Found): boolean {
	const { filter } = words;
	let hash = 0;
	let from = 0;
	for (let at = 0; at <= text.length; at += 1) {
		const code = at < text.length ? text.charCodeAt(at) : 0;
		const lower = code < 128 ? (lowered[code] ?? 0) : 0;
		if (lower > 0) {
			from = hash === 0 ? at : from;
			hash = addToHash(hash, lower);
		} else if (hash !== 0) {
			if (filter[hash & filterMask] === 1 && passes(words, found, { hash, from, to: at })) {
				return true;
			}
			hash = 0;
		}
	}
	return false;
}

/** The words that the four bytes from `first` on touch. */
function lookAtBytes(words: Words, bytes: Uint8Array, first: number, found: Found): boolean {
	const { filter } = words;
	const end = Math.min(first + windowSize, bytes.length);
	let at = startOfWord(bytes, first);
	while (at < end) {
		let hash = 0;
		const from = at;
		for (let lower = loweredAt(bytes, at); lower > 0; lower = loweredAt(bytes, at)) {
			hash = addToHash(hash, lower);
			at += 1;
		}
		if (filter[hash & filterMask] === 1 && passes(words, found, { hash, from, to: at })) {
			return true;
		}
		at += 1;
	}
	return false;
}

function passes({ lists }: Words, found: Found, { hash, from, to }: Omit<FoundWord, 'lists'>): boolean {
	const of = lists.get(hash);
	return of !== undefined && found({ hash, lists: of, from, to });
}

/** Where the word begins that `at` lies in. */
function startOfWord(bytes: Uint8Array, at: number): number {
	let start = at;
	while (start > 0 && loweredAt(bytes, start) > 0 && loweredAt(bytes, start - 1) > 0) {
		start -= 1;
	}
	return start;
}

function loweredAt(bytes: Uint8Array, at: number): number {
	return at < bytes.length ? (lowered[bytes[at] ?? 0] ?? 0) : 0;
}

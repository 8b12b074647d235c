import { addToHash, atomHash } from '../command/atoms.ts';

/** The words that a first look at a document looks for, by their hashes. */
export interface Words {
	/** What a word is, as bits. */
	readonly marks: ReadonlyMap<number, number>;
	/** The same by the lower bits of a hash: most words end at one look into it, which the map would take ten times as long for. */
	readonly filter: Uint8Array;
}

const any = 1;
const imported = 2;
const started = 4;
const starts = 8;
const filterMask = 0xff_ff;

/** What stands where code starts a program, as `sourceFiles` knows it. */
const startWords = [
	'subprocess',
	'spawn',
	'spawnsync',
	'execfile',
	'execfilesync',
	'execa',
	'exec',
	'command',
];

/** The words of a catalog: of all its names, of those that code imports, and of the commands that code may start. */
export function wordsOf(hashes: {
	readonly any: readonly number[];
	readonly imported: readonly number[];
	readonly started: readonly number[];
}): Words {
	const marks = new Map<number, number>();
	const filter = new Uint8Array(filterMask + 1);
	const mark = (list: readonly number[], bit: number): void => {
		for (const hash of list) {
			marks.set(hash, (marks.get(hash) ?? 0) | bit);
			filter[hash & filterMask] = 1;
		}
	};
	mark(hashes.any, any);
	mark(hashes.imported, imported);
	mark(hashes.started, started);
	mark(
		startWords.map((word) => atomHash(word)),
		starts,
	);
	return { marks, filter };
}

/**
 * The cheap first look at a whole document: `false` where no part of it can be a name that is looked for. A name that is
 * put together from pieces is missed here, which in files that are reviewed hides nothing.
 */
export function mayNameAssistant(words: Words, text: string | Uint8Array): boolean {
	return look(words, text, (mark) => (mark & any) !== 0);
}

/** The same for source code, in which only imports and started programs are looked for: a name alone is none. */
export function mayImportAssistant(words: Words, text: string | Uint8Array): boolean {
	let seen = 0;
	return look(words, text, (mark) => {
		seen |= mark;
		return (mark & imported) !== 0 || ((seen & started) !== 0 && (seen & starts) !== 0);
	});
}

/** Whether `found` holds for the marks of a word of the text; it is called for those that have any. */
function look(
	{ marks, filter }: Words,
	text: string | Uint8Array,
	found: (mark: number) => boolean,
): boolean {
	return typeof text === 'string'
		? lookAtText(marks, filter, text, found)
		: lookAtBytes(marks, filter, text, found);
}

// Twice the same loop: one for both would be several times slower, as neither could be compiled for what it is given.

function lookAtText(
	marks: ReadonlyMap<number, number>,
	filter: Uint8Array,
	text: string,
	found: (mark: number) => boolean,
): boolean {
	let hash = 0;
	for (let at = 0; at <= text.length; at += 1) {
		const code = at < text.length ? text.charCodeAt(at) : 0;
		const lower = code < 128 ? (lowered[code] ?? 0) : 0;
		if (lower > 0) {
			hash = addToHash(hash, lower);
		} else if (hash !== 0) {
			if (filter[hash & filterMask] === 1 && found(marks.get(hash) ?? 0)) {
				return true;
			}
			hash = 0;
		}
	}
	return false;
}

function lookAtBytes(
	marks: ReadonlyMap<number, number>,
	filter: Uint8Array,
	bytes: Uint8Array,
	found: (mark: number) => boolean,
): boolean {
	const { length } = bytes;
	let hash = 0;
	for (let at = 0; at < length; at += 1) {
		const lower = lowered[bytes[at] ?? 0] ?? 0;
		if (lower > 0) {
			hash = addToHash(hash, lower);
		} else if (hash !== 0) {
			if (filter[hash & filterMask] === 1 && found(marks.get(hash) ?? 0)) {
				return true;
			}
			hash = 0;
		}
	}
	return hash !== 0 && filter[hash & filterMask] === 1 && found(marks.get(hash) ?? 0);
}

/** Letters and digits in lower case, and 0 for what parts them. */
const lowered = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789') {
	lowered[character.charCodeAt(0)] = character.charCodeAt(0);
	lowered[character.toUpperCase().charCodeAt(0)] = character.charCodeAt(0);
}

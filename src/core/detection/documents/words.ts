import { addToHash, atomHash } from '../command/atoms.ts';
import { passesOf, windowsOf, type Windows } from './windows.ts';

/** The words that a first look at a document looks for. */
export interface Words {
	/** What a word is, as bits, by its hash. */
	readonly marks: ReadonlyMap<number, number>;
	/** The same by the lower bits of a hash: most words end at one look into it, which the map would take ten times as long for. */
	readonly filter: Uint8Array;
	/** Where in bytes a name may stand at all; of any kind, and of those that code imports or starts. */
	readonly anyWindows: Windows;
	readonly codeWindows: Windows;
}

const any = 1;
const imported = 2;
const started = 4;
const filterMask = 0xff_ff;

/** The words of a catalog: of all its names, of those that code imports, and of the commands that code may start. */
export function wordsOf(words: {
	readonly any: readonly string[];
	readonly imported: readonly string[];
	readonly started: readonly string[];
}): Words {
	const marks = new Map<number, number>();
	const filter = new Uint8Array(filterMask + 1);
	const mark = (list: readonly string[], bit: number): void => {
		for (const hash of list.map(atomHash)) {
			marks.set(hash, (marks.get(hash) ?? 0) | bit);
			filter[hash & filterMask] = 1;
		}
	};
	mark(words.any, any);
	mark(words.imported, imported);
	mark(words.started, started);
	return {
		marks,
		filter,
		anyWindows: windowsOf(words.any),
		codeWindows: windowsOf([...words.imported, ...words.started]),
	};
}

/**
 * The cheap first look at a whole document: `false` where no part of it can be a name that is looked for. A name that is
 * put together from pieces is missed here, which in files that are reviewed hides nothing.
 */
export function mayNameAssistant(words: Words, text: string | Uint8Array): boolean {
	return look(words, words.anyWindows, text, (mark) => (mark & any) !== 0);
}

/** The same for source code, in which only imports and started programs are looked for: a name alone is none. */
export function mayImportAssistant(words: Words, text: string | Uint8Array): boolean {
	// Lines that have one name have more of them, and the longest have thousands.
	let read = { from: 0, to: 0, mark: 0 };
	return look(words, words.codeWindows, text, (mark, at) => {
		const isRead = read.from <= at && at < read.to && (read.mark & mark) === (mark & ~any);
		if ((mark & (imported | started)) === 0 || isRead) {
			return false;
		}
		const { from, to } = lineAt(text, at);
		read = { from, to, mark };
		if (to - from > mostBytes || ((mark & imported) === 0 && !hasQuotes(text, from, to))) {
			return false;
		}
		const line = textOf(text, from, to);
		return (
			mayCall(line, (mark & imported) !== 0) ||
			(quotedLine.test(line) && startingLine.test(textOf(text, Math.max(0, from - lookBack), from)))
		);
	});
}

/** Whether a line of code has to do with programs that it starts. */
const startingLine =
	/command|subprocess|spawn|exec|\bcmd\b|_cmd\b|argv|popen|\bsystem\(|Process(?:\.Start|Builder|StartInfo)|sendText|mock\(|pip_install|image["']?\s*[:=]|Container\(|\$`|=\s*`[\w.-]+ -|["'](?:npx|bunx|pnpx|uvx|pipx|npm|pnpm|yarn|bun|uv|docker)["']\s*,|["']([\w-]{2,40})["']\s*[:=]\s*[fr]?["'`]\1\s|installExtension|npm_?install\(/i;
/** A word in quotes, alone on its line: of a list that may be a command. */
const quotedLine = /^\s*["'`][^"'`]*["'`],?\s*$/;
/** How far above that line the list is looked for that it stands in. UTF-16 code units. */
const lookBack = 200;

/** What every way to import has in its line; in Go a quoted path alone. */
const importingLine = /import|export|require|from|use|using|extern|mock|dependencies|^\s*(?:[\w.]+\s+)?["']/;

function mayCall(line: string, isImported: boolean): boolean {
	return (
		!commentLine.test(line) &&
		((isImported && importingLine.test(line)) || (startingLine.test(line) && /["'`]/.test(line)))
	);
}

/** A line that is a comment, in all languages that are read as code. */
export const commentLine = /^\s*(?:\/\/|\*|\/\*|#(?! dependencies = ))/;

/** Longer lines of code are not read: no person writes them. UTF-16 code units. */
export const longestLine = 2000;

/** A character has three bytes at the most for each code unit. */
const mostBytes = longestLine * 3;

/** The line in which the word at `at` stands, or as much of it as shows that it is longer than what is read. */
function lineAt(text: string | Uint8Array, at: number): { readonly from: number; readonly to: number } {
	const isEnd = (place: number): boolean =>
		(typeof text === 'string' ? text.charCodeAt(place) : text[place]) === lineEnd;
	let from = at;
	while (from > 0 && at - from <= mostBytes && !isEnd(from - 1)) {
		from -= 1;
	}
	let to = at;
	while (to < text.length && to - at <= mostBytes && !isEnd(to)) {
		to += 1;
	}
	return { from, to };
}

/** Whether there is a string: what is started stands in one. Less work than to make a text of the bytes first. */
function hasQuotes(text: string | Uint8Array, from: number, to: number): boolean {
	for (let at = from; at < to; at += 1) {
		const code = typeof text === 'string' ? text.charCodeAt(at) : text[at];
		if (code === 34 || code === 39 || code === 96) {
			return true;
		}
	}
	return false;
}

function textOf(text: string | Uint8Array, from: number, to: number): string {
	return typeof text === 'string' ? text.slice(from, to) : String.fromCharCode(...text.subarray(from, to));
}

const lineEnd = 10;

/** What a word is, and where it begins. */
type Found = (mark: number, at: number) => boolean;

/** Whether `found` holds for a word of the text; it is called for those that have a mark. */
function look(words: Words, windows: Windows, text: string | Uint8Array, found: Found): boolean {
	return typeof text === 'string'
		? lookAtText(words, text, found)
		: passesOf(windows, text, (first, last) => lookAtBytes(words, text, [first, last], found));
}

// Twice the same loop: one for both would be several times slower, as neither could be compiled for what it is given.

function lookAtText({ marks, filter }: Words, text: string, found: Found): boolean {
	let hash = 0;
	let start = 0;
	for (let at = 0; at <= text.length; at += 1) {
		const code = at < text.length ? text.charCodeAt(at) : 0;
		const lower = code < 128 ? (lowered[code] ?? 0) : 0;
		if (lower > 0) {
			start = hash === 0 ? at : start;
			hash = addToHash(hash, lower);
		} else if (hash !== 0) {
			if (filter[hash & filterMask] === 1 && found(marks.get(hash) ?? 0, start)) {
				return true;
			}
			hash = 0;
		}
	}
	return false;
}

/** The words that the bytes from `first` to `last` touch. */
function lookAtBytes(
	{ marks, filter }: Words,
	bytes: Uint8Array,
	[first, last]: readonly [first: number, last: number],
	found: Found,
): boolean {
	let at = startOfWord(bytes, first);
	while (at <= last) {
		let hash = 0;
		const start = at;
		for (let lower = loweredAt(bytes, at); lower > 0; lower = loweredAt(bytes, at)) {
			hash = addToHash(hash, lower);
			at += 1;
		}
		if (filter[hash & filterMask] === 1 && found(marks.get(hash) ?? 0, start)) {
			return true;
		}
		at += 1;
	}
	return false;
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

/** Letters and digits in lower case, and 0 for what parts them. */
const lowered = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789') {
	lowered[character.charCodeAt(0)] = character.charCodeAt(0);
	lowered[character.toUpperCase().charCodeAt(0)] = character.charCodeAt(0);
}

import type { Range } from './reference.ts';

/**
 * A text that was taken out of a document: unescaped, unindented or joined from several lines, with the way back to the
 * document's offsets.
 */
export interface Slice {
	readonly text: string;
	/** The range in the document of what stands at `start`…`end` of the text. */
	readonly range: (start: number, end: number) => Range;
}

/** A piece of a slice. Where `text` is not as long as the place it came from, all of it stands for the whole place. */
export interface Piece {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** The document's text from `start` to `end`, as it is. */
export function sliceOf(text: string, start: number, end: number): Slice {
	return { text: text.slice(start, end), range: (from, to) => [start + from, start + to] };
}

/** The pieces, one after the other. */
export function joinPieces(pieces: readonly Piece[]): Slice {
	const starts: number[] = [];
	let length = 0;
	for (const piece of pieces) {
		starts.push(length);
		length += piece.text.length;
	}
	const placeOf = (at: number, isEnd: boolean): number => {
		const index = lastAtOrBefore(starts, isEnd ? Math.max(0, at - 1) : at);
		const piece = pieces[index];
		if (piece === undefined) {
			return 0;
		}
		const within = at - (starts[index] ?? 0);
		const isPlain = piece.text.length === piece.end - piece.start;
		return isPlain ? piece.start + within : isEnd ? piece.end : piece.start;
	};
	return {
		text: pieces.map((piece) => piece.text).join(''),
		range: (start, end) => [placeOf(start, false), placeOf(end, true)],
	};
}

/** The slice with every match of `pattern` (global) replaced. */
export function replaceInSlice(slice: Slice, pattern: RegExp, replacement: (found: string) => string): Slice {
	const pieces: Piece[] = [];
	let from = 0;
	for (const match of slice.text.matchAll(pattern)) {
		const end = match.index + match[0].length;
		pieces.push({ text: slice.text.slice(from, match.index), start: from, end: match.index });
		pieces.push({ text: replacement(match[0]), start: match.index, end });
		from = end;
	}
	if (from === 0) {
		return slice;
	}
	pieces.push({ text: slice.text.slice(from), start: from, end: slice.text.length });
	const joined = joinPieces(pieces.filter(({ start, end }) => end > start));
	return { text: joined.text, range: (start, end) => slice.range(...joined.range(start, end)) };
}

/** The slice behind a text that stands nowhere in the document. */
export function withPrefix(slice: Slice, prefix: string): Slice {
	const joined = joinPieces([
		{ text: prefix, start: 0, end: 0 },
		{ text: slice.text, start: 0, end: slice.text.length },
	]);
	return { text: joined.text, range: (start, end) => slice.range(...joined.range(start, end)) };
}

/** The slices, one after the other. */
export function joinSlices(slices: readonly Slice[]): Slice {
	const [only] = slices;
	if (only !== undefined && slices.length === 1) {
		return only;
	}
	const starts: number[] = [];
	let length = 0;
	for (const { text } of slices) {
		starts.push(length);
		length += text.length;
	}
	const placeOf = (at: number, isEnd: boolean): Range => {
		const index = lastAtOrBefore(starts, isEnd ? Math.max(0, at - 1) : at);
		const within = at - (starts[index] ?? 0);
		return slices[index]?.range(within, within) ?? [0, 0];
	};
	return {
		text: slices.map(({ text }) => text).join(''),
		range: (start, end) => [placeOf(start, false)[0], placeOf(end, true)[1]],
	};
}

/** A part of a slice. */
export function subSlice(slice: Slice, start: number, end: number): Slice {
	return {
		text: slice.text.slice(start, end),
		range: (from, to) => slice.range(start + from, start + to),
	};
}

const jsonEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** What a string in JSON's quoting says that stands at `start`…`end` with its quotes; the last may be missing. */
export function quotedSlice(text: string, start: number, end: number): Slice {
	const closed = end - start > 1 && text[end - 1] === text[start] && text[end - 2] !== '\\';
	const slice = sliceOf(
		text,
		start + 1,
		closed || text.slice(start, end).endsWith('\\\\"') ? end - 1 : end,
	);
	return replaceInSlice(slice, /\\(?:u[0-9a-fA-F]{4}|.)/g, (found) => {
		const [, letter = ''] = found;
		return letter === 'u'
			? String.fromCharCode(Number.parseInt(found.slice(2), 16))
			: (jsonEscapes[letter] ?? letter);
	});
}

function lastAtOrBefore(starts: readonly number[], at: number): number {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((starts[middle] ?? 0) <= at) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}
	return low;
}

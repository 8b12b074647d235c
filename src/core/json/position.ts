import { type JsonPath, scanJson } from './scan.ts';

/** A place in a text as editors count it: both from 1, columns in UTF-16 code units. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** The position of a UTF-16 offset. */
export function positionAt(text: string, offset: number): Position {
	let line = 1;
	let start = 0;
	for (;;) {
		const end = text.indexOf('\n', start);
		if (end < 0 || end >= offset) {
			return { line, column: offset - start + 1 };
		}
		line++;
		start = end + 1;
	}
}

/**
 * Where the value at `path` stands, or its key when `part` is `key`. What is not there is answered with the nearest
 * value around it, so that a missing key points at the object that should have it.
 */
export function locateInJson(text: string, path: JsonPath, part: 'key' | 'value' = 'value'): Position {
	let best = 0;
	let deepest = -1;
	scanJson(text, (at, valueOffset, keyOffset) => {
		if (
			at.length > deepest &&
			at.length <= path.length &&
			at.every((step, depth) => step === path[depth])
		) {
			deepest = at.length;
			best = part === 'key' && at.length === path.length && keyOffset >= 0 ? keyOffset : valueOffset;
		}
	});
	return positionAt(text, best);
}

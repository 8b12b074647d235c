import type { Range } from './reference.ts';

/** A line of a text without its end, and where it begins. */
export interface Line {
	readonly text: string;
	readonly start: number;
}

/** The lines of a text, whichever line ends it has. */
export function linesOf(text: string): readonly Line[] {
	const lines: Line[] = [];
	let start = 0;
	while (start <= text.length) {
		const found = text.indexOf('\n', start);
		const end = found < 0 ? text.length : found;
		const hasReturn = end > start && text.charCodeAt(end - 1) === 13;
		lines.push({ text: text.slice(start, hasReturn ? end - 1 : end), start });
		start = end + 1;
	}
	return lines;
}

/** The range of the whole line with its end, to delete it. */
export function wholeLine(text: string, at: number): Range {
	const end = text.indexOf('\n', at);
	return [text.lastIndexOf('\n', at - 1) + 1, end < 0 ? text.length : end + 1];
}

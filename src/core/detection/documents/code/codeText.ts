import { longestLine } from './codeLines.ts';
import type { Range } from '../reference.ts';

/** Longer calls are read up to here. UTF-16 code units. */
export const longestCall = 600;
/** Where any of the patterns stands outside comments. */
export function matchesOf(text: string, patterns: readonly RegExp[]): readonly RegExpExecArray[] {
	return patterns
		.flatMap((pattern) => [...text.matchAll(pattern)])
		.filter(({ index }) => !isComment(text, index));
}

/** The strings between two places, without their quotes. */
export function stringsIn(
	text: string,
	from: number,
	end: number,
): readonly { readonly text: string; readonly range: Range }[] {
	const part = text.slice(from, end);
	return [...part.matchAll(/(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map((match) => {
		const start = from + match.index + 1;
		const value = match[2] ?? '';
		return { text: value, range: [start, start + value.length] as const };
	});
}

/** Where the bracket closes that `from` stands behind, or the statement ends. */
export function endOfCall(text: string, from: number): number {
	let depth = 1;
	const limit = Math.min(text.length, from + longestCall);
	for (let at = from; at < limit; at += 1) {
		const character = text.charAt(at);
		if ('([{'.includes(character)) {
			depth += 1;
		} else if (')]}'.includes(character)) {
			depth -= 1;
			// Builders go on behind it: `.args(["x"])`.
			if (depth <= 0 && !/^\)?\s*\.args?\(/.test(text.slice(at, at + 80))) {
				return at;
			}
		}
	}
	return limit;
}

/** Whether a place stands in a line that is a comment. Far behind its start it is no line that a person wrote. */
export function isComment(text: string, at: number): boolean {
	const before = text.slice(Math.max(0, at - longestLine), at);
	return /^\s*(?:\/\/|\*|\/\*|#)/.test(before.slice(before.lastIndexOf('\n') + 1));
}

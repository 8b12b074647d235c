import type { Line } from '../lines.ts';
import { joinPieces, quotedSlice, replaceInSlice, type Slice, sliceOf, subSlice } from '../slice.ts';

/** How many blanks a line begins with. */
export function indentOf(text: string): number {
	let indent = 0;
	while (text.charCodeAt(indent) === blank) {
		indent += 1;
	}
	return indent;
}

const blank = 32;

export function isBlank(text: string): boolean {
	return !/\S/.test(text);
}

/** The last line of the block scalar whose header stands in line `at`. */
export function blockEnd(lines: readonly Line[], at: number, indent: number): number {
	let end = at;
	for (let next = at + 1; next < lines.length; next += 1) {
		const { text } = lines[next] ?? { text: '' };
		if (!isBlank(text) && indentOf(text) <= indent) {
			break;
		}
		end = next;
	}
	return end;
}

/** The text of a block scalar, without its indentation. */
export function blockSlice(lines: readonly Line[]): Slice {
	const first = lines.find(({ text }) => !isBlank(text));
	const indent = indentOf(first?.text ?? '');
	return joinPieces(
		lines.flatMap(({ text, start }) => {
			const from = Math.min(indent, text.length);
			return [
				{ text: text.slice(from), start: start + from, end: start + text.length },
				{ text: '\n', start: start + text.length, end: start + text.length + 1 },
			];
		}),
	);
}

/** A scalar on one line, without quotes and comment. */
export function scalar(text: string, line: Line, from: number): Slice {
	const rest = line.text.slice(from);
	const lead = /^\s*(?:[&!][\w!/.-]+\s+)*/.exec(rest)?.[0].length ?? 0;
	const start = line.start + from + lead;
	const body = rest.slice(lead);
	const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(body)?.[0];
	if (quoted !== undefined && /^\s*(?:#.*)?$/.test(body.slice(quoted.length))) {
		return quoted.startsWith('"')
			? quotedSlice(text, start, start + quoted.length)
			: sliceOf(text, start + 1, start + quoted.length - 1);
	}
	const plain = body.replace(/\s+#.*$/, '').trimEnd();
	// The other quote may be cut off.
	const isCut = /^(["'])(?!.*\1)/.test(plain);
	return sliceOf(text, start + Number(isCut), start + plain.length);
}
/** A flow value of several lines as one line, which it means. */
export function withoutLineEnds(slice: Slice): Slice {
	const lead = /^\s*/.exec(slice.text)?.[0].length ?? 0;
	const body = subSlice(slice, lead, slice.text.trimEnd().length);
	return replaceInSlice(body, /(?:\s+#[^\n]*)?\s*\n\s*/g, (found) => ' '.repeat(found.length));
}

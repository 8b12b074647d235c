import { linesOf, type Line } from './lines.ts';
import type { Range } from './reference.ts';
import { joinPieces, quotedSlice, type Slice, sliceOf } from './slice.ts';

/** A scalar of a YAML text, under the keys that lead to it. Items of lists add no key. */
export interface YamlEntry {
	/** The keys that lead to it, its own last; empty where there is none. */
	readonly path: readonly string[];
	readonly keyRange: Range;
	readonly value: Slice;
	/** Names the mapping that it stands in, so that its siblings can be found. */
	readonly mapping: number;
	/** It is an item of a list itself, not the value of a key. */
	readonly isItem: boolean;
	/** The lines of the item that begins with it. */
	readonly item: Range | undefined;
}

interface Open {
	readonly indent: number;
	readonly key: string;
	readonly mapping: number;
}

const keyPattern = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'[{&*!|>%@-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)/;

/**
 * The scalars of a YAML text by its indentation: block and flow style as pipelines are written, block scalars, comments.
 * Tolerant, and in linear time: a library's parser took 75 ms and more for 6,000 lines, which is more than a keystroke
 * may cost, and gave nothing for a piece of a file.
 */
export function yamlEntries(text: string): readonly YamlEntry[] {
	const lines = linesOf(text);
	const entries: YamlEntry[] = [];
	const open: Open[] = [];
	let mappings = 0;
	for (let at = 0; at < lines.length; at += 1) {
		const line = lines[at];
		if (line === undefined || /^\s*(?:#|$)|^(?:---|\.\.\.)\s*$/.test(line.text)) {
			continue;
		}
		const dashes = /^\s*(?:-\s+|-$)*/.exec(line.text)?.[0] ?? '';
		const isItem = dashes.includes('-');
		const column = dashes.length;
		while ((open.at(-1)?.indent ?? -1) >= (isItem ? dashes.indexOf('-') + 1 : column)) {
			open.pop();
		}
		const parent = open.at(-1);
		const rest = line.text.slice(column);
		const key = keyPattern.exec(rest);
		const before = isItem ? undefined : entries.at(-1);
		const sameMapping =
			before !== undefined && before.path.length === open.length + 1 ? before.mapping : undefined;
		const mapping = isItem
			? (mappings += 1)
			: (lastMapping(entries, open.length + 1, parent) ?? sameMapping ?? (mappings += 1));
		const valueAt = column + (key?.[0].length ?? 0);
		const name = key?.[1]?.replaceAll(/^["']|["']$/g, '');
		const path = [...open.map((one) => one.key), ...(name === undefined ? [] : [name])];
		const keyRange: Range = [line.start + column, line.start + column + (key?.[1]?.length ?? 0)];
		const item = isItem ? itemRange(lines, at, dashes.indexOf('-')) : undefined;
		const block = /^\s*[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(line.text.slice(valueAt));
		const end = block
			? blockEnd(lines, at, isItem && key === null ? dashes.lastIndexOf('-') : column)
			: at;
		const value = block ? blockSlice(lines.slice(at + 1, end + 1)) : scalar(text, line, valueAt);
		entries.push({ path, keyRange, value, mapping, isItem: isItem && key === null, item });
		if (name !== undefined && !block) {
			open.push({ indent: column, key: name, mapping });
		}
		at = end;
	}
	return entries;
}

/** The mapping of the nearest entry above at this depth that no shallower one parts from here. */
function lastMapping(
	entries: readonly YamlEntry[],
	depth: number,
	parent: Open | undefined,
): number | undefined {
	for (let at = entries.length - 1; at >= 0 && at >= entries.length - 200; at -= 1) {
		const entry = entries[at];
		if (entry === undefined || entry.path.length < depth) {
			return undefined;
		}
		if (entry.path.length === depth && !entry.isItem) {
			return entry.path.at(-2) === parent?.key ? entry.mapping : undefined;
		}
	}
	return undefined;
}

function itemRange(lines: readonly Line[], at: number, indent: number): Range {
	let end = at + 1;
	for (let next = at + 1; next < lines.length; next += 1) {
		const { text } = lines[next] ?? { text: '' };
		if (text.trim() === '') {
			continue;
		}
		if ((/^ */.exec(text)?.[0].length ?? 0) <= indent) {
			break;
		}
		end = next + 1;
	}
	const last = lines[end - 1];
	const start = lines[at]?.start ?? 0;
	return [start, lines[end]?.start ?? (last === undefined ? start : last.start + last.text.length)];
}

/** The last line of the block scalar whose header stands in line `at`. */
function blockEnd(lines: readonly Line[], at: number, indent: number): number {
	let end = at;
	for (let next = at + 1; next < lines.length; next += 1) {
		const { text } = lines[next] ?? { text: '' };
		if (text.trim() !== '' && (/^ */.exec(text)?.[0].length ?? 0) <= indent) {
			break;
		}
		end = next;
	}
	return end;
}

function blockSlice(lines: readonly Line[]): Slice {
	const first = lines.find(({ text }) => text.trim() !== '');
	const indent = /^ */.exec(first?.text ?? '')?.[0].length ?? 0;
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
function scalar(text: string, line: Line, from: number): Slice {
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
	return sliceOf(text, start, start + plain.length);
}

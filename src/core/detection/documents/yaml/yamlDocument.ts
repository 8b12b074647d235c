import { linesOf, type Line } from '../lines.ts';
import type { Range } from '../reference.ts';
import { replaceInSlice, type Slice, sliceOf, subSlice } from '../slice.ts';
import { flowEntries } from './yamlFlow.ts';
import { blockEnd, blockSlice, indentOf, isBlank, scalar, withoutLineEnds } from './yamlScalars.ts';

/** A scalar or a flow value of a YAML text, under the keys that lead to it. Items of lists add no key. */
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
	/** The keys that lead to it, its own last. */
	readonly path: readonly string[];
	readonly mapping: number;
}

const keyPattern = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'[{&*!|>%@-][^#"|]*?|-[^\s#][^#"|]*?)\s*:(?=\s|$)/;

/**
 * The scalars of a YAML text by its indentation: block and flow style as pipelines are written, block scalars, comments.
 * Tolerant, and in linear time: a library's parser took 75 ms and more for 6,000 lines, which is more than a keystroke
 * may cost, and gave nothing for a piece of a file.
 */
export function yamlEntries(text: string): readonly YamlEntry[] {
	const reading: YamlReading = { text, lines: linesOf(text), entries: [], open: [], mappings: 0 };
	for (let at = 0; at < reading.lines.length; at += 1) {
		const line = reading.lines[at];
		if (line !== undefined && !/^\s*(?:#|$)|^(?:---|\.\.\.)\s*$/.test(line.text)) {
			at = readLine(reading, line, at);
		}
	}
	return reading.entries;
}

/** A text that is being read, with the keys that are open at this line. */
interface YamlReading {
	readonly text: string;
	readonly lines: readonly Line[];
	readonly entries: YamlEntry[];
	readonly open: Open[];
	mappings: number;
}

/** Entries below one key share the path to it. */
function pathOf(open: readonly Open[], name: string | undefined): readonly string[] {
	const above = open.at(-1)?.path ?? [];
	return name === undefined ? above : [...above, name];
}

/** @returns The last line that belongs to the entry. */
function readLine(reading: YamlReading, line: Line, at: number): number {
	const { lines, entries, open } = reading;
	const head = headOf(line.text);
	const { dash, column, name } = head;
	const isItem = dash >= 0;
	closeKeys(open, isItem ? dash + 1 : column);
	const path = pathOf(open, name);
	const isBare = isItem && name === undefined;
	const end = head.isBlock
		? blockEnd(lines, at, isBare ? head.lastDash : column)
		: Math.max(
				flowEnd(lines, at, head.valueAt),
				name === undefined ? continuedTo(lines, at) : quotedTo(lines, at, head),
			);
	const mapping = isItem ? (reading.mappings += 1) : mappingOf(reading);
	const entry: YamlEntry = {
		path,
		keyRange: [line.start + column, line.start + column + head.keyLength],
		value: valueOf(reading, line, head, { at, end }),
		mapping,
		isItem: isBare,
		item: isItem ? itemRange(lines, at, dash) : undefined,
	};
	entries.push(entry);
	for (const inner of flowEntries(entry)) {
		entries.push({ ...inner, mapping: (reading.mappings += Number(inner.isFirst)) });
	}
	if (!head.isBlock && name !== undefined) {
		open.push({ indent: column, path, mapping });
	}
	return end;
}

function valueOf(
	{ text, lines }: YamlReading,
	line: Line,
	{ isBlock, isFolded, valueAt }: Head,
	{ at, end }: { readonly at: number; readonly end: number },
): Slice {
	if (isBlock) {
		const block = blockSlice(lines.slice(at + 1, end + 1));
		return isFolded ? replaceInSlice(block, /(?<=\S)\n(?=\S)/g, () => ' ') : block;
	}
	const last = lines[end];
	if (end === at || last === undefined) {
		return scalar(text, line, valueAt);
	}
	const whole = sliceOf(text, line.start + valueAt, last.start + last.text.length);
	return line.text.endsWith('\\') ? whole : withoutQuotes(withoutLineEnds(whole));
}

function withoutQuotes(slice: Slice): Slice {
	return /^(["']).*\1$/s.test(slice.text) ? subSlice(slice, 1, slice.text.length - 1) : slice;
}

/** The quote with which a value begins that does not end on its line. */
function openQuote(line: string, valueAt: number): string | undefined {
	const begin = line.charAt(valueAt) === ' ' ? valueAt + 1 : valueAt;
	const first = line.charAt(begin);
	return (first === '"' || first === "'") && !line.includes(first, begin + 1) ? first : undefined;
}

/** The last line of a quoted scalar that begins in line `at`; its lines are further in than its key. */
function quotedTo(lines: readonly Line[], at: number, { valueAt, column }: Head): number {
	const quote = openQuote(lines[at]?.text ?? '', valueAt);
	if (quote === undefined) {
		return at;
	}
	for (let next = at + 1; next < Math.min(lines.length, at + longestFlow); next += 1) {
		const text = lines[next]?.text ?? '';
		if (!isBlank(text) && indentOf(text) <= column) {
			return at;
		}
		if (text.trimEnd().endsWith(quote)) {
			return next;
		}
	}
	return at;
}

/** The last line of a command that goes on behind a backslash, in a piece of a file without the key above it. */
function continuedTo(lines: readonly Line[], at: number): number {
	let end = at;
	while (lines[end]?.text.endsWith('\\') === true && end + 1 < lines.length) {
		end += 1;
	}
	return end;
}

/** The last line of a list or mapping in brackets that begins in line `at`. */
function flowEnd(lines: readonly Line[], at: number, valueAt: number): number {
	const first = lines[at]?.text.slice(valueAt) ?? '';
	if (!/^\s*[[{]/.test(first) || /^\s*\{\{/.test(first)) {
		return at;
	}
	let depth = 0;
	for (let next = at; next < Math.min(lines.length, at + longestFlow); next += 1) {
		depth += bracketsIn(next === at ? first : (lines[next]?.text ?? ''));
		if (depth <= 0) {
			return next;
		}
	}
	return at;
}

/** Longer values in brackets are read line by line. Lines. */
const longestFlow = 60;

/** How many more brackets a line opens than it closes. */
function bracketsIn(line: string): number {
	const plain = line.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|\s#.*$/g, '');
	return (plain.match(/[[{]/g)?.length ?? 0) - (plain.match(/[\]}]/g)?.length ?? 0);
}

/** Keys as far in as `column` end here. */
function closeKeys(open: Open[], column: number): void {
	while ((open.at(-1)?.indent ?? -1) >= column) {
		open.pop();
	}
}

/** What a line begins with: the columns of its first and last dash (-1: none) and of what follows, and its key. */
interface Head {
	readonly dash: number;
	readonly lastDash: number;
	readonly column: number;
	readonly name: string | undefined;
	readonly keyLength: number;
	readonly valueAt: number;
	/** Its value is a block scalar in the lines below. */
	readonly isBlock: boolean;
	/** The lines of that are one line. */
	readonly isFolded: boolean;
}

function headOf(text: string): Head {
	const dashes = /^\s*(?:-\s+|-$)*/.exec(text)?.[0] ?? '';
	const column = dashes.length;
	const [whole = '', key = ''] = keyPattern.exec(text.slice(column)) ?? [];
	const valueAt = column + whole.length;
	const value = text.slice(valueAt);
	return {
		dash: dashes.indexOf('-'),
		lastDash: dashes.lastIndexOf('-'),
		column,
		name: whole === '' ? undefined : key.replaceAll(/^["']|["']$/g, ''),
		keyLength: key.length,
		valueAt,
		isBlock: /^\s*[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(value),
		isFolded: /^\s*>/.test(value),
	};
}

/** The mapping that a key stands in which begins no item: that of the nearest entry above at its depth, or a new one. */
function mappingOf(reading: YamlReading): number {
	const { entries, open } = reading;
	return lastMapping(entries, open.length + 1, open.at(-1)) ?? (reading.mappings += 1);
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
			return entry.path.at(-2) === parent?.path.at(-1) ? entry.mapping : undefined;
		}
	}
	return undefined;
}

function itemRange(lines: readonly Line[], at: number, indent: number): Range {
	let end = at + 1;
	for (let next = at + 1; next < lines.length; next += 1) {
		const { text } = lines[next] ?? { text: '' };
		if (isBlank(text)) {
			continue;
		}
		if (indentOf(text) <= indent) {
			break;
		}
		end = next + 1;
	}
	const last = lines[end - 1];
	const start = lines[at]?.start ?? 0;
	return [start, lines[end]?.start ?? (last === undefined ? start : last.start + last.text.length)];
}

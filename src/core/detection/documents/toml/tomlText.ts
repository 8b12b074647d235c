import { type Line, linesOf } from '../lines.ts';
import type { Range } from '../reference.ts';

/** A key of a TOML text, with the strings of its value. */
export interface TomlEntry {
	/** The name of the table that it stands in: `tool.poetry.dependencies`. */
	readonly table: string;
	/** Which table of the text it is, as several may have one name. */
	readonly tableAt: number;
	readonly key: string;
	readonly keyRange: Range;
	/** The strings of the value, with their quotes; those of a list one by one. */
	readonly strings: readonly Range[];
	/** What stands between the quotes of a text of several lines. */
	readonly block?: Range;
	/** The strings of an inline table that are values of a key, by that key. */
	readonly members: readonly TomlMember[];
	/** Its lines; the value is a list when there are more. */
	readonly isList: boolean;
	/** It is the name of a table: the lines below belong to it. */
	readonly isHeader?: boolean;
}

/** A key of an inline table, and its string or the strings of its list. */
export interface TomlMember {
	readonly key: string;
	readonly keyRange: Range;
	readonly strings: readonly Range[];
}

const keyPattern = /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|[\w-]+))*)\s*=/;
const stringPattern = /"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*/g;
const headerPattern = /^\s*\[\[?\s*((?!["'][^\]]*,)(?:"[^"]*"|'[^']*'|[^\],"'])+?)\s*\]\]?\s*(?:#.*)?$/;

/** Reads line by line, as far as dependencies and commands need it; what is not understood is passed over. */
export function tomlEntries(text: string): readonly TomlEntry[] {
	const reading: TomlReading = { text, entries: [], table: '', tableAt: 0, list: undefined, end: 0 };
	for (const line of linesOf(text)) {
		if (line.start < reading.end) {
			continue;
		}
		const key = reading.list === undefined ? keyPattern.exec(line.text) : null;
		const header =
			reading.list === undefined && key === null ? headerPattern.exec(line.text)?.[1] : undefined;
		if (header === undefined) {
			readLine(reading, line, key);
		} else {
			readHeader(reading, line, header.replaceAll(/["']/g, ''));
		}
	}
	return reading.entries;
}

interface TomlReading {
	readonly text: string;
	readonly entries: TomlEntry[];
	table: string;
	tableAt: number;
	/** The list that goes on in the next line. */
	list: { readonly key: string; readonly keyRange: Range } | undefined;
	/** The end of a text of several lines, which is read as one. */
	end: number;
}

/** `[dependencies.x]` names a dependency itself. */
function readHeader(reading: TomlReading, line: Line, table: string): void {
	reading.table = table;
	reading.tableAt = line.start;
	const key = /(?:dependencies|^tools)\.([^.]+)$/.exec(table)?.[1];
	if (key !== undefined) {
		const start = line.start + line.text.lastIndexOf(key);
		const keyRange: Range = [start, start + key.length];
		const around = table.slice(0, -key.length - 1);
		const none = { strings: [], members: [], isList: false, isHeader: true };
		reading.entries.push({ table: around, tableAt: line.start, key, keyRange, ...none });
	}
}

function readLine(reading: TomlReading, line: Line, key: RegExpExecArray | null): void {
	const { entries, table, tableAt, list } = reading;
	const from = key?.[0].length ?? 0;
	const rest = line.text.slice(from);
	const outside = rest.replaceAll(stringPattern, '');
	const value = valueAt(reading, rest, line.start + from);
	if (key !== null) {
		const named = keyOf(line, key[1] ?? '');
		const isList = /^\s*\[/.test(outside);
		entries.push({ table, tableAt, ...named, ...value, isList });
		reading.list = isList && !outside.includes(']') ? named : undefined;
	} else if (list !== undefined || /^\s*["']/.test(line.text)) {
		// Lines of a list that was copied without its head are read as such too.
		const named = list ?? { key: '', keyRange: [line.start, line.start] as const };
		entries.push({ table, tableAt, ...named, ...value, isList: true });
		reading.list = outside.includes(']') ? undefined : list;
	}
}

/** A value, or the part of one that stands on this line. */
function valueAt(
	reading: TomlReading,
	rest: string,
	start: number,
): Pick<TomlEntry, 'strings' | 'members' | 'block'> {
	const block = reading.list === undefined ? blockAt(reading, start) : undefined;
	const strings = block === undefined ? stringsIn(rest, start) : [];
	return { strings, members: membersIn(rest, start), ...(block && { block }) };
}

function keyOf(line: Line, written: string): NonNullable<TomlReading['list']> {
	const start = line.start + line.text.indexOf(written);
	return { key: written.replaceAll(/["']/g, ''), keyRange: [start, start + written.length] };
}

/** What stands between triple quotes that begin here, which may go on over lines. */
function blockAt(reading: TomlReading, at: number): Range | undefined {
	const quotes = /^\s*("""|''')/.exec(reading.text.slice(at, at + 200));
	if (quotes === null) {
		return undefined;
	}
	const start = at + quotes[0].length;
	const found = reading.text.indexOf(quotes[1] ?? '', start);
	const end = found < 0 ? reading.text.length : found;
	reading.end = end;
	return [start, end];
}

/** `{ command = "npx", args = ["x"] }` */
function membersIn(text: string, start: number): readonly TomlMember[] {
	const pattern = /[{,]\s*([\w-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\])/g;
	return [...(/^\s*\[?\s*\{/.test(text) ? text.matchAll(pattern) : [])].map((match) => {
		const [whole, key = '', value = ''] = match;
		const keyStart = start + match.index + whole.indexOf(key);
		return {
			key,
			keyRange: [keyStart, keyStart + key.length],
			strings: stringsIn(value, start + match.index + whole.length - value.length),
		};
	});
}

function stringsIn(text: string, start: number): readonly Range[] {
	return [...text.matchAll(stringPattern)]
		.filter((match) => !match[0].startsWith('#'))
		.map((match) => [start + match.index, start + match.index + match[0].length] as const);
}

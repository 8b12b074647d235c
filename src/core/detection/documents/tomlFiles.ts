import { matchPackage, matchRepository } from '../command/packages.ts';
import { identify } from '../command/identify.ts';
import { certain, type Draft, note, readScript } from './draft.ts';
import { type Line, linesOf, wholeLine } from './lines.ts';
import type { Range } from './reference.ts';
import { quotedSlice } from './slice.ts';

/** A key of a TOML text, with the strings of its value. */
interface TomlEntry {
	/** The table's name and the key, joined by dots: `tool.poetry.dependencies.aider-chat`. */
	readonly table: string;
	readonly key: string;
	readonly keyRange: Range;
	/** The strings of the value, with their quotes; those of a list one by one. */
	readonly strings: readonly Range[];
	/** Its lines; the value is a list when there are more. */
	readonly isList: boolean;
}

/** `pyproject.toml`, `Pipfile`, `Cargo.toml`, `mise.toml`. */
export function readToml(draft: Draft): void {
	const name = draft.path.slice(draft.path.lastIndexOf('/') + 1).toLowerCase();
	const read = name === 'cargo.toml' ? readCargo : name.includes('mise') ? readMise : readPython;
	for (const entry of tomlEntries(draft.text)) {
		read(draft, entry);
	}
}

function readPython(draft: Draft, entry: TomlEntry): void {
	const { table, key, keyRange, strings, isList } = entry;
	const inTable = /(?:^|\.)(?:[\w-]*dependencies|(?:dev-)?packages)(?:\.|$)/.test(table);
	const written = textIn(draft.text, strings[0]);
	// A line that was copied out of its table still looks like a dependency.
	const isPiece = table === '' && /^[\^~<>=*]|^\d/.test(written);
	if (!isList && (isPiece || (inTable && !table.endsWith('optional-dependencies')))) {
		const removal = wholeLine(draft.text, keyRange[0]);
		note(
			draft,
			{ range: keyRange, role: 'dependency', removal },
			matchPackage(draft.fingerprints, 'pypi', key),
		);
	} else if (/dependencies|dependency-groups|\.(?:requires)?$/.test(`${table}.${key}`)) {
		strings.forEach((range) => readRequirement(draft, range));
	} else if (/^[\w.]+:[\w.]+$/.test(written)) {
		// A program of that name that the project brings: it is the assistant's own source, or a fork.
		const own = identify(draft.catalog, { name: key, path: key, rest: [] });
		const found = own?.certainty === 'certain' ? certain(own.assistant, 'command') : undefined;
		note(draft, { range: keyRange, role: 'config' }, found);
	}
}

function textIn(text: string, range: Range | undefined): string {
	return range === undefined ? '' : text.slice(range[0] + 1, range[1] - 1);
}

function readRequirement(draft: Draft, range: Range): void {
	const { fingerprints, text } = draft;
	const value = text.slice(range[0] + 1, range[1] - 1);
	const found =
		matchPackage(fingerprints, 'pypi', value) ?? matchRepository(fingerprints, undefined, value);
	note(draft, { range, role: 'dependency', removal: removalOfItem(text, range) }, found);
}

function readCargo(draft: Draft, { table, key, keyRange }: TomlEntry): void {
	if (table.endsWith('dependencies')) {
		const removal = wholeLine(draft.text, keyRange[0]);
		note(
			draft,
			{ range: keyRange, role: 'dependency', removal },
			matchPackage(draft.fingerprints, 'cargo', key),
		);
	}
}

function readMise(draft: Draft, { table, key, keyRange, strings }: TomlEntry): void {
	if (table === 'tools' || (table === '' && key.includes(':'))) {
		const removal = wholeLine(draft.text, keyRange[0]);
		note(
			draft,
			{ range: keyRange, role: 'install', removal },
			matchPackage(draft.fingerprints, 'mise', key),
		);
	} else if (key === 'run' || key === 'alias' || /^(?:tasks|hooks)/.test(table)) {
		strings.forEach((range) => readScript(draft, quotedSlice(draft.text, ...range), 'sh'));
	}
}

/** An item with its comma, and its line where it has one of its own. */
function removalOfItem(text: string, [start, end]: Range): Range {
	const after = /^\s*,/.exec(text.slice(end))?.[0].length;
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	if (after !== undefined) {
		const rest = /^[ \t]*\r?\n/.exec(text.slice(end + after))?.[0].length;
		const ownLine = rest !== undefined && text.slice(lineStart, start).trim() === '';
		return ownLine
			? [lineStart, end + after + rest]
			: [start, end + after + (/^ */.exec(text.slice(end + after))?.[0].length ?? 0)];
	}
	const before = /,\s*$/.exec(text.slice(0, start))?.index;
	return before === undefined ? [start, end] : [before, end];
}

const keyPattern = /^\s*((?:"[^"]*"|'[^']*'|[\w.-]+)(?:\s*\.\s*(?:"[^"]*"|[\w-]+))*)\s*=/;
const stringPattern = /"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*/g;

/** Reads line by line, as far as dependencies need it; what is not understood is passed over. */
function tomlEntries(text: string): readonly TomlEntry[] {
	const reading: TomlReading = { entries: [], table: '', list: undefined };
	for (const line of linesOf(text)) {
		const key = reading.list === undefined ? keyPattern.exec(line.text) : null;
		const header =
			reading.list === undefined && key === null ? headerPattern.exec(line.text)?.[1] : undefined;
		if (header === undefined) {
			readTomlLine(reading, line, key);
		} else {
			readHeader(reading, line, header.replaceAll(/["']/g, ''));
		}
	}
	return reading.entries;
}

const headerPattern = /^\s*\[\[?\s*((?!["'][^\]]*,)[^\],]+?)\s*\]\]?\s*(?:#.*)?$/;

interface TomlReading {
	readonly entries: TomlEntry[];
	table: string;
	/** The list that goes on in the next line. */
	list: { readonly key: string; readonly keyRange: Range } | undefined;
}

/** `[dependencies.x]` names a dependency itself. */
function readHeader(reading: TomlReading, line: Line, table: string): void {
	reading.table = table;
	const key = /(?:dependencies|^tools)\.([^.]+)$/.exec(table)?.[1];
	if (key !== undefined) {
		const start = line.start + line.text.lastIndexOf(key);
		const keyRange: Range = [start, start + key.length];
		const around = table.slice(0, -key.length - 1);
		reading.entries.push({ table: around, key, keyRange, strings: [], isList: false });
	}
}

function readTomlLine(reading: TomlReading, line: Line, key: RegExpExecArray | null): void {
	const { entries, table } = reading;
	const from = key?.[0].length ?? 0;
	const rest = line.text.slice(from);
	const strings = stringsIn(rest, line.start + from);
	const outside = rest.replaceAll(stringPattern, '');
	const isClosed = outside.includes(']');
	if (key !== null) {
		const written = key[1] ?? '';
		const start = line.start + line.text.indexOf(written);
		const named = {
			key: written.replaceAll(/["']/g, ''),
			keyRange: [start, start + written.length] as const,
		};
		const isList = /^\s*\[/.test(outside);
		entries.push({ table, ...named, strings, isList });
		reading.list = isList && !isClosed ? named : undefined;
	} else if (reading.list !== undefined || /^\s*["']/.test(line.text)) {
		// Lines of a list that was copied without its head are read as such too.
		const named = reading.list ?? { key: '', keyRange: [line.start, line.start] as const };
		entries.push({ table, ...named, strings, isList: true });
		reading.list = isClosed ? undefined : reading.list;
	}
}

function stringsIn(text: string, start: number): readonly Range[] {
	return [...text.matchAll(stringPattern)]
		.filter((match) => !match[0].startsWith('#'))
		.map((match) => [start + match.index, start + match.index + match[0].length] as const);
}

import { matchPackage, matchRepository } from '../command/packages.ts';
import { identify } from '../command/identify.ts';
import { certain, type Draft, note, readScript } from './draft.ts';
import { linesOf, wholeLine } from './lines.ts';
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
	if (
		/(?:^|\.)(?:[\w-]*dependencies|(?:dev-)?packages)(?:\.|$)/.test(table) &&
		!isList &&
		!table.endsWith('optional-dependencies')
	) {
		const removal = wholeLine(draft.text, keyRange[0]);
		note(draft, keyRange, 'dependency', matchPackage(draft.fingerprints, 'pypi', key), { removal });
		return;
	}
	const inList =
		/dependencies|dependency-groups/.test(`${table}.${key}`) || key === 'requires' || key === '';
	for (const range of strings) {
		const value = draft.text.slice(range[0] + 1, range[1] - 1);
		if (inList) {
			const found =
				matchPackage(draft.fingerprints, 'pypi', value) ??
				matchRepository(draft.fingerprints, undefined, value);
			note(draft, range, 'dependency', found, { removal: removalOfItem(draft.text, range) });
		} else if (/^[\w.]+:[\w.]+$/.test(value)) {
			// A program of that name that the project brings: it is the assistant's own source, or a fork.
			const own = identify(draft.catalog, key, key, []);
			note(
				draft,
				keyRange,
				'config',
				own?.certainty === 'certain' ? certain(own.assistant, 'command') : undefined,
			);
		}
	}
}

function readCargo(draft: Draft, { table, key, keyRange }: TomlEntry): void {
	if (/dependencies$/.test(table)) {
		const removal = wholeLine(draft.text, keyRange[0]);
		note(draft, keyRange, 'dependency', matchPackage(draft.fingerprints, 'cargo', key), { removal });
	}
}

function readMise(draft: Draft, { table, key, keyRange, strings }: TomlEntry): void {
	if (table === 'tools' || (table === '' && key.includes(':'))) {
		const removal = wholeLine(draft.text, keyRange[0]);
		note(draft, keyRange, 'install', matchPackage(draft.fingerprints, 'mise', key), { removal });
	} else if (key === 'run' || key === 'alias' || /^(?:tasks|hooks)/.test(table)) {
		strings.forEach((range) => readScript(draft, quotedSlice(draft.text, ...range), 'sh'));
	}
}

/** An item with its comma, and its line where it has one of its own. */
function removalOfItem(text: string, [start, end]: Range): Range | undefined {
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
	const entries: TomlEntry[] = [];
	let table = '';
	let openList: { key: string; keyRange: Range } | undefined;
	for (const line of linesOf(text)) {
		const header = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line.text)?.[1];
		const key = openList === undefined ? keyPattern.exec(line.text) : null;
		if (
			openList === undefined &&
			header !== undefined &&
			key === null &&
			!/^\s*\[\s*["']/.test(line.text)
		) {
			table = header.replaceAll(/["']/g, '');
			const dependency = /dependencies\.([^.]+)$/.exec(table)?.[1];
			if (dependency !== undefined) {
				const start = line.start + line.text.lastIndexOf(dependency);
				const keyRange: Range = [start, start + dependency.length];
				entries.push({
					table: table.slice(0, -dependency.length - 1),
					key: dependency,
					keyRange,
					strings: [],
					isList: false,
				});
			}
			continue;
		}
		const from = key?.[0].length ?? 0;
		const rest = line.text.slice(from);
		const strings = stringsIn(rest, line.start + from);
		const outside = rest.replaceAll(stringPattern, '');
		if (key !== null) {
			const written = key[1] ?? '';
			const start = line.start + line.text.indexOf(written);
			const named = {
				key: written.replaceAll(/["']/g, ''),
				keyRange: [start, start + written.length] as const,
			};
			const isList = /^\s*\[/.test(outside);
			entries.push({ table, ...named, strings, isList });
			openList = isList && !outside.includes(']') ? named : undefined;
		} else if (openList !== undefined || /^\s*["']/.test(line.text)) {
			const named = openList ?? { key: '', keyRange: [line.start, line.start] as const };
			entries.push({ table, ...named, strings, isList: true });
			openList = outside.includes(']') ? undefined : openList;
		}
	}
	return entries;
}

function stringsIn(text: string, start: number): readonly Range[] {
	return [...text.matchAll(stringPattern)]
		.filter((match) => !match[0].startsWith('#'))
		.map((match) => [start + match.index, start + match.index + match[0].length] as const);
}

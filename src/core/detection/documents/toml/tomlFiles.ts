import { matchPackage, matchRepository } from '../../command/naming/packages.ts';
import { identify } from '../../command/naming/identify.ts';
import { certain, type Draft, note, readScript, readWords } from '../draft.ts';
import { wholeLine } from '../lines.ts';
import type { Range } from '../reference.ts';
import { quotedSlice, sliceOf } from '../slice.ts';
import { type TomlEntry, tomlEntries, type TomlMember } from './tomlText.ts';

/** `pyproject.toml`, `Pipfile`, `pixi.toml`, `Cargo.toml`, `mise.toml`; settings of anything else for what they start. */
export function readToml(draft: Draft): void {
	const path = draft.path.toLowerCase();
	const entries = tomlEntries(draft.text);
	const read = path.endsWith('cargo.toml')
		? readCargo
		: path.includes('mise')
			? readMise
			: /(?:pyproject|pixi|hatch|mcp[\w-]*)\.toml$|pipfile$/.test(path)
				? readPython
				: undefined;
	for (const entry of entries) {
		read?.(draft, entry);
		readServer(draft, entry.members);
	}
	for (const table of Map.groupBy(entries, ({ tableAt }) => tableAt).values()) {
		readServer(draft, table);
	}
}

/** `command = "npx"`, `args = ["x"]`: an MCP server. */
function readServer(draft: Draft, members: readonly Pick<TomlMember, 'key' | 'strings'>[]): void {
	const stringsOf = (name: RegExp): readonly Range[] =>
		members.filter(({ key }) => name.test(key)).flatMap(({ strings }) => strings);
	const command = stringsOf(/^(?:command|cmd|program)$/);
	const [first] = command;
	const words = [...command, ...stringsOf(/^args$/)].map((range) => ({
		text: textIn(draft.text, range),
		range,
	}));
	if (first !== undefined && /\s/.test(textIn(draft.text, first))) {
		readScript(draft, quotedSlice(draft.text, ...first), 'sh');
	} else if (first !== undefined) {
		readWords(draft, words);
	}
}

const commandTables =
	/(?:^|\.)(?:tasks|tool\.pdm\.scripts|envs\.[\w.-]+\.scripts)(?:\.|$)|^scripts$|^tool\.taskipy/;

function readPython(draft: Draft, entry: TomlEntry): void {
	const { table, key, strings, isList } = entry;
	const inTable = /(?:^|\.)(?:[\w-]*dependencies|(?:dev-)?packages|uv\.sources)(?:\.|$)/.test(table);
	const written = textIn(draft.text, strings[0]);
	// A line that was copied out of its table still looks like a dependency.
	const isPiece = (table === '' && /^[\^~<>=*]|^\d/.test(written)) || isPieceOfTable(entry);
	const isPieceOfList =
		table === '' && isList && strings.some((range) => requirement.test(textIn(draft.text, range)));
	if (commandTables.test(table)) {
		readCommands(draft, entry);
	} else if (!isList && (isPiece || (inTable && !table.endsWith('optional-dependencies')))) {
		readDependency(draft, entry, 'pypi');
	} else if (isPieceOfList || /dependencies|dependency-groups|\.(?:requires)?$/.test(`${table}.${key}`)) {
		strings.forEach((range) => readRequirement(draft, range));
	} else {
		readOwnName(draft, entry);
	}
}

/** What a requirement of Python with a version looks like (PEP 508). */
const requirement = /^[A-Za-z][\w.-]*(?:\[[^\]]*\])?\s*[<>=~!]=?\s*\d/;

/** A dependency that says more than its version, and was copied out of its table. */
function isPieceOfTable({ table, members }: TomlEntry): boolean {
	return table === '' && members.some(({ key }) => /^(?:version|git|extras|workspace)$/.test(key));
}

/** The name of the project, and the programs that it brings: it is the assistant's own source, or a fork. */
function readOwnName(draft: Draft, { table, key, keyRange, strings }: TomlEntry): void {
	const written = textIn(draft.text, strings[0]);
	if (key === 'name' && /^(?:project|tool\.poetry)?$/.test(table)) {
		const own = matchPackage(draft.fingerprints, 'pypi', written);
		note(draft, { range: keyRange, role: 'config' }, own?.fingerprint === 'package' ? own : undefined);
	} else if (/^[\w.]+:[\w.]+$/.test(written)) {
		const own = identify(draft.catalog, { name: key, path: key, rest: [] });
		const found = own?.certainty === 'certain' ? certain(own.assistant, 'command') : undefined;
		note(draft, { range: keyRange, role: 'config' }, found);
	}
}

/** A dependency by its key, by the package that the key is another name for, or by its repository. */
function readDependency(draft: Draft, entry: TomlEntry, source: 'pypi' | 'cargo'): void {
	const { key, keyRange, members, strings } = entry;
	const { fingerprints, text } = draft;
	// What is left of a table must still say something.
	const removal = key === 'git' ? undefined : removalOf(text, entry);
	// `x.workspace = true`
	const [name = key] = source === 'cargo' ? key.split('.') : [key];
	const renamed = members.find((member) => member.key === 'package')?.strings[0];
	const repository = (
		key === 'git' ? strings : members.find((member) => member.key === 'git')?.strings
	)?.[0];
	const found =
		matchPackage(fingerprints, source, renamed === undefined ? name : textIn(text, renamed)) ??
		(repository === undefined
			? undefined
			: matchRepository(fingerprints, undefined, textIn(text, repository)));
	note(draft, { range: keyRange, role: 'dependency', removal }, found);
}

/** A task: a command, a list of them, a table that has them under a key, a text of several lines. */
function readCommands(draft: Draft, { key, table, strings, block, members }: TomlEntry): void {
	const { text } = draft;
	if (block !== undefined) {
		readScript(draft, sliceOf(text, ...block), 'sh');
	}
	const isOption = /^(?:help|description|env|cwd|depends|deps|sources|outputs|alias|args|name)$/;
	const isTable = members.length > 0;
	const ranges = isTable ? members.filter((member) => !isOption.test(member.key)) : [{ strings }];
	for (const range of isOption.test(key) && /\./.test(table) ? [] : ranges.flatMap((one) => one.strings)) {
		readScript(draft, quotedSlice(text, ...range), 'sh');
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
	note(draft, { range, role: 'dependency', removal: found && removalOfItem(text, range) }, found);
}

function readCargo(draft: Draft, entry: TomlEntry): void {
	if (/dependencies(?:\.[\w-]+)?$/.test(entry.table) || isPieceOfTable(entry)) {
		readDependency(draft, entry, 'cargo');
	} else if (entry.key === 'name' && /^(?:package|bin)$/.test(entry.table)) {
		const name = textIn(draft.text, entry.strings[0]);
		const program = draft.names.byOwnName.get(name);
		const own = entry.table === 'package' ? matchPackage(draft.fingerprints, 'cargo', name) : undefined;
		note(draft, { range: entry.keyRange, role: 'config' }, own ?? certain(program, 'command'));
	}
}

/** A line that was copied out of its table has a tool's version. */
function isPieceOfTools(text: string, entry: TomlEntry): boolean {
	const { table, key, strings } = entry;
	return (
		table === '' &&
		key !== 'tools' &&
		(key.includes(':') || isPieceOfTable(entry) || /^(?:latest|\d)/.test(textIn(text, strings[0])))
	);
}

function readMise(draft: Draft, entry: TomlEntry): void {
	const { table, key, keyRange, members } = entry;
	const { fingerprints, text } = draft;
	if (table === 'tools' || isPieceOfTools(text, entry)) {
		const removal = removalOf(text, entry);
		note(draft, { range: keyRange, role: 'install', removal }, matchPackage(fingerprints, 'mise', key));
	} else if (table === '' && key === 'tools') {
		for (const member of members) {
			note(
				draft,
				{ range: member.keyRange, role: 'install' },
				matchPackage(fingerprints, 'mise', member.key),
			);
		}
	} else if (key === 'run' || key === 'alias' || /^(?:tasks|hooks)/.test(table)) {
		readCommands(draft, entry);
	}
}

/** The line of a key; not of a table's name, as the lines below would fall to the table above. */
function removalOf(text: string, { keyRange, isHeader, block }: TomlEntry): Range | undefined {
	return isHeader === true || block !== undefined ? undefined : wholeLine(text, keyRange[0]);
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
	// From its end, as to look through all that stands before it takes long for each of many items.
	const before = text.slice(0, start).trimEnd();
	return before.endsWith(',') ? [before.length - 1, end] : [start, end];
}

import type { Script, ScriptLine } from './scriptBook.ts';
import { expand } from './variables.ts';

/** A makefile's rules, and the one that runs where none is named. */
export interface Makefile {
	readonly scripts: ReadonlyMap<string, Script>;
	readonly first: string | undefined;
}

interface Draft {
	readonly lines: ScriptLine[];
	readonly before: string[];
}

const assignment = /^(?:export\s+|override\s+)*([A-Za-z_][\w.-]*)\s*(?:::?:?|\?|\+)?=\s*(.*)$/;
const rule = /^([^\s:#=][^:#=]*?)\s*::?(?![=:])([^;]*)(?:;(.*))?$/;

/**
 * Reads a makefile's explicit rules (GNU make 4.4): recipes, prerequisites, variables that are set to plain text. What
 * makes rules of its own (patterns, includes, functions) is passed over.
 */
export function readMakefile(text: string): Makefile {
	const make: Make = {
		variables: new Map([['MAKE', 'make']]),
		drafts: new Map(),
		open: [],
		first: undefined,
	};
	for (const line of joinedLines(text)) {
		readLine(make, line);
	}
	const scripts = new Map<string, Script>();
	for (const [name, { lines, before }] of make.drafts) {
		const expanded = lines.map(({ text: command, line }) => ({
			text: expand(command, make.variables, 'make'),
			line,
		}));
		scripts.set(name, { lines: expanded, before, after: [] });
	}
	return { scripts, first: make.variables.get('.DEFAULT_GOAL') ?? make.first };
}

/** A makefile while it is read. */
interface Make {
	readonly variables: Map<string, string>;
	readonly drafts: Map<string, Draft>;
	/** The rules that recipe lines belong to. */
	open: readonly Draft[];
	first: string | undefined;
}

function readLine(make: Make, { text, line }: ScriptLine): void {
	if (text.startsWith('\t')) {
		addCommand(make, text.slice(1), line);
		return;
	}
	const set = assignment.exec(text);
	const heads = set === null ? rule.exec(text) : null;
	if (set !== null) {
		make.variables.set(set[1] ?? '', set[2] ?? '');
	} else if (heads !== null) {
		openRule(make, heads[1] ?? '', heads[2] ?? '');
		if (heads[3] !== undefined) {
			addCommand(make, heads[3], line);
		}
	} else if (text.trim() !== '' && !text.startsWith('#')) {
		make.open = [];
	}
}

/** Recipe lines may begin with `@`, `-` and `+`. */
function addCommand({ open }: Make, command: string, line: number): void {
	open.forEach(({ lines }) => lines.push({ text: command.replace(/^[\s@+-]+/, ''), line }));
}

function openRule(make: Make, targets: string, prerequisites: string): void {
	const names = wordsOf(expand(targets, make.variables, 'make'));
	const before = wordsOf(expand(prerequisites, make.variables, 'make')).filter((name) => name !== '|');
	make.open = names.map((name) => draftOf(make.drafts, name));
	make.open.forEach((draft) => draft.before.push(...before));
	make.first ??= names.find((name) => !name.startsWith('.') && !name.includes('%'));
}

/** Lines with those joined that end in a backslash; the number is that of the first. */
function joinedLines(text: string): readonly ScriptLine[] {
	const joined: { text: string; line: number }[] = [];
	let goesOn = false;
	for (const [index, raw] of text.split(/\r?\n/).entries()) {
		const last = joined.at(-1);
		const line = raw.replace(/\\$/, ' ');
		if (goesOn && last !== undefined) {
			last.text += line.trimStart();
		} else {
			joined.push({ text: line, line: index + 1 });
		}
		goesOn = raw.endsWith('\\');
	}
	return joined;
}

function draftOf(drafts: Map<string, Draft>, name: string): Draft {
	const draft = drafts.get(name) ?? { lines: [], before: [] };
	drafts.set(name, draft);
	return draft;
}

function wordsOf(text: string): readonly string[] {
	return text.split(/\s+/).filter((word) => word !== '');
}

import type { Makefile } from './makefile.ts';
import type { Script, ScriptLine } from './scriptBook.ts';
import { expand } from './variables.ts';

interface Recipe {
	readonly lines: ScriptLine[];
	readonly before: readonly string[];
	readonly after: readonly string[];
}

const setting = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/;
const alias = /^alias\s+([A-Za-z_][\w-]*)\s*:=\s*([A-Za-z_][\w-]*)/;
const head = /^@?([A-Za-z_][\w-]*)(\s[^:]*)?:(?!=)(.*)$/;

/** Reads a justfile's recipes (just 1.x): dependencies before and behind `&&`, aliases, plain variables. */
export function readJustfile(text: string): Makefile {
	const just: Just = { variables: new Map(), recipes: new Map(), aliases: new Map(), open: undefined };
	for (const [index, line] of text.split(/\r?\n/).entries()) {
		if (/^[ \t]/.test(line)) {
			just.open?.lines.push({ text: line.trim().replace(/^[@-]+/, ''), line: index + 1 });
		} else {
			readLine(just, line);
		}
	}
	const scripts = new Map<string, Script>();
	for (const [name, { lines, before, after }] of just.recipes) {
		const expanded = lines.map((line) => ({ ...line, text: expand(line.text, just.variables, 'just') }));
		scripts.set(name, { lines: asWhole(expanded), before, after });
	}
	for (const [name, recipe] of just.aliases) {
		scripts.set(name, { lines: [], before: [recipe], after: [] });
	}
	return { scripts, first: [...just.recipes.keys()][0] };
}

/** A justfile while it is read. */
interface Just {
	readonly variables: Map<string, string>;
	readonly recipes: Map<string, Recipe>;
	readonly aliases: Map<string, string>;
	open: Recipe | undefined;
}

function readLine(just: Just, line: string): void {
	const [, other, recipe = ''] = alias.exec(line) ?? [];
	const [, variable, value = ''] = other === undefined ? (setting.exec(line) ?? []) : [];
	if (other !== undefined) {
		just.aliases.set(other, recipe);
	} else if (variable !== undefined) {
		just.variables.set(variable, literal(value));
	} else {
		openRecipe(just, line);
	}
}

function openRecipe(just: Just, line: string): void {
	const [, name, , dependencies = ''] = head.exec(line) ?? [];
	if (name !== undefined) {
		const [before = '', after = ''] = dependencies.replace(/#.*$/, '').split('&&');
		just.open = { lines: [], before: namesOf(before), after: namesOf(after) };
		just.recipes.set(name, just.open);
	} else if (line.trim() !== '' && !/^[#[]/.test(line)) {
		just.open = undefined;
	}
}

/** A recipe that begins with `#!` is one script of its own. */
function asWhole(lines: readonly ScriptLine[]): readonly ScriptLine[] {
	const [first, ...rest] = lines;
	return first !== undefined && /^#!.*\b(?:ba|z|da|k)?sh\b/.test(first.text)
		? [{ text: [first, ...rest].map(({ text }) => text).join('\n'), line: first.line }]
		: lines.filter(({ text }) => text !== '');
}

/** The recipes in a list of dependencies; those with arguments stand in parentheses. */
function namesOf(list: string): readonly string[] {
	return [...list.matchAll(/\(\s*([\w-]+)[^)]*\)|([A-Za-z_][\w-]*)/g)].map(
		(match) => match[1] ?? match[2] ?? '',
	);
}

function literal(value: string): string {
	return /^(["'`])(.*)\1\s*(?:#.*)?$/.exec(value.trim())?.[2] ?? value.trim();
}

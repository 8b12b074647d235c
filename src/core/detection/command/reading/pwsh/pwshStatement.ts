import { type Command, unknownText, type Word } from '../reading.ts';
import type { PwshCursor, PwshList } from './pwshCursor.ts';
import { mostElements } from '../sh/shArray.ts';
import { newDraft } from '../commandDraft.ts';

const keywords =
	/^(?:if|elseif|else|while|for|foreach|switch|try|catch|finally|do|until|return|throw|exit|begin|process|end|in|trap|data)$/i;
/** Keywords of a workflow where a block follows, and else programs. */
const workflow = /^(?:parallel|sequence)$/i;

const variable = /^(?:\[[^\]]*\]\s*)?\$\{?((?:\w+:)?\w+)/;
const assignment = /^\s*(?:[+?*/-]|\?\?)?=(?!=)/;

/** Adds a word to the statement; its first one says what kind of statement it is. */
export function addWord(list: PwshList, word: Word): void {
	const { cursor, draft } = list;
	const source = cursor.text.slice(word.start, word.end);
	if (draft.words.length > 0 || list.called) {
		draft.words.push(...(draft.words.length > 0 ? splatted(cursor, source, word) : [word]));
		return;
	}
	if (readAssignment(cursor, source) || readKeyword(list, source, word)) {
		return;
	}
	if (/^["']|^@["']|^[$[]|^-\w*$|^\d/.test(source)) {
		draft.words.push({ text: 'echo', start: word.start, end: word.start, quoted: false });
	}
	draft.words.push(word);
}

/** `@name`, and `$name` where it holds a list: each of its elements is a word (about_Splatting). */
function splatted({ lists, variables }: PwshCursor, source: string, word: Word): readonly Word[] {
	const name = /^[@$](\w+)$/.exec(source)?.[1]?.toLowerCase() ?? '';
	const values = lists.get(name) ?? (source.startsWith('@') ? variables.get(name) : undefined);
	return values?.map((value) => ({ ...word, text: value, others: undefined })) ?? [word];
}

/** A statement that is a string prints it; it is kept as `echo`, so that a pipe knows its text. */
export function isText(command: Command): boolean {
	return command.words[0]?.text === 'echo' && command.words[0].start === command.words[0].end;
}

/** `$name = …`: what follows is a statement of its own. */
function readAssignment(cursor: PwshCursor, source: string): boolean {
	const assigned = assignment.exec(cursor.text.slice(cursor.at, cursor.at + 8));
	const name = variable.exec(source)?.[1]?.toLowerCase();
	if (name === undefined || assigned === null) {
		return false;
	}
	cursor.at += assigned[0].length;
	remember(cursor, name);
	return true;
}

function readKeyword(list: PwshList, source: string, word: Word): boolean {
	const { cursor } = list;
	if (/^(?:function|filter)$/i.test(source)) {
		const name = /\s+([\w:-]+)/y;
		name.lastIndex = cursor.at;
		list.functionAhead = name.exec(cursor.text)?.[1]?.toLowerCase();
		cursor.at = Math.max(cursor.at, name.lastIndex);
		return true;
	}
	const isKeyword =
		!word.quoted &&
		(keywords.test(source) ||
			(workflow.test(source) && /^\s*\{/.test(cursor.text.slice(cursor.at, cursor.at + 8))));
	cursor.plain &&= !isKeyword;
	if (isKeyword && source.toLowerCase() === 'foreach') {
		readLoop(cursor);
	}
	return isKeyword;
}

const text = /"[^"`]*"|'[^']*'/.source;
const list = String.raw`((?:${text})(?:\s*,\s*(?:${text}))*)`;
/** `"text"`, `@('a', 'b')`, up to the end of the statement. */
const strings = new RegExp(String.raw`\s*(?:@\(\s*)?${list}\s*(?:\)\s*)?(?=[;\n]|$)`, 'y');
/** `(Get-Command name …)` */
const lookedUp = /\s*(?:\(\s*)?(?:Get-Command|gcm)\s+(?:-Name\s+)?["']?([\w.@\\/:-]+)/iy;
/** `Join-Path folder 'name'` */
const joined = new RegExp(
	String.raw`\s*(?:\(\s*)?Join-Path\s+(?:-Path\s+)?\S+\s+(?:-ChildPath\s+)?(${text})`,
	'iy',
);
/** `($name in list)` */
const loop = new RegExp(
	String.raw`\s*\(\s*\$(\w+)\s+in\s+(?:\$(\w+)|(?:@\(\s*)?${list}\s*(?:\)\s*)?)\)`,
	'iy',
);

/** `@{ name = 'text'; other = 'a', 'b' }` */
const table = /\s*@\{([^{}]*)\}/y;

/** Keeps the value of `$name = …` for the commands behind it: strings, what is found on the PATH, and paths. */
function remember({ variables, lists, text: line, at }: PwshCursor, name: string): void {
	table.lastIndex = at;
	const pairs = table.exec(line)?.[1];
	lists.delete(name);
	if (pairs !== undefined) {
		lists.set(
			name,
			[...pairs.matchAll(/(\w+)\s*=([^;\n]*)/g)]
				.flatMap(([, key = '', value = '']) => [`-${key}`, ...valuesOf(value)])
				.slice(0, mostElements),
		);
		return;
	}
	for (const form of [strings, lookedUp, joined]) {
		form.lastIndex = at;
		const value = form.exec(line)?.[1];
		if (value !== undefined) {
			if (form === strings && /^\s*(?:@\(|["'][^"']*["']\s*,)/.test(line.slice(at, form.lastIndex))) {
				lists.set(name, valuesOf(value).slice(0, mostElements));
			}
			variables.set(name, form === lookedUp ? [value] : valuesOf(value));
			return;
		}
	}
}

/** `foreach ($name in list)` whose list is known: the variable takes each of its values. */
function readLoop(cursor: PwshCursor): void {
	loop.lastIndex = cursor.at;
	const [, name, other, values] = loop.exec(cursor.text) ?? [];
	const known = values === undefined ? cursor.variables.get(other?.toLowerCase() ?? '') : valuesOf(values);
	if (name !== undefined && known !== undefined) {
		cursor.variables.set(name.toLowerCase(), known.slice(0, 64));
		cursor.at = loop.lastIndex;
	}
}

/** The strings of a list; what variables in them stand for is not known. */
function valuesOf(quoted: string): readonly string[] {
	return [...quoted.matchAll(/"([^"`]*)"|'([^']*)'/g)].map(
		(match) => match[1]?.replaceAll(/\$\([^)$]*\)|\$\{[^}]*\}|\$[\w:]+/g, unknownText) ?? match[2] ?? '',
	);
}

/** Ends the statement and returns it, so that a pipe can say where its input comes from. */
export function endStatement(list: PwshList): Command | undefined {
	const { cursor, draft } = list;
	list.draft = newDraft();
	list.called = false;
	for (const word of draft.words) {
		draft.inner.push(...(word.inner ?? []));
	}
	list.commands.push(...draft.inner);
	if (draft.words.length === 0) {
		return undefined;
	}
	draft.definedIn = cursor.definedIn;
	list.commands.push(draft);
	return draft;
}

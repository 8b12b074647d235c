import type { Command, Word } from './reading.ts';
import type { PwshCursor, PwshList } from './pwshCursor.ts';
import { newDraft } from './shDraft.ts';

const keywords =
	/^(?:if|elseif|else|while|for|foreach|switch|try|catch|finally|do|until|return|throw|exit|begin|process|end|in|trap|data|parallel|sequence)$/i;

const variable = /^(?:\[[^\]]*\]\s*)?\$\{?((?:\w+:)?\w+)/;
const assignment = /^\s*(?:[+?*/-]|\?\?)?=(?!=)/;

/** Adds a word to the statement; its first one says what kind of statement it is. */
export function addWord(list: PwshList, word: Word): void {
	const { cursor, draft } = list;
	if (draft.words.length > 0 || list.called) {
		draft.words.push(word);
		return;
	}
	const source = cursor.text.slice(word.start, word.end);
	if (readAssignment(cursor, source) || readKeyword(list, source, word)) {
		return;
	}
	if (/^["']|^@["']|^[$[]|^-\w*$|^\d/.test(source)) {
		draft.words.push({ text: 'echo', start: word.start, end: word.start, quoted: false });
	}
	draft.words.push(word);
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
	const found = !word.quoted && keywords.test(source);
	cursor.plain &&= !found;
	return found;
}

/** Keeps the value of `$name = "text"` for the commands behind it. */
function remember(cursor: PwshCursor, name: string): void {
	const value = /\s*(?:"([^"$`]*)"|'([^']*)')\s*(?=[;\n]|$)/y;
	value.lastIndex = cursor.at;
	const found = value.exec(cursor.text);
	if (found !== null) {
		cursor.variables.set(name, found[1] ?? found[2] ?? '');
	}
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

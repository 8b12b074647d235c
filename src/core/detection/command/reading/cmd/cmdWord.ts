import { type Command, type ReadProblem, unknownText, type Word } from '../reading.ts';
import { brought, type Room } from '../room.ts';
import type { Draft } from '../commandDraft.ts';

/** Where the reader is in the text, and what it has learnt on the way. */
export interface CmdCursor {
	readonly text: string;
	readonly commands: Command[];
	/** By lower-case name; variables of `for` as `%name`. */
	readonly variables: Map<string, string>;
	readonly room: Room;
	at: number;
	draft: Draft;
	problem: ReadProblem | undefined;
}

/** Reads one word at the cursor and undoes carets, quotes and variables; `undefined` where no word begins. */
export function readCmdWord(cursor: CmdCursor): Word | undefined {
	const { text } = cursor;
	const start = cursor.at;
	const state = { word: '', quoted: false, inQuotes: false };
	while (cursor.at < text.length && !isEnd(text, cursor.at, start, state)) {
		state.word += readCharacter(cursor, state);
	}
	if (state.inQuotes) {
		cursor.problem ??= 'unfinishedQuote';
	}
	if (cursor.at === start) {
		cursor.at += 1;
		return undefined;
	}
	return { text: state.word, start, end: cursor.at, quoted: state.quoted };
}

interface State {
	word: string;
	quoted: boolean;
	inQuotes: boolean;
}

function isEnd(text: string, at: number, start: number, { word, inQuotes }: State): boolean {
	const character = text.charAt(at);
	if (inQuotes) {
		return character === '\n';
	}
	switch (character) {
		case ')':
			return word !== '';
		case '(':
			return at === start || (word.length === 4 && /^echo$/i.test(word));
		default:
			return /[\s&|<>]/.test(character);
	}
}

/** The text of the next character, or nothing where it only quotes. */
function readCharacter(cursor: CmdCursor, state: State): string {
	const { text } = cursor;
	const character = text.charAt(cursor.at);
	const next = text.charAt(cursor.at + 1);
	if (character === '%' || character === '!') {
		return readVariable(cursor, character);
	}
	cursor.at += 1;
	if (character === '"') {
		state.inQuotes = !state.inQuotes;
		state.quoted = true;
		return '';
	}
	// Programs take `\"` for a quote, though cmd.exe itself sees the end of the quotes there.
	const escaped = state.inQuotes ? character === '\\' && next === '"' : character === '^';
	if (!escaped) {
		return character;
	}
	cursor.at += 1;
	state.quoted = true;
	return /[\r\n]/.test(next) ? '' : next;
}

/** `%name%`, `%name:a=b%`, `!name!`, `%%v`, `%1`. */
function readVariable(cursor: CmdCursor, mark: string): string {
	const { text } = cursor;
	const name =
		mark === '%'
			? /%{1,2}([A-Za-z])(?!\w*%)|%([\w().-]+)(?::[^%\n]*)?%|%(~?[\w*]+)/y
			: /!([\w().-]+)(?::[^!\n]*)?!/y;
	name.lastIndex = cursor.at;
	const found = name.exec(text);
	if (found === null) {
		cursor.at += 1;
		return mark;
	}
	cursor.at = name.lastIndex;
	if (mark === '%' && found[1] !== undefined) {
		return brought(cursor, cursor.variables.get(`%${found[1].toLowerCase()}`) ?? found[0]);
	}
	const value = cursor.variables.get((found[2] ?? found[1] ?? '').toLowerCase());
	return value === undefined ? unknownText : brought(cursor, value);
}

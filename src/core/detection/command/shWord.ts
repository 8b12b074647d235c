import { readBackticks, type ShCursor, skipParenthesis } from './shCursor.ts';
import { type Command, type Word, unknownText } from './reading.ts';
import { knownOutput } from './knownOutput.ts';
import { decodeAnsiC, decodeEscape } from './ansiC.ts';

/** Marks where an unquoted variable's value falls into several words. */
const splitMark = '\u0001';
const bare = /[^\s'"\\$`;&|<>(){}*?[\]~#=^]+/y;
const nameOfVariable = /[A-Za-z_]\w*|[0-9@*#?$!-]/y;

interface Draft {
	text: string;
	quoted: boolean;
	inner: Command[] | undefined;
	others: readonly string[] | undefined;
	split: boolean;
}

/**
 * Reads one shell word at the cursor and undoes its quoting (POSIX shell 2.2, Bash 3.1.2, fish "Quotes"). It gives
 * several words where an unquoted variable or braces make several.
 */
export function readWord(cursor: ShCursor): readonly Word[] {
	const { text } = cursor;
	const start = cursor.at;
	const draft: Draft = { text: '', quoted: false, inner: undefined, others: undefined, split: false };
	while (cursor.at < text.length && readPart(cursor, draft, start)) {
		// Each part moves the cursor on.
	}
	const end = cursor.at;
	const { quoted, inner, others } = draft;
	const word: Word = { text: draft.text, start, end, quoted, inner, others };
	if (draft.split) {
		const parts = draft.text.split(splitMark).filter((part) => part !== '');
		return parts.map((part) => ({ ...word, text: part }));
	}
	return draft.text.includes('{') && !quoted ? expandBraces(word) : [word];
}

/** Reads up to the next change of quoting; `false` where the word ends. */
function readPart(cursor: ShCursor, draft: Draft, start: number): boolean {
	const { text, dialect } = cursor;
	bare.lastIndex = cursor.at;
	const plain = bare.exec(text);
	if (plain !== null) {
		draft.text += plain[0];
		cursor.at = bare.lastIndex;
		return true;
	}
	const character = text.charAt(cursor.at);
	switch (character) {
		case "'":
			readSingleQuoted(cursor, draft);
			return true;
		case '"':
			readDoubleQuoted(cursor, draft);
			return true;
		case '\\':
			if (dialect === 'fish' && /[abcefnrtvxuU0-7]/.test(text.charAt(cursor.at + 1))) {
				const escape = decodeEscape(text, cursor.at);
				draft.text += escape.text;
				draft.quoted = true;
				cursor.at = escape.end;
				return true;
			}
			cursor.at += 2;
			if (text[cursor.at - 1] !== '\n') {
				draft.text += text.charAt(cursor.at - 1);
				draft.quoted = true;
			}
			return true;
		case '$':
			readDollar(cursor, draft, false);
			return true;
		case '`':
			if (dialect === 'fish') {
				break;
			}
			addInner(draft, readBackticks(cursor), false);
			return true;
		case '(':
			if (dialect === 'fish') {
				cursor.at += 1;
				addInner(draft, cursor.readList(cursor, ')'), false);
				return true;
			}
			// An extended glob, a zsh qualifier or an array's list: its words are no commands.
			if (cursor.at === start || (cursor.at === start + draft.text.length && /^[\w-]+$/.test(draft.text))) {
				return false;
			}
			draft.text += skipParenthesis(cursor);
			return true;
		case '<':
		case '>':
			if (cursor.at > start && character === '<' && readPlaceholder(cursor, draft)) {
				return true;
			}
			if (text[cursor.at + 1] !== '(' || cursor.at !== start || dialect === 'fish') {
				return false;
			}
			cursor.at += 2;
			addInner(draft, cursor.readList(cursor, ')'), true);
			return true;
		case '#':
			if (cursor.at === start) {
				return false;
			}
			break;
		case ' ':
		case '\t':
		case '\n':
		case '\r':
		case ';':
		case '&':
		case '|':
		case ')':
			return false;
		default:
			break;
	}
	if (/\s/.test(character)) {
		return false;
	}
	draft.text += character;
	cursor.at += 1;
	return true;
}

/** `key=<your-key>`, as manuals write it for "put yours here". */
function readPlaceholder(cursor: ShCursor, draft: Draft): boolean {
	const placeholder = /<[A-Za-z][\w .:|-]*>/y;
	placeholder.lastIndex = cursor.at;
	const shown = placeholder.exec(cursor.text)?.[0];
	if (shown === undefined) {
		return false;
	}
	draft.text += shown;
	cursor.at += shown.length;
	return true;
}

function readSingleQuoted(cursor: ShCursor, draft: Draft): void {
	const { text } = cursor;
	draft.quoted = true;
	if (cursor.dialect !== 'fish') {
		const end = text.indexOf("'", cursor.at + 1);
		if (end < 0) {
			cursor.problem ??= 'unfinishedQuote';
		}
		draft.text += text.slice(cursor.at + 1, end < 0 ? text.length : end);
		cursor.at = end < 0 ? text.length : end + 1;
		return;
	}
	cursor.at += 1;
	while (cursor.at < text.length && text[cursor.at] !== "'") {
		if (text[cursor.at] === '\\' && (text[cursor.at + 1] === "'" || text[cursor.at + 1] === '\\')) {
			cursor.at += 1;
		}
		draft.text += text.charAt(cursor.at);
		cursor.at += 1;
	}
	if (cursor.at >= text.length) {
		cursor.problem ??= 'unfinishedQuote';
	}
	cursor.at += 1;
}

function readDoubleQuoted(cursor: ShCursor, draft: Draft): void {
	const { text } = cursor;
	const stop = /[^"\\$`]+/y;
	draft.quoted = true;
	cursor.at += 1;
	while (cursor.at < text.length) {
		stop.lastIndex = cursor.at;
		const plain = stop.exec(text);
		if (plain !== null) {
			draft.text += plain[0];
			cursor.at = stop.lastIndex;
			continue;
		}
		const character = text.charAt(cursor.at);
		if (character === '"') {
			cursor.at += 1;
			return;
		}
		if (character === '$') {
			readDollar(cursor, draft, true);
		} else if (character === '`' && cursor.dialect !== 'fish') {
			addInner(draft, readBackticks(cursor), true);
		} else if (character === '\\' && '$`"\\\n'.includes(text.charAt(cursor.at + 1))) {
			draft.text += text[cursor.at + 1] === '\n' ? '' : text.charAt(cursor.at + 1);
			cursor.at += 2;
		} else {
			draft.text += character;
			cursor.at += 1;
		}
	}
	cursor.problem ??= 'unfinishedQuote';
}

function readDollar(cursor: ShCursor, draft: Draft, inQuotes: boolean): void {
	const { text, dialect } = cursor;
	const next = text.charAt(cursor.at + 1);
	if (next === "'" && !inQuotes && dialect !== 'fish') {
		const decoded = decodeAnsiC(text, cursor.at + 2);
		draft.text += decoded.text;
		draft.quoted = true;
		cursor.at = decoded.end;
		if (!decoded.closed) {
			cursor.problem ??= 'unfinishedQuote';
		}
	} else if (next === '"' && !inQuotes) {
		cursor.at += 1;
	} else if (next === '(' && dialect !== 'fish' && skipArithmetic(cursor)) {
		draft.text += unknownText;
	} else if (next === '(') {
		cursor.at += 2;
		addInner(draft, cursor.readList(cursor, ')'), inQuotes);
	} else if (next === '{') {
		readBraced(cursor, draft, inQuotes);
	} else {
		nameOfVariable.lastIndex = cursor.at + 1;
		const name = nameOfVariable.exec(text)?.[0];
		cursor.at += 1 + (name?.length ?? 0);
		if (name === undefined) {
			draft.text += '$';
		} else {
			addVariable(cursor, draft, name, inQuotes, undefined);
		}
	}
}

/** Skips `$((…))`; `$((a) | b)` is a substitution that begins with a subshell. */
function skipArithmetic(cursor: ShCursor): boolean {
	const start = cursor.at;
	if (!cursor.text.startsWith('$((', start)) {
		return false;
	}
	const problem = cursor.problem;
	cursor.at += 1;
	if (skipParenthesis(cursor).endsWith('))')) {
		return true;
	}
	cursor.at = start;
	cursor.problem = problem;
	return false;
}

/** `${name}`, `${name:-default}` and the rest, whose value stays unknown. */
function readBraced(cursor: ShCursor, draft: Draft, inQuotes: boolean): void {
	const { text } = cursor;
	const start = cursor.at + 2;
	let depth = 1;
	let at = start;
	while (at < text.length && depth > 0) {
		const character = text[at];
		if (character === '\\') {
			at += 1;
		} else if (character === '{') {
			depth += 1;
		} else if (character === '}') {
			depth -= 1;
		} else if (character === '$' && text[at + 1] === '(' && text[at + 2] !== '(') {
			cursor.at = at + 2;
			addInner(draft, cursor.readList(cursor, ')'), true);
			at = cursor.at - 1;
		}
		at += 1;
	}
	if (depth > 0) {
		cursor.problem ??= 'unfinishedBlock';
	}
	cursor.at = Math.min(at, text.length);
	const parts = /^(\w+)(?:(?::?[-=])(.*))?$/s.exec(text.slice(start, depth > 0 ? cursor.at : cursor.at - 1));
	if (parts?.[1] === undefined) {
		draft.text += unknownText;
	} else {
		addVariable(cursor, draft, parts[1], inQuotes, parts[2]?.replaceAll(/["']/g, ''));
	}
}

function addVariable(
	cursor: ShCursor,
	draft: Draft,
	name: string,
	inQuotes: boolean,
	otherwise: string | undefined,
): void {
	const values = cursor.variables.get(name);
	const value = values?.[0] ?? (otherwise === undefined || otherwise.includes('$') ? unknownText : otherwise);
	if (values !== undefined && values.length > 1 && draft.text === '') {
		draft.others = values.slice(1);
	}
	if (!inQuotes && /\s/.test(value)) {
		draft.text += value.trim().replaceAll(/\s+/g, splitMark);
		draft.split = true;
	} else {
		draft.text += value;
	}
}

/** Takes in a substitution: its commands, and what it prints where that is plain (`$(which x)`, `$(echo x)`). */
function addInner(draft: Draft, commands: readonly Command[], inQuotes: boolean): void {
	draft.inner = [...(draft.inner ?? []), ...commands];
	const output = knownOutput(commands);
	if (output !== undefined && !inQuotes && /\s/.test(output)) {
		draft.text += output.trim().replaceAll(/\s+/g, splitMark);
		draft.split = true;
	} else {
		draft.text += output ?? unknownText;
	}
}

/** `{a,b}` makes the words `a` and `b` (Bash 3.5.1). */
function expandBraces(word: Word): readonly Word[] {
	const parts = /^([^{}]*)\{([^{}]*,[^{}]*)\}([^{}]*)$/.exec(word.text);
	if (parts === null || word.text.includes(unknownText)) {
		return [word];
	}
	const [, before = '', list = '', after = ''] = parts;
	const values = list.split(',').slice(0, 64);
	return values.map((part) => ({ ...word, text: before + part + after }));
}

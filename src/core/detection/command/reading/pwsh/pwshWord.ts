import type { PwshCursor } from './pwshCursor.ts';
import { isText } from './pwshStatement.ts';
import { type Command, type Word, unknownText } from '../reading.ts';

interface Draft {
	text: string;
	quoted: boolean;
	inner: Command[] | undefined;
	others: readonly string[] | undefined;
}

const bare = /[^\s'"`$;|&(){},]+/y;
/** What says where a command lies that was looked up. */
const property = /\.(?:Source|Path|Definition|FullName)\b/iy;
/** The command that a script block made of a text is read as. */
export const evaluating = 'iex';
/** What makes a command of a text. */
const makesCode =
	/(?:\[(?:system\.management\.automation\.)?scriptblock\]::create|\binvokecommand\.\w+script\w*)$/i;
const variableName = /\$(?:\{([^}]*)\}|((?:[A-Za-z_]\w*:)?\w+|[?^$]))/y;
const escapes: Readonly<Record<string, string>> = {
	n: '\n',
	r: '\r',
	t: '\t',
	'0': '\0',
	a: '\u0007',
	b: '\b',
	f: '\f',
	v: '\v',
	e: '\u001b',
};

/** Reads one PowerShell word at the cursor and undoes its quoting (about_Quoting_Rules). */
export function readPwshWord(cursor: PwshCursor): Word {
	const { text } = cursor;
	const start = cursor.at;
	const draft: Draft = { text: '', quoted: false, inner: undefined, others: undefined };
	while (cursor.at < text.length && readPart(cursor, draft, start)) {
		// Each part moves the cursor on.
	}
	const { quoted, inner, others } = draft;
	return { text: draft.text, start, end: cursor.at, quoted, inner, others };
}

function readPart(cursor: PwshCursor, draft: Draft, start: number): boolean {
	const { text } = cursor;
	if (cursor.at === start && readHereString(cursor, draft)) {
		return true;
	}
	if (draft.quoted && /^\+["']/.test(text.slice(cursor.at, cursor.at + 2))) {
		// Strings put together: `"cla"+"ude"`.
		cursor.at += 1;
		return true;
	}
	bare.lastIndex = cursor.at;
	const plain = bare.exec(text)?.[0];
	if (plain !== undefined) {
		draft.text += plain;
		cursor.at += plain.length;
		return true;
	}
	const character = text.charAt(cursor.at);
	// The parenthesis of a method belongs to the expression; any other begins a value of its own.
	const read = character === '(' && cursor.at === start ? undefined : special[character];
	read?.(cursor, draft);
	return read !== undefined;
}

const special: Readonly<Partial<Record<string, (cursor: PwshCursor, draft: Draft) => void>>> = {
	"'": readSingleQuoted,
	'"': readDoubleQuoted,
	'`': (cursor, draft) => {
		const next = cursor.text.charAt(cursor.at + 1);
		draft.text += next === '\n' ? '' : next;
		cursor.at += 2;
	},
	$: readDollar,
	'(': (cursor, draft) => {
		cursor.at += 1;
		const commands = cursor.readList(cursor, ')');
		const isCode = makesCode.test(draft.text);
		draft.inner = [...(draft.inner ?? []), ...(isCode ? commands.map(evaluated) : commands)];
		draft.text += '()';
	},
};

/** A string as `Invoke-Expression` would take it. */
function evaluated(command: Command): Command {
	const [first, ...words] = command.words;
	return first !== undefined && isText(command)
		? { ...command, words: [{ ...first, text: evaluating }, ...words] }
		: command;
}

/** `@'` or `@"` at the end of a line, up to a line that begins with `'@` or `"@`. */
function readHereString(cursor: PwshCursor, draft: Draft): boolean {
	const { text } = cursor;
	const opening = /@(["'])[ \t\r]*(?:\n|$)/y;
	opening.lastIndex = cursor.at;
	const mark = opening.exec(text)?.[1];
	if (mark === undefined) {
		return false;
	}
	const end = text.indexOf(`\n${mark}@`, cursor.at);
	draft.text += text.slice(opening.lastIndex, end < 0 ? text.length : end);
	draft.quoted = true;
	cursor.at = end < 0 ? text.length : end + 3;
	if (end < 0) {
		cursor.problem ??= 'unfinishedQuote';
	}
	return true;
}

function readSingleQuoted(cursor: PwshCursor, draft: Draft): void {
	const { text } = cursor;
	draft.quoted = true;
	let end = text.indexOf("'", cursor.at + 1);
	while (end >= 0 && text[end + 1] === "'") {
		end = text.indexOf("'", end + 2);
	}
	if (end < 0) {
		cursor.problem ??= 'unfinishedQuote';
	}
	draft.text += text.slice(cursor.at + 1, end < 0 ? text.length : end).replaceAll("''", "'");
	cursor.at = end < 0 ? text.length : end + 1;
}

function readDoubleQuoted(cursor: PwshCursor, draft: Draft): void {
	const { text } = cursor;
	const stop = /[^"`$\\]+/y;
	draft.quoted = true;
	cursor.at += 1;
	while (cursor.at < text.length) {
		stop.lastIndex = cursor.at;
		const plain = stop.exec(text)?.[0];
		if (plain !== undefined) {
			draft.text += plain;
			cursor.at += plain.length;
			continue;
		}
		const character = text.charAt(cursor.at);
		const next = text.charAt(cursor.at + 1);
		if (character === '"' && next === '"') {
			draft.text += '"';
			cursor.at += 2;
		} else if (character === '"') {
			cursor.at += 1;
			return;
		} else if (character === '`') {
			draft.text += escapes[next] ?? next;
			cursor.at += 2;
		} else if (character === '$') {
			readDollar(cursor, draft);
		} else {
			draft.text += character;
			cursor.at += 1;
		}
	}
	cursor.problem ??= 'unfinishedQuote';
}

function readDollar(cursor: PwshCursor, draft: Draft): void {
	const { text } = cursor;
	if (text[cursor.at + 1] === '(') {
		cursor.at += 2;
		draft.inner = [...(draft.inner ?? []), ...cursor.readList(cursor, ')')];
		draft.text += unknownText;
		return;
	}
	variableName.lastIndex = cursor.at;
	const found = variableName.exec(text);
	if (found === null) {
		draft.text += '$';
		cursor.at += 1;
		return;
	}
	cursor.at = variableName.lastIndex;
	const values = cursor.variables.get((found[1] ?? found[2] ?? '').toLowerCase());
	if (values !== undefined && draft.text === '') {
		draft.others = values.length > 1 ? values.slice(1) : undefined;
		property.lastIndex = cursor.at;
		cursor.at = property.test(text) ? property.lastIndex : cursor.at;
	}
	draft.text += values?.[0] ?? unknownText;
}

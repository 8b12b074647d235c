import { withoutKeywords } from './cmdKeywords.ts';
import { type CmdCursor, readCmdWord } from './cmdWord.ts';
import type { Command, Reading, Word } from '../reading.ts';
import { roomOfLine } from '../room.ts';
import { newDraft } from '../commandDraft.ts';

/**
 * Reads a command line of cmd.exe by its own rules: carets, quotes, `%variables%`, `&`, `&&`, `||`, `|`, blocks, `if`,
 * `for`, `rem` and labels.
 */
export function readCmd(text: string): Reading {
	const cursor: CmdCursor = {
		text,
		commands: [],
		variables: new Map(),
		room: roomOfLine(),
		at: 0,
		draft: newDraft(),
		problem: undefined,
	};
	while (cursor.at < text.length) {
		readNext(cursor);
	}
	endCommand(cursor);
	return { commands: cursor.commands, plain: true, problem: cursor.problem };
}

function readNext(cursor: CmdCursor): void {
	const { text } = cursor;
	const character = text.charAt(cursor.at);
	const operator = Object.hasOwn(operators, character) ? operators[character] : undefined;
	if (operator?.(cursor) === true) {
		return;
	}
	if (cursor.draft.words.length === 0 && isComment(text.slice(cursor.at, cursor.at + 8))) {
		const end = text.indexOf('\n', cursor.at);
		cursor.at = end < 0 ? text.length : end;
	} else if (!readRedirect(cursor)) {
		const word = readCmdWord(cursor);
		if (word !== undefined) {
			cursor.draft.words.push(word);
		}
	}
}

function isComment(start: string): boolean {
	return /^(?:::|:\w|rem(?=[\s&|]|$))/i.test(start);
}

/** What parts and joins commands; `false` where the character begins a word. */
const operators: Readonly<Record<string, (cursor: CmdCursor) => boolean>> = {
	' ': skip,
	'\t': skip,
	'\r': skip,
	'\n': endAndSkip,
	')': endAndSkip,
	'&': (cursor) => {
		endCommand(cursor);
		cursor.at += cursor.text[cursor.at + 1] === '&' ? 2 : 1;
		return true;
	},
	'|': (cursor) => {
		const piped = endCommand(cursor);
		const isOr = cursor.text[cursor.at + 1] === '|';
		cursor.at += isOr ? 2 : 1;
		cursor.draft.pipedFrom = isOr ? undefined : piped;
		return true;
	},
	'(': (cursor) => {
		if (cursor.draft.words.at(-1)?.text.toLowerCase() !== 'in') {
			return endAndSkip(cursor);
		}
		readSet(cursor);
		return true;
	},
	'@': (cursor) => cursor.draft.words.length === 0 && skip(cursor),
};

function skip(cursor: CmdCursor): boolean {
	cursor.at += 1;
	return true;
}

function endAndSkip(cursor: CmdCursor): boolean {
	endCommand(cursor);
	return skip(cursor);
}

/** `for … in (…)`: the list, which `for /f` runs where it stands in single quotes. */
function readSet(cursor: CmdCursor): void {
	const { text, draft } = cursor;
	const start = cursor.at;
	const set = /\(((?:"[^"]*"|'[^']*'|[^)"'])*)\)?/y;
	set.lastIndex = start;
	const list = (set.exec(text)?.[1] ?? '').trim();
	cursor.at = Math.max(set.lastIndex, start + 1);
	const command = /^(['`])(.*)\1$/s.exec(list)?.[2];
	if (draft.words.some((word) => word.text.toLowerCase() === '/f')) {
		// The carets are for the outer line.
		draft.inner.push(
			...(command === undefined ? [] : readCmd(command.replaceAll(/\^(.)/g, '$1')).commands),
		);
	} else {
		const name = draft.words.find((word) => /^%{1,2}\w$/.test(word.text))?.text.replace(/^%+/, '');
		const [value] = list.split(/[\s,;]+/);
		if (name !== undefined && value !== undefined) {
			cursor.variables.set(`%${name.toLowerCase()}`, value);
		}
	}
	draft.words.push({ text: list, start, end: cursor.at, quoted: true });
}

function readRedirect(cursor: CmdCursor): boolean {
	const { text, at: start } = cursor;
	// Manuals write `<name>` for "put yours here".
	const placeholder = /<[A-Za-z][\w .|-]*>(?=\s|$|\\)/y;
	placeholder.lastIndex = start;
	if (placeholder.exec(text) !== null) {
		cursor.at = placeholder.lastIndex;
		cursor.draft.words.push({ text: text.slice(start, cursor.at), start, end: cursor.at, quoted: true });
		return true;
	}
	const operator = /\d?(?:>>|>&|<&|>|<) */y;
	operator.lastIndex = start;
	if (operator.exec(text) === null) {
		return false;
	}
	cursor.at = operator.lastIndex;
	if (!/[&|]/.test(text.charAt(cursor.at))) {
		readCmdWord(cursor);
	}
	return true;
}

function endCommand(cursor: CmdCursor): Command | undefined {
	const { draft } = cursor;
	cursor.draft = newDraft();
	cursor.commands.push(...draft.inner);
	const words = withoutKeywords(draft.words);
	const [first, second] = words;
	if (first === undefined) {
		return undefined;
	}
	const set = /^([^=]+)=(.*)$/s.exec(second?.text ?? '');
	if (first.text.toLowerCase() === 'set' && set?.[1] !== undefined) {
		cursor.variables.set(
			set[1].toLowerCase(),
			[set[2], ...words.slice(2).map((word) => word.text)].join(' '),
		);
	}
	const spread: readonly Word[] =
		!first.quoted || !/\s/.test(first.text) || /[\\/.]/.test(first.text)
			? words
			: [...first.text.split(/\s+/).map((text) => ({ ...first, text })), ...words.slice(1)];
	const command: Command = { ...draft, words: spread };
	cursor.commands.push(command);
	return command;
}

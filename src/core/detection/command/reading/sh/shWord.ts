import { decodeEscape } from './ansiC.ts';
import { type Word, unknownText } from '../reading.ts';
import { readElements } from './shArray.ts';
import { readBackticks, type ShCursor, skipParenthesis } from './shCursor.ts';
import { addInner, readDollar } from './shDollar.ts';
import { readDoubleQuoted, readSingleQuoted } from './shQuotes.ts';
import { newWordDraft, splitMark, type WordDraft } from '../wordDraft.ts';

const bare = /[^\s'"\\$`;&|<>(){}*?[\]~#=^]+/y;
const ends = /[\s;&|)]/;

/**
 * Reads one shell word at the cursor and undoes its quoting (POSIX shell 2.2, Bash 3.1.2, fish "Quotes"). It gives
 * several words where an unquoted variable or braces make several.
 */
export function readWord(cursor: ShCursor): readonly Word[] {
	const { text } = cursor;
	const start = cursor.at;
	const draft = newWordDraft(start);
	while (cursor.at < text.length && readPart(cursor, draft)) {
		// Each part moves the cursor on.
	}
	const end = cursor.at;
	const { quoted, inner, others, parameters, fed } = draft;
	const word: Word = { text: draft.text, start, end, quoted, inner, others, fed };
	if (draft.split) {
		const parts = draft.text.split(splitMark).filter((part) => part !== '');
		return parts.map((part) => ({ ...word, text: part }));
	}
	if (parameters !== undefined) {
		return [{ ...word, parameters }];
	}
	return draft.text.includes('{') && !quoted ? expandBraces(word) : [word];
}

/** Reads up to the next change of quoting; `false` where the word ends. */
function readPart(cursor: ShCursor, draft: WordDraft): boolean {
	const { text } = cursor;
	bare.lastIndex = cursor.at;
	const plain = bare.exec(text);
	if (plain !== null) {
		draft.text += plain[0];
		cursor.at = bare.lastIndex;
		return true;
	}
	const character = text.charAt(cursor.at);
	const read = Object.hasOwn(special, character) ? special[character] : undefined;
	if (read !== undefined) {
		return read(cursor, draft);
	}
	return !ends.test(character) && takeCharacter(cursor, draft);
}

/** What the characters with a meaning do; `false` ends the word. */
const special: Readonly<Record<string, (cursor: ShCursor, draft: WordDraft) => boolean>> = {
	"'": readSingleQuoted,
	'"': readDoubleQuoted,
	'\\': readEscape,
	$: (cursor, draft) => readDollar(cursor, draft, false),
	'`': (cursor, draft) => {
		if (cursor.dialect === 'fish') {
			return takeCharacter(cursor, draft);
		}
		return addInner(draft, readBackticks(cursor), false);
	},
	'(': readOpening,
	'<': readAngle,
	'>': readAngle,
	'#': (cursor, draft) => cursor.at !== draft.start && takeCharacter(cursor, draft),
};

function takeCharacter(cursor: ShCursor, draft: WordDraft): boolean {
	draft.text += cursor.text.charAt(cursor.at);
	cursor.at += 1;
	return true;
}

function readEscape(cursor: ShCursor, draft: WordDraft): boolean {
	const { text } = cursor;
	if (cursor.dialect === 'fish' && /[abcefnrtvxuU0-7]/.test(text.charAt(cursor.at + 1))) {
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
}

/** A substitution in fish; else an extended glob, a zsh qualifier or an array's list, whose words are no commands. */
function readOpening(cursor: ShCursor, draft: WordDraft): boolean {
	if (cursor.dialect === 'fish') {
		cursor.at += 1;
		return addInner(draft, cursor.readList(cursor, ')'), false);
	}
	if (draft.text.endsWith('=') && readElements(cursor, draft, readWord)) {
		return true;
	}
	if (
		cursor.at === draft.start ||
		(cursor.at === draft.start + draft.text.length && /^[\w-]+$/.test(draft.text))
	) {
		return false;
	}
	draft.text += skipParenthesis(cursor);
	return true;
}

/** `<(…)` and `>(…)`; any other angle is a redirection and ends the word. */
function readAngle(cursor: ShCursor, draft: WordDraft): boolean {
	const { text } = cursor;
	if (cursor.at > draft.start) {
		return text[cursor.at] === '<' && readPlaceholder(cursor, draft);
	}
	if (text[cursor.at + 1] !== '(' || cursor.dialect === 'fish') {
		return false;
	}
	draft.fed = text[cursor.at] === '<';
	cursor.at += 2;
	return addInner(draft, cursor.readList(cursor, ')'), true);
}

/** The rest of a word such as `key=<your-key>`. */
function readPlaceholder(cursor: ShCursor, draft: WordDraft): boolean {
	const shown = placeholderAt(cursor) ?? '';
	draft.text += shown;
	cursor.at += shown.length;
	return shown !== '';
}

const placeholder = /<[A-Za-z][\w .:|-]*>/y;

/** `<your-key>` at the cursor, as manuals write it for "put yours here". */
export function placeholderAt({ text, at }: ShCursor): string | undefined {
	placeholder.lastIndex = at;
	return placeholder.exec(text)?.[0];
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

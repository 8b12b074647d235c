import { readBackticks, type ShCursor } from './shCursor.ts';
import { addInner, readDollar } from './shDollar.ts';
import type { Command } from '../reading.ts';
import { newWordDraft, type WordDraft } from '../wordDraft.ts';

/** `'…'`: all as it stands, but in fish `\\'` and `\\\\`. */
export function readSingleQuoted(cursor: ShCursor, draft: WordDraft): boolean {
	draft.quoted = true;
	if (cursor.dialect === 'fish') {
		readFishQuoted(cursor, draft);
		return true;
	}
	const { text } = cursor;
	const end = text.indexOf("'", cursor.at + 1);
	if (end < 0) {
		cursor.problem ??= 'unfinishedQuote';
	}
	draft.text += text.slice(cursor.at + 1, end < 0 ? text.length : end);
	cursor.at = end < 0 ? text.length : end + 1;
	return true;
}

function readFishQuoted(cursor: ShCursor, draft: WordDraft): void {
	const { text } = cursor;
	const part = /(?:[^'\\]|\\[\s\S]?)*/y;
	part.lastIndex = cursor.at + 1;
	draft.text += (part.exec(text)?.[0] ?? '').replaceAll(/\\(['\\])/g, '$1');
	cursor.at = part.lastIndex;
	if (cursor.at >= text.length) {
		cursor.problem ??= 'unfinishedQuote';
	}
	cursor.at += 1;
}

/** `"…"`: variables and substitutions are expanded, and a backslash quotes only what would have a meaning. */
export function readDoubleQuoted(cursor: ShCursor, draft: WordDraft): boolean {
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
		} else if (text[cursor.at] === '"') {
			cursor.at += 1;
			return true;
		} else {
			readQuotedPart(cursor, draft);
		}
	}
	cursor.problem ??= 'unfinishedQuote';
	return true;
}

/** The commands that an unquoted here-document runs while it is expanded; its quotes are mere characters. */
export function substitutionsIn(cursor: ShCursor): readonly Command[] {
	const draft = newWordDraft(cursor.at);
	while (cursor.at < cursor.text.length) {
		readQuotedPart(cursor, draft);
	}
	return draft.inner ?? [];
}

function readQuotedPart(cursor: ShCursor, draft: WordDraft): void {
	const character = cursor.text.charAt(cursor.at);
	const next = cursor.text.charAt(cursor.at + 1);
	if (character === '$') {
		readDollar(cursor, draft, true);
	} else if (character === '`' && cursor.dialect !== 'fish') {
		addInner(draft, readBackticks(cursor), true);
	} else if (character === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
		draft.text += next === '\n' ? '' : next;
		cursor.at += 2;
	} else {
		draft.text += character;
		cursor.at += 1;
	}
}

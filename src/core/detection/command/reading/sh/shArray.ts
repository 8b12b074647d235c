import type { Word } from '../reading.ts';
import type { ShCursor } from './shCursor.ts';
import type { WordDraft } from '../wordDraft.ts';

/** Elements that are kept of a list, so that a line that names it often stays in proportion. */
export const mostElements = 24;
/** Lists within lists, which no shell has. */
const maxDepth = 24;

/**
 * Reads the elements of an array, `name=(…)` or `name+=(…)`, whose parenthesis is at the cursor; `false` where it is none.
 * `$name` is then its first element, in zsh all of them (Bash 6.7, zsh 15.2).
 */
export function readElements(
	cursor: ShCursor,
	draft: WordDraft,
	readWord: (cursor: ShCursor) => readonly Word[],
): boolean {
	const [, name, plus] = /^([A-Za-z_]\w*)(\+?)=$/.exec(draft.text) ?? [];
	if (name === undefined || cursor.depth >= maxDepth) {
		return false;
	}
	cursor.depth += 1;
	cursor.at += 1;
	const words = readWords(cursor, readWord);
	const texts = words.map(({ text }) => text);
	const elements = plus === '+' ? [...(cursor.lists.get(name) ?? []), ...texts] : texts;
	const inner = words.flatMap((word) => word.inner ?? []);
	draft.inner = inner.length === 0 ? draft.inner : [...(draft.inner ?? []), ...inner];
	cursor.depth -= 1;
	cursor.lists.set(name, elements.slice(0, mostElements));
	draft.text += cursor.dialect === 'zsh' ? elements.join(' ') : (elements[0] ?? '');
	return true;
}

/** The words up to and over the closing parenthesis, whose opening one is behind the cursor. */
export function readWords(
	cursor: ShCursor,
	readWord: (cursor: ShCursor) => readonly Word[],
): readonly Word[] {
	const words: Word[] = [];
	while (cursor.at < cursor.text.length && cursor.text[cursor.at] !== ')') {
		const before = cursor.at;
		const found = readWord(cursor);
		if (cursor.at === before) {
			cursor.at += 1;
		} else {
			words.push(...found);
		}
	}
	if (cursor.at >= cursor.text.length) {
		cursor.problem ??= 'unfinishedBlock';
	}
	cursor.at = Math.min(cursor.at + 1, cursor.text.length);
	return words;
}

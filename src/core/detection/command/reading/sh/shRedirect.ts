import { type Command, unknownText, type Word } from '../reading.ts';
import type { Draft } from '../commandDraft.ts';
import type { ShCursor } from './shCursor.ts';
import { placeholderAt, readWord } from './shWord.ts';

const operator = /(?:\d+|\{\w+\})?(?:<<<|<<-?|<>|<&|>&|&>>|&>|>>|>\||<|>)/y;

/**
 * Reads a redirection at the cursor (POSIX shell 2.7): its operator and target are no words of the command. `false`
 * where there is none. `<name>` as manuals write it for "put yours here" is left as a word.
 */
export function readRedirect(cursor: ShCursor, draft: Draft): boolean {
	const { text } = cursor;
	if (readPlaceholder(cursor, draft)) {
		return true;
	}
	operator.lastIndex = cursor.at;
	const found = operator.exec(text)?.[0];
	const kind = found?.replace(/^(?:\d+|\{\w+\})/, '');
	if (found === undefined || kind === undefined) {
		return false;
	}
	const isSubstitution = text[cursor.at + found.length] === '(' && cursor.dialect !== 'fish';
	if (isSubstitution && kind.length === 1) {
		return false;
	}
	cursor.at += found.length;
	skipBlanks(cursor);
	const [target] = readWord(cursor);
	if (target?.inner !== undefined) {
		draft.inner.push(...target.inner);
	}
	takeTarget(cursor, draft, kind, target);
	return true;
}

function skipBlanks(cursor: ShCursor): void {
	while (/[ \t]/.test(cursor.text.charAt(cursor.at))) {
		cursor.at += 1;
	}
}

/** A placeholder that is a word of its own. */
function readPlaceholder(cursor: ShCursor, draft: Draft): boolean {
	const start = cursor.at;
	const text = placeholderAt(cursor);
	if (text === undefined || !/^[\s"')]?$/.test(cursor.text.charAt(start + text.length))) {
		return false;
	}
	cursor.at += text.length;
	draft.words.push({ text, start, end: cursor.at, quoted: true });
	return true;
}

/** `< file`, or a file that holds what plain printing prints: `< <(echo text)`. */
function takeFile(draft: Draft, file: Word | undefined): void {
	if (file?.fed === true && file.text !== unknownText) {
		draft.input = file.text;
	} else {
		draft.fromFile = file?.text ?? '';
	}
}

/** What feeds the command's input is kept. */
function takeTarget(cursor: ShCursor, draft: Draft, kind: string, target: Word | undefined): void {
	if (kind === '<') {
		takeFile(draft, target);
	} else if (kind === '<<<') {
		draft.input = target?.text;
	} else if (kind === '<<' || kind === '<<-') {
		cursor.heredocs.push({
			delimiter: target?.text ?? '',
			stripTabs: kind === '<<-',
			literal: target?.quoted === true,
			take: (body) => {
				draft.input = body;
			},
		});
	}
}

/** At the start of a line: takes the bodies of the here-documents that were begun on the line before. */
export function readHeredocs(cursor: ShCursor): readonly Command[] {
	const commands: Command[] = [];
	for (const heredoc of cursor.heredocs.splice(0)) {
		const lines: string[] = [];
		let closed = false;
		const start = cursor.at;
		let bodyEnd = start;
		while (cursor.at < cursor.text.length && !closed) {
			const newline = cursor.text.indexOf('\n', cursor.at);
			const end = newline < 0 ? cursor.text.length : newline;
			const raw = cursor.text.slice(cursor.at, end);
			const line = heredoc.stripTabs ? raw.replace(/^\t+/, '') : raw;
			cursor.at = Math.min(end + 1, cursor.text.length);
			closed = line === heredoc.delimiter;
			if (!closed) {
				lines.push(line);
				bodyEnd = end;
			}
		}
		const body = lines.join('\n');
		heredoc.take(body);
		if (!heredoc.literal && /[`$]/.test(body)) {
			commands.push(...cursor.readBody(cursor, start, bodyEnd));
		}
	}
	return commands;
}

import type { Command } from './reading.ts';
import type { Draft } from './shDraft.ts';
import type { ShCursor } from './shCursor.ts';
import { readWord } from './shWord.ts';

const operator = /(?:\d+|\{\w+\})?(?:<<<|<<-?|<>|<&|>&|&>>|&>|>>|>\||<|>|\^)/y;
const placeholder = /<[A-Za-z][\w .:|-]*>(?=[\s"')]|$)/y;

/**
 * Reads a redirection at the cursor (POSIX shell 2.7): its operator and target are no words of the command. `false`
 * where there is none. `<name>` as manuals write it for "put yours here" is left as a word.
 */
export function readRedirect(cursor: ShCursor, draft: Draft): boolean {
	const { text } = cursor;
	const start = cursor.at;
	placeholder.lastIndex = start;
	const shown = placeholder.exec(text);
	if (shown !== null) {
		cursor.at = placeholder.lastIndex;
		draft.words.push({ text: shown[0], start, end: cursor.at, quoted: true });
		return true;
	}
	operator.lastIndex = start;
	const found = operator.exec(text)?.[0];
	if (found === undefined || found === '^') {
		return false;
	}
	const kind = found.replace(/^(?:\d+|\{\w+\})/, '');
	if ((kind === '<' || kind === '>') && text[start + found.length] === '(' && cursor.dialect !== 'fish') {
		return false;
	}
	cursor.at += found.length;
	while (text[cursor.at] === ' ' || text[cursor.at] === '\t') {
		cursor.at += 1;
	}
	const from = cursor.at;
	const [target] = readWord(cursor);
	if (target?.inner !== undefined) {
		draft.inner.push(...target.inner);
	}
	if (kind === '<') {
		draft.fromFile = target?.text ?? '';
	} else if (kind === '<<<') {
		draft.input = target?.text;
	} else if (kind === '<<' || kind === '<<-') {
		cursor.plain = false;
		const literal = target?.quoted === true || text.slice(from, cursor.at).includes('\\');
		cursor.heredocs.push({
			delimiter: target?.text ?? '',
			stripTabs: kind === '<<-',
			literal,
			take: (body) => {
				draft.input = body;
			},
		});
	}
	return true;
}

/** At the start of a line: takes the bodies of the here-documents that were begun on the line before. */
export function readHeredocs(cursor: ShCursor): readonly Command[] {
	const commands: Command[] = [];
	for (const heredoc of cursor.heredocs.splice(0)) {
		const lines: string[] = [];
		let closed = false;
		while (cursor.at < cursor.text.length && !closed) {
			const newline = cursor.text.indexOf('\n', cursor.at);
			const end = newline < 0 ? cursor.text.length : newline;
			const raw = cursor.text.slice(cursor.at, end);
			const line = heredoc.stripTabs ? raw.replace(/^\t+/, '') : raw;
			cursor.at = Math.min(end + 1, cursor.text.length);
			closed = line === heredoc.delimiter;
			if (!closed) {
				lines.push(line);
			}
		}
		const body = lines.join('\n');
		heredoc.take(body);
		if (!heredoc.literal && /[`$]/.test(body)) {
			commands.push(...substitutionsOf(cursor, body));
		}
	}
	return commands;
}

/** The commands that an unquoted here-document runs while it is expanded. */
function substitutionsOf(cursor: ShCursor, body: string): readonly Command[] {
	const quoted = `: "${body.replaceAll('"', '\\"')}"`;
	return cursor.readApart(cursor, quoted).filter((command) => command.words[0]?.text !== ':');
}

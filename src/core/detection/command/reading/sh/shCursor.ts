import type { Command, ReadProblem } from '../reading.ts';
import type { Room } from '../room.ts';

/** The shells that are read alike; zsh and fish where their syntax differs. */
export type ShDialect = 'sh' | 'zsh' | 'fish';

/** A here-document whose body has yet to come. */
export interface Heredoc {
	readonly delimiter: string;
	readonly stripTabs: boolean;
	/** Its delimiter is quoted, so nothing in the body is expanded. */
	readonly literal: boolean;
	readonly take: (body: string) => void;
}

/** Where the reader is in the text, and what it has learnt on the way. */
export interface ShCursor {
	readonly text: string;
	readonly dialect: ShDialect;
	/** Values of variables set on the line; several where a loop goes through a list. */
	readonly variables: Map<string, readonly string[]>;
	/** The elements of arrays set on the line, and what `set --` gave as `@` with the function's name. */
	readonly lists: Map<string, readonly string[]>;
	readonly room: Room;
	/** Here-documents that begin behind the current line. */
	readonly heredocs: Heredoc[];
	at: number;
	depth: number;
	/** The function whose body is being read. */
	definedIn: string | undefined;
	/** Its structure is beyond doubt so far: all but `case`, zsh's short loops and fish. */
	plain: boolean;
	problem: ReadProblem | undefined;
	/** Reads the commands up to and over `close`, or to the end of the text. */
	readonly readList: (cursor: ShCursor, close: '' | ')') => readonly Command[];
	/** The text is one of its own, so that offsets are not those of the line. */
	readonly apart: boolean | undefined;
	/** Reads a text of its own, as that of backticks, with the variables known here. */
	readonly readApart: (cursor: ShCursor, text: string) => readonly Command[];
	/** The commands of substitutions in the body of a here-document, which stands between two offsets. */
	readonly readBody: (cursor: ShCursor, start: number, end: number) => readonly Command[];
}

/**
 * Skips a balanced `(…)` that holds no commands and returns it: arithmetic, a pattern, an array's list.
 */
export function skipParenthesis(cursor: ShCursor): string {
	const { text } = cursor;
	const start = cursor.at;
	let depth = 0;
	let quote = '';
	while (cursor.at < text.length) {
		const character = text.charAt(cursor.at);
		cursor.at += 1;
		if (quote !== '') {
			quote = character === quote ? '' : quote;
		} else if (character === "'" || character === '"') {
			quote = character;
		} else if (character === '\\') {
			cursor.at += 1;
		} else if (character === '(') {
			depth += 1;
		} else if (character === ')') {
			depth -= 1;
			if (depth === 0) {
				return text.slice(start, cursor.at);
			}
		}
	}
	cursor.problem ??= 'unfinishedBlock';
	return text.slice(start);
}

/** Reads `` `…` ``, in which a backslash quotes only `$`, `` ` `` and itself. */
export function readBackticks(cursor: ShCursor): readonly Command[] {
	const { text } = cursor;
	let end = cursor.at + 1;
	while (end < text.length && text[end] !== '`') {
		end += text[end] === '\\' ? 2 : 1;
	}
	if (end >= text.length) {
		cursor.problem ??= 'unfinishedQuote';
	}
	const body = text.slice(cursor.at + 1, end).replaceAll(/\\([$`\\])/g, '$1');
	cursor.at = Math.min(end + 1, text.length);
	return cursor.readApart(cursor, body);
}

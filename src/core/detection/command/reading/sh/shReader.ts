import type { Reading } from '../reading.ts';
import { roomOfLine } from '../room.ts';
import type { ShCursor, ShDialect } from './shCursor.ts';
import { readList } from './shList.ts';
import { substitutionsIn } from './shQuotes.ts';

/** What is known before a text is read. */
type Outside = Pick<ShCursor, 'variables' | 'lists' | 'room' | 'depth' | 'apart'>;

/**
 * Reads a command line of the sh family or fish: POSIX shell 2.10, the Bash and zsh additions, and pieces of scripts
 * that lack their other half (`if x; then`). It never fails: what it can't make out is said in `problem`.
 */
export function readShell(text: string, dialect: ShDialect): Reading {
	const cursor = newCursor(text, dialect, {
		variables: new Map(),
		lists: new Map(),
		room: roomOfLine(),
		depth: 0,
		apart: undefined,
	});
	const commands = readList(cursor, '');
	return { commands, plain: cursor.plain, problem: cursor.problem };
}

function newCursor(text: string, dialect: ShDialect, outside: Outside): ShCursor {
	const within = (outer: ShCursor, inner: string, isApart: boolean | undefined): ShCursor =>
		newCursor(inner, dialect, { ...outside, depth: outer.depth + 1, apart: isApart });
	return {
		...outside,
		text,
		dialect,
		heredocs: [],
		at: 0,
		definedIn: undefined,
		plain: true,
		problem: undefined,
		readList,
		readApart: (outer, inner) => {
			const cursor = within(outer, inner, true);
			const commands = readList(cursor, '');
			outer.problem ??= cursor.problem;
			return commands;
		},
		readBody: (outer, start, end) => {
			const cursor = within(outer, outer.text.slice(0, end), outer.apart);
			cursor.at = start;
			const commands = substitutionsIn(cursor);
			outer.problem ??= cursor.problem;
			return commands;
		},
	};
}

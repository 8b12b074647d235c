import type { Reading } from './reading.ts';
import type { ShCursor, ShDialect } from './shCursor.ts';
import { readList } from './shList.ts';

/**
 * Reads a command line of the sh family or fish: POSIX shell 2.10, the Bash and zsh additions, and pieces of scripts
 * that lack their other half (`if x; then`). It never fails: what it can't make out is said in `problem`.
 */
export function readShell(
	text: string,
	dialect: ShDialect,
	outside: Pick<ShCursor, 'variables' | 'lists' | 'depth'> = {
		variables: new Map(),
		lists: new Map(),
		depth: 0,
	},
): Reading {
	const cursor: ShCursor = {
		text,
		dialect,
		variables: outside.variables,
		lists: outside.lists,
		heredocs: [],
		at: 0,
		depth: outside.depth,
		definedIn: undefined,
		plain: true,
		problem: undefined,
		readList,
		readApart: (outer, inner) => {
			const reading = readShell(inner, dialect, { ...outer, depth: outer.depth + 1 });
			outer.problem ??= reading.problem;
			return reading.commands.map((command) => ({ ...command, apart: true }));
		},
	};
	const commands = readList(cursor, '');
	return { commands, plain: cursor.plain, problem: cursor.problem };
}

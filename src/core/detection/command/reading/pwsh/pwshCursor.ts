import type { Command, ReadProblem } from '../reading.ts';
import type { Draft } from '../commandDraft.ts';

/** Where the reader is in the text, and what it has learnt on the way. */
export interface PwshCursor {
	readonly text: string;
	/** Values of variables set on the line, by lower-case name; several where one is a list or goes through it. */
	readonly variables: Map<string, readonly string[]>;
	/** Lists and tables set on the line, as the words that splatting makes of them. */
	readonly lists: Map<string, readonly string[]>;
	at: number;
	depth: number;
	definedIn: string | undefined;
	plain: boolean;
	problem: ReadProblem | undefined;
	readonly readList: (cursor: PwshCursor, close: '' | ')' | '}') => readonly Command[];
}

/** A list of statements while it is read. */
export interface PwshList {
	readonly cursor: PwshCursor;
	readonly commands: Command[];
	draft: Draft;
	/** `&` or `.` stands in front: what follows is a command, even in quotes. */
	called: boolean;
	/** A function's body comes next. */
	functionAhead: string | undefined;
}

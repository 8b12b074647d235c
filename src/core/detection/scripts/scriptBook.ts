import type { ShellKind } from '../signal.ts';

/** What runs scripts by name, or as files. */
export type ScriptTool = 'npm' | 'make' | 'just' | 'task' | 'deno' | 'compose' | 'shell';

/** A named list of command lines. */
export interface Script {
	readonly lines: readonly ScriptLine[];
	/** Scripts of the same file that run before it. */
	readonly before: readonly string[];
	/** Scripts of the same file that run behind it. */
	readonly after: readonly string[];
	/** The file in which it stands, where that is another one that the book's file takes in. */
	readonly file?: string | undefined;
}

export interface ScriptLine {
	readonly text: string;
	/** Where it stands in the file, from 1. */
	readonly line: number;
}

/** The scripts of one file. */
export interface ScriptBook {
	/** The file as it is shown to people. */
	readonly file: string;
	readonly tool: ScriptTool;
	readonly shell: ShellKind;
	readonly scripts: ReadonlyMap<string, Script>;
	/** What runs where none is named. */
	readonly first: string | undefined;
}

import type { ShellKind } from './signal.ts';
import type { ProgramFacts } from './programIdentity.ts';
import type { Profile } from './profile.ts';
import type { ScriptBook, ScriptTool } from './scripts/scriptBook.ts';

/** What this machine knows beyond a command line, collected before the line is interpreted. */
export interface CommandFacts {
	/** What a program's name or path, as the line has it, stands for here. */
	readonly programs: ReadonlyMap<string, ProgramFacts>;
	/** What the shell's start-up files define. */
	readonly profile: Profile;
	/** Scripts by what asked for them: the keys are those of `Questions`. */
	readonly books: ReadonlyMap<string, ScriptBook>;
}

/** What has to be looked up before a line can be interpreted whole. */
export interface Questions {
	/** Programs as the line names them. */
	readonly programs: Set<string>;
	/** Files with scripts, by a key of their own. */
	readonly books: Map<string, BookQuestion>;
	readonly shell: ShellKind;
}

/** Asks for the scripts that a tool would find. */
export interface BookQuestion {
	readonly tool: ScriptTool;
	/** The folder that the tool is told to work in, as the line has it; the current one where it is `undefined`. */
	readonly folder: string | undefined;
	/** The file that it is told to read. */
	readonly file: string | undefined;
}

export const noFacts: CommandFacts = {
	programs: new Map(),
	profile: { aliases: new Map(), functions: new Map(), folders: { first: [], last: [] }, sources: [] },
	books: new Map(),
};

/** The key under which a book is asked for and answered. */
export function bookKey({ tool, folder, file }: BookQuestion): string {
	return [tool, folder ?? '', file ?? ''].join('\0');
}

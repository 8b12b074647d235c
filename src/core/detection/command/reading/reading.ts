/** Stands in a word's text for what only running the line could tell: `$HOME/bin/x` reads `\0/bin/x`. */
export const unknownText = '\0';

/** One word of a command line after the shell's quoting was undone. Offsets are UTF-16 code units of the text read. */
export interface Word {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	/** Any part of it was quoted or escaped, so it is no keyword and no glob. */
	readonly quoted: boolean;
	/** The commands of substitutions inside it, in order. */
	readonly inner?: readonly Command[] | undefined;
	/** Where in its text parameters of the shell or function stand, each as `unknownText`. */
	readonly parameters?: readonly Parameter[] | undefined;
	/** It stands for a file that holds what its commands print, `<(…)`; its text is what that is. */
	readonly fed?: boolean | undefined;
	/** The other values it takes: in a loop over a list, the rest of the list. */
	readonly others?: readonly string[] | undefined;
}

/** `$1`, `"$@"` or `"${@:2}"`, whose value is known where the shell or function is called. */
export interface Parameter {
	/** The offset in the word's text. */
	readonly at: number;
	/** The first parameter that it stands for, counted from 1; `$0` is 0. */
	readonly from: number;
	/** It stands for all others behind as well. */
	readonly all: boolean;
}

/** One simple command: what a shell starts with one name and its arguments. */
export interface Command {
	readonly words: readonly Word[];
	/** Variables set in front of it. */
	readonly assignments: readonly Word[];
	/** The text that a here-document or here-string feeds to it. */
	readonly input?: string | undefined;
	/** The command whose output it reads. */
	readonly pipedFrom?: Command | undefined;
	/** Its input comes from a file. */
	readonly fromFile?: string | undefined;
	/** The substitutions that feed its input or stand among its words, in order. */
	readonly inner?: readonly Command[] | undefined;
	/** The function whose body it stands in; it runs when that is called. */
	readonly definedIn?: string | undefined;
	/** It was read from a text of its own, so its offsets are not those of the line. */
	readonly apart?: boolean | undefined;
}

/** What kept a line from being read whole. */
export type ReadProblem =
	| 'unfinishedQuote'
	| 'unfinishedBlock'
	| 'tooDeep'
	| 'tooLong'
	| 'grammarNotLoaded'
	| 'syntax';

/** A command line as the shell would see it: its commands in the order in which they appear, nested ones included. */
export interface Reading {
	readonly commands: readonly Command[];
	readonly problem?: ReadProblem | undefined;
	/** Its structure is beyond doubt: a test holds that the grammar sees the same commands, so it need not be asked. */
	readonly plain: boolean;
}

import type { Command } from './reading.ts';

/** Marks where an unquoted variable's value falls into several words. */
export const splitMark = '\u0001';

/** A shell word while its parts come in. */
export interface WordDraft {
	text: string;
	readonly start: number;
	quoted: boolean;
	inner: Command[] | undefined;
	others: readonly string[] | undefined;
	split: boolean;
}

import type { Command, Parameter } from './reading.ts';

/** Marks where an unquoted variable's value falls into several words. */
export const splitMark = '\u0001';

/** A shell word while its parts come in. */
export interface WordDraft {
	text: string;
	readonly start: number;
	quoted: boolean;
	inner: Command[] | undefined;
	others: readonly string[] | undefined;
	parameters: readonly Parameter[] | undefined;
	fed: boolean;
	split: boolean;
}

/** A word that begins at an offset. */
export function newWordDraft(start: number): WordDraft {
	return {
		text: '',
		start,
		quoted: false,
		inner: undefined,
		others: undefined,
		parameters: undefined,
		fed: false,
		split: false,
	};
}

import type { Command, Word } from './reading.ts';

/** A command while its words come in; afterwards only a here-document's body is added. */
export interface Draft extends Command {
	readonly words: Word[];
	readonly assignments: Word[];
	readonly inner: Command[];
	input: string | undefined;
	fromFile: string | undefined;
	pipedFrom: Command | undefined;
	definedIn: string | undefined;
	apart: boolean | undefined;
}

/** A command without words. */
export function newDraft(): Draft {
	return {
		words: [],
		assignments: [],
		inner: [],
		input: undefined,
		fromFile: undefined,
		pipedFrom: undefined,
		definedIn: undefined,
		apart: undefined,
	};
}

import type { ShellKind } from '../../core/detection/signal.ts';
import type { SyntaxRange } from '../../core/detection/syntax.ts';

/** What is asked of the process that reads with the grammars. */
export interface GrammarQuestion {
	readonly id: number;
	readonly shell: ShellKind;
	readonly text: string;
}

/** What it says: where commands begin in the text; nothing where the grammars could not be loaded. */
export interface GrammarAnswer {
	readonly id: number;
	readonly tree?: { readonly hasError: boolean; readonly ranges: readonly SyntaxRange[] };
}

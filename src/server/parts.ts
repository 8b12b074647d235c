import type { Assistant } from '../core/catalog/assistant.ts';
import type { ShellGrammars } from '../core/detection/syntax.ts';
import type { Cryptography } from '../core/policy/trust/cryptography.ts';

/** What the server needs of the machine, so that tests give it theirs. */
export interface ServerParts {
	readonly builtInCatalog: readonly Assistant[];
	readonly cryptography: Cryptography;
	readonly loadGrammars: (folder: string) => Promise<ShellGrammars>;
	/** How long a file or a folder may keep a scan waiting, in milliseconds. */
	readonly patience: number;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** The text of a file on the disk, where it is one that can be read, and its bytes are wanted. */
	readonly readTextFile: (
		file: string,
		isWanted?: (bytes: Uint8Array) => boolean,
	) => Promise<string | undefined>;
	readonly walkTree: (
		top: string,
		isWanted: (path: string) => boolean,
		options: { readonly signal: AbortSignal; readonly milliseconds?: number },
	) => AsyncGenerator<
		{ readonly file: string; readonly path: string },
		'whole' | 'limit' | 'cancelled' | 'late'
	>;
}

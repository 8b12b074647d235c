/** A node of a syntax tree; offsets are UTF-16 code units. */
export interface SyntaxRange {
	readonly type: string;
	readonly startIndex: number;
	readonly endIndex: number;
}

/** The part of a tree-sitter syntax tree's root that the detectors read. */
export interface SyntaxNode {
	/** Some part of the text is not understood. */
	readonly hasError: boolean;
	/** All nodes of these types, in the order of the text. */
	readonly descendantsOfType: (types: readonly string[]) => readonly (SyntaxRange | null)[];
}

/**
 * Calls `read` with the root of the parsed `text` and frees the tree afterwards, which is why no node may be kept.
 * Declared here, implemented over WebAssembly outside the core.
 */
export type ParseText = <T>(text: string, read: (root: SyntaxNode) => T) => T;

/** The grammars that command lines are read with: bash for the sh family, PowerShell. */
export interface ShellGrammars {
	readonly bash: ParseText;
	readonly powershell: ParseText;
}

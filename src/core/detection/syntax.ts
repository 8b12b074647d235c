/** The part of a tree-sitter syntax node that detectors read; offsets are UTF-16 code units. */
export interface SyntaxNode {
	readonly type: string;
	readonly text: string;
	readonly startIndex: number;
	readonly endIndex: number;
	readonly isNamed: boolean;
	readonly hasError: boolean;
	readonly isMissing: boolean;
	readonly namedChildren: readonly (SyntaxNode | null)[];
	readonly children: readonly (SyntaxNode | null)[];
	childForFieldName(name: string): SyntaxNode | null;
}

/**
 * Calls `read` with the root of the parsed `text` and frees the tree afterwards, which is why no node may be kept.
 * Declared here, implemented over WebAssembly outside the core.
 */
export type ParseText = <T>(text: string, read: (root: SyntaxNode) => T) => T;

/** The grammars that command lines are read with: bash for the sh family and fish, PowerShell. */
export interface ShellGrammars {
	readonly bash: ParseText;
	readonly powershell: ParseText;
}

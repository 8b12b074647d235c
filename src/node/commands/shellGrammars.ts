import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import type { ParseText, ShellGrammars, SyntaxNode } from '../../core/detection/syntax.ts';

/**
 * What a folder of grammars holds: files of the package `@vscode/tree-sitter-wasm`, and the names under which they lie
 * beside a program that was bundled. The runtime is renamed because a `.js` file may count as an ES module there.
 */
export const shellGrammarFiles = [
	{ from: 'wasm/tree-sitter.js', to: 'tree-sitter.cjs' },
	{ from: 'wasm/tree-sitter.wasm', to: 'tree-sitter.wasm' },
	{ from: 'wasm/tree-sitter-bash.wasm', to: 'tree-sitter-bash.wasm' },
	{ from: 'wasm/tree-sitter-powershell.wasm', to: 'tree-sitter-powershell.wasm' },
] as const;

const loaded = new Map<string, Promise<ShellGrammars>>();

/**
 * Loads the grammars that command lines are read with from `folder`, which holds `shellGrammarFiles` or is the `wasm`
 * folder of the package itself. Once for each folder; a failure is not kept, so the next call tries again.
 */
export async function loadShellGrammars({ folder }: { readonly folder: string }): Promise<ShellGrammars> {
	const before = loaded.get(folder);
	if (before !== undefined) {
		return before;
	}
	const loading = load(path.resolve(folder));
	loaded.set(folder, loading);
	try {
		return await loading;
	} catch (error) {
		loaded.delete(folder);
		throw error;
	}
}

/**
 * Keeps V8 from compiling the grammars a second time, optimised, which was seen to take up to 2.2 GB within the first some
 * hundred lines; without, the same lines take 130 MB. It holds for all WebAssembly that this process compiles later, so it
 * is for processes of our own only. Both flags are needed (seen: Node 24, where `--liftoff-only` has no effect once the
 * process runs).
 */
export function leaveGrammarsUnoptimised(): void {
	setFlagsFromString('--no-wasm-dynamic-tiering');
	setFlagsFromString('--no-wasm-tier-up');
}

async function load(folder: string): Promise<ShellGrammars> {
	const runtime = path.join(
		folder,
		existsSync(path.join(folder, 'tree-sitter.cjs')) ? 'tree-sitter.cjs' : 'tree-sitter.js',
	);
	const { Language, Parser } = createRequire(runtime)(runtime) as typeof TreeSitter;
	const [bash, powershell] = await Promise.all([
		readFile(path.join(folder, 'tree-sitter-bash.wasm')),
		readFile(path.join(folder, 'tree-sitter-powershell.wasm')),
		Parser.init({ locateFile: (name: string) => path.join(folder, name) }),
	]);
	const parserOf = async (grammar: Uint8Array): Promise<ParseText> => {
		const parser = new Parser();
		parser.setLanguage(await Language.load(grammar));
		return (text, read) => {
			const tree = parser.parse(text);
			if (tree === null) {
				throw new Error('the grammar was given no language');
			}
			try {
				return read(syntaxNode(tree.rootNode));
			} finally {
				tree.delete();
			}
		};
	};
	return { bash: await parserOf(bash), powershell: await parserOf(powershell) };
}

/** The root as the core knows it. */
function syntaxNode(node: TreeSitter.Node): SyntaxNode {
	return {
		hasError: node.hasError,
		descendantsOfType: (types) => node.descendantsOfType([...types]),
	};
}

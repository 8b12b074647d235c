import path from 'node:path';
import { leaveGrammarsUnoptimised, loadShellGrammars } from '../../src/node/commands/shellGrammars.ts';

leaveGrammarsUnoptimised();

/** The grammars of the installed package. */
export const shellGrammars = loadShellGrammars({
	folder: path.resolve(import.meta.dirname, '../../node_modules/@vscode/tree-sitter-wasm/wasm'),
});

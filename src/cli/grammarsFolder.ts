import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the shell grammars lie: beside the bundled program, or in their package when it runs from its sources. */
export function grammarsFolder(): string {
	const beside = join(import.meta.dirname, 'grammars');
	return existsSync(beside)
		? beside
		: join(
				dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json')),
				'wasm',
			);
}

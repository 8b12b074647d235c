import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadShellGrammars, shellGrammarFiles } from '../../../../src/node/commands/shellGrammars.ts';

const installed = path.resolve(import.meta.dirname, '../../../../node_modules/@vscode/tree-sitter-wasm');

describe('loadShellGrammars', () => {
	let folder = '';

	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'grammars-'));
	});

	afterEach(async () => {
		await rm(folder, { recursive: true, force: true });
	});

	it('loads from a folder that holds the listed files and nothing else, once', async () => {
		await assert.rejects(loadShellGrammars({ folder }));
		for (const { from, to } of shellGrammarFiles) {
			await cp(path.join(installed, from), path.join(folder, to));
		}
		const grammars = await loadShellGrammars({ folder });
		assert.equal(
			grammars.bash('claude -p hi | cat', (tree) => tree.hasError),
			false,
		);
		assert.equal(
			grammars.bash('if true; then (', (tree) => tree.hasError),
			true,
		);
		assert.deepEqual(
			grammars.powershell('& claude -p; ls', (tree) =>
				tree.descendantsOfType(['command_name']).map((node) => node?.startIndex),
			),
			[2, 13],
		);
		assert.equal(await loadShellGrammars({ folder }), grammars);
	});
});

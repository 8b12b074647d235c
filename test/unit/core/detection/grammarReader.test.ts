import assert from 'node:assert/strict';
import { readByGrammar } from '../../../../src/core/detection/command/reading/grammarReader.ts';
import { readText } from '../../../../src/core/detection/command/reading/readText.ts';
import type { Reading } from '../../../../src/core/detection/command/reading/reading.ts';
import type { ShellGrammars } from '../../../../src/core/detection/syntax.ts';
import { shellGrammars } from '../../../support/shellGrammars.ts';
import { commandCases } from './commandCases.ts';

describe('readByGrammar', () => {
	let grammars: ShellGrammars;

	before(async () => {
		grammars = await shellGrammars;
	});

	it('finds in every case the commands that the own reading found', () => {
		let understood = 0;
		for (const { shell, cases } of commandCases) {
			for (const [line] of cases) {
				const own = readText(line, shell);
				const judged = readByGrammar(line, shell, own, grammars);
				understood += judged === own ? 0 : 1;
				assert.deepEqual(textsOf(judged), textsOf(own), line);
			}
		}
		assert.ok(understood > 200, `the grammars understood ${understood} lines`);
	});

	it('drops what the grammar knows to be no command, and adds what was overlooked', () => {
		const line = 'ls; if claude; then :; fi';
		const own = readText(line, 'bash');
		const [first, ...others] = own.commands;
		assert.ok(first !== undefined);
		assert.deepEqual(textsOf(readByGrammar(line, 'bash', { ...own, commands: [first] }, grammars)), [
			'ls',
			'claude',
			':',
		]);
		const bogus = { words: [{ text: 'codex', start: 4, end: 6, quoted: false }], assignments: [] };
		assert.deepEqual(
			textsOf(readByGrammar(line, 'bash', { ...own, commands: [first, bogus, ...others] }, grammars)),
			['ls', 'claude', ':'],
		);
	});

	it('leaves the own reading alone where the grammar does not understand the text', () => {
		const line = 'interactive) exec kiro-cli ;;';
		const own = readText(line, 'bash');
		assert.equal(readByGrammar(line, 'bash', own, grammars), own);
	});
});

function textsOf({ commands }: Reading): readonly string[] {
	return commands.flatMap(({ words }) =>
		words.length === 0 ? [] : [words.map(({ text }) => text).join(' ')],
	);
}

import assert from 'node:assert/strict';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { mayRunAssistant } from '../../../../src/core/detection/command/firstLook.ts';
import { detect } from '../../../../src/core/detection/detect.ts';
import type { ShellKind } from '../../../../src/core/detection/signal.ts';
import type { ShellGrammars } from '../../../../src/core/detection/syntax.ts';
import { shellGrammars } from '../../../support/shellGrammars.ts';
import { commandCases } from './commandCases.ts';
import { foundOn, shippedCatalog } from './describeFindings.ts';

describe('detectCommand', () => {
	let grammars: ShellGrammars;

	before(async () => {
		grammars = await shellGrammars;
	});

	function check(line: string, shell: ShellKind, found: string): void {
		it(`${shell}: ${JSON.stringify(line)} is ${found}`, () => {
			assert.equal(foundOn(line, shell, grammars), found);
		});
	}

	for (const { title, shell, cases } of commandCases) {
		describe(title, () => {
			for (const [line, found] of cases) {
				check(line, shell, found);
			}
		});
	}

	it('finds the same before the grammars are loaded, and says where structure was left to guess', () => {
		const line = 'case x in *) claude ;; esac';
		const before = detect(shippedCatalog, { kind: 'command', shell: 'bash', text: line });
		assert.deepEqual(
			before.map(({ assistant, use, unreadable }) => [assistant, use, unreadable]),
			[['claude-code', 'run', 'grammarNotLoaded']],
		);
		assert.equal(foundOn(line, 'bash', grammars), 'run claude-code');
		assert.equal(foundOn('claude -p hi', 'bash'), 'run claude-code');
	});

	it('points at the word that gave the assistant away, in the outermost text', () => {
		const text = `ssh host 'cd x && claude -p'`;
		const [finding] = detect(shippedCatalog, { kind: 'command', shell: 'bash', text }, grammars);
		const [start, end] = finding?.evidence[0]?.range ?? [0, 0];
		assert.equal(text.slice(start, end), `'cd x && claude -p'`);
	});

	it('takes fingerprints of a policy as it takes those of the catalog', () => {
		const own = indexCatalog([
			{
				id: 'rule-x',
				name: 'X',
				vendor: 'X',
				kinds: [],
				commands: ['xtool'],
				packages: { npm: ['@x/tool'] },
			},
		]);
		const found = (text: string) =>
			detect(own, { kind: 'command', shell: 'bash', text }, grammars).map(
				({ assistant, use }) => `${use} ${assistant}`,
			);
		assert.deepEqual(found('sudo xtool'), ['run rule-x']);
		assert.deepEqual(found('npm i -g @x/tool@1'), ['install rule-x']);
		assert.deepEqual(found('claude'), []);
	});

	it('says that a text was too long to be read whole', () => {
		const line = `claude ${'x'.repeat(70_000)}`;
		assert.equal(foundOn(line, 'bash', grammars), 'run claude-code unreadable');
		assert.equal(
			foundOn(`echo ${'x '.repeat(40_000)} ; claude`, 'bash', grammars),
			'run unknown possible unreadable',
		);
		assert.equal(foundOn(`echo ${'x '.repeat(40_000)}`, 'bash', grammars), 'nothing');
	});
});

describe('mayRunAssistant', () => {
	const table: readonly [line: string, answer: boolean][] = [
		['ls -la src', false],
		['git commit -m "fix the parser"', false],
		['grep -q pattern file.txt', false],
		['for f in *.txt; do wc -l "$f"; done', false],
		['claude', true],
		['cl"au"de', true],
		['cl\\aude', true],
		['cl^aude', true],
		['cl`aude', true],
		["$'\\x63laude'", true],
		['$a$b', true],
		['sudo ${a}aude', true],
		['/usr/bin/cl?ude', true],
		['powershell -enc AAAA', true],
		['npm i -g @openai/codex', true],
		['q chat', true],
		['C:\\Users\\x\\claude.exe', true],
	];
	for (const [line, answer] of table) {
		it(`${JSON.stringify(line)}: ${answer ? 'look closer' : 'surely nothing'}`, () => {
			assert.equal(mayRunAssistant(shippedCatalog, line), answer);
		});
	}

	it('never clears a line on which something is found', () => {
		for (const { cases } of commandCases) {
			for (const [line, found] of cases) {
				assert.ok(found === 'nothing' || mayRunAssistant(shippedCatalog, line), line);
			}
		}
	});
});

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CliRun, runCli } from '../../support/runCli.ts';
import { exampleText } from '../../support/policies.ts';

interface Problem {
	readonly line: number;
	readonly severity: string;
	readonly code: string;
	readonly message: string;
}

describe('assistant-policy validate', () => {
	let top: string;

	before(() => {
		top = mkdtempSync(path.join(tmpdir(), 'approved-assistants-validate-'));
	});

	after(() => rmSync(top, { recursive: true, force: true }));

	/** The example with something changed, and what is said of it, at the line where it stands. */
	async function problemsOf(change: (text: string) => string): Promise<readonly Problem[]> {
		const text = change(exampleText);
		assert.notEqual(text, exampleText);
		writeFileSync(path.join(top, 'policy.json'), text);
		const { out } = await validate('--json');
		return JSON.parse(out) as readonly Problem[];
	}

	async function validate(...words: string[]): Promise<CliRun> {
		return await runCli(['validate', 'policy.json', ...words], { cwd: top });
	}

	it('says what the schema cannot see, where it stands', async () => {
		const far = '"from": "2126-01-01"';
		const changes: readonly (readonly [code: string, at: string, change: (text: string) => string])[] = [
			['unknownName', 'claude-cod"', (text) => text.replace('"claude-code"]', '"claude-cod"]')],
			['duplicateId', '"no-claude-code"', (text) => text.replace('"no-codex"', '"no-claude-code"')],
			['neverMatches', '"no-codex"', (text) => text.replace('["codex"]', '["claude-code"]')],
			['phaseOrder', '"2026-07-10"', (text) => text.replace('"from": "2026-07-04"', far)],
			[
				'knownExtension',
				'"openai.chatgpt"',
				(text) =>
					text.replace(
						'["claude-code"]',
						'["claude-code"], "fingerprints": {"extensions": ["openai.chatgpt"]}',
					),
			],
			[
				'bannedReplacement',
				'"qoder"',
				(text) =>
					text.replace('"assistants": ["claude-code"]', '"assistants": ["claude-code", "qoder"]'),
			],
			['badPeriod', '"2020-07-01"', (text) => text.replaceAll('2027-07-01', '2020-07-01')],
		];
		for (const [code, at, change] of changes) {
			const found = (await problemsOf(change)).find((problem) => problem.code === code);
			assert.ok(found, code);
			const line = readFileSync(path.join(top, 'policy.json'), 'utf8').split('\n')[found.line - 1];
			assert.ok(line?.includes(at), `${code}: ${found.message} at ${line}`);
		}
	});

	it('says what was probably meant, and exits with 1 for errors and, when strict, for warnings', async () => {
		const [misspelt] = await problemsOf((text) => text.replace('"claude-code"]', '"claude-cod"]'));
		assert.match(JSON.stringify(misspelt), /claude-code/);
		assert.equal((await validate()).code, 1);
		await problemsOf((text) => text.replace('["codex"]', '["claude-code"]'));
		const mild = await validate();
		assert.deepEqual([mild.code, (await validate('--strict')).code], [0, 1]);
		assert.match(mild.errors, /^policy\.json:\d+:\d+: warning/m);
		writeFileSync(path.join(top, 'policy.json'), exampleText);
		assert.match((await validate('--strict')).out, /no errors/);
	});
});

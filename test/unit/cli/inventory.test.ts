import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDecoyHome } from '../../../src/dev/homes/decoyHome.ts';
import { makeFullHome } from '../../../src/dev/homes/fullHome.ts';
import { runCli } from '../../support/runCli.ts';

interface Report {
	readonly findings: readonly {
		readonly assistant: string | null;
		readonly use: string;
		readonly what: string;
		readonly decision?: { readonly action: string; readonly rule: string | null };
	}[];
}

const policy = join(import.meta.dirname, '../../../policy/examples/staged.json');

describe('assistant-policy inventory', function () {
	this.timeout(30_000);
	let cwd: string;

	before(() => {
		cwd = mkdtempSync(join(tmpdir(), 'approved-assistants-cli-'));
		makeFullHome(join(cwd, 'full'));
		makeDecoyHome(join(cwd, 'decoys'));
	});
	after(() => rmSync(cwd, { recursive: true, force: true }));

	it('prints tables for people', async () => {
		const { code, out, errors } = await runCli(['inventory', '--home', 'full'], { cwd });
		assert.equal(errors, '');
		assert.equal(code, 0);
		for (const text of [
			/^Editors$/m,
			/Visual Studio Code - Insiders +\d+ extensions +~\/\.vscode-insiders\/extensions$/m,
			/^ {2}Codex +command codex npm @openai\/codex 1\.0\.0 .*~\/\.npm-global\/bin\/codex$/m,
			/^ {2}Claude Code +extension anthropic\.claude-code 1\.2\.3 +Visual Studio Code/m,
			/^MCP servers$/m,
		]) {
			assert.match(out, text);
		}
	});

	it('says what a policy says of each', async () => {
		const words = ['inventory', '--home', 'full', '--policy', policy, '--now', '2026-12-01', '--json'];
		const { code, out } = await runCli(words, { cwd });
		assert.equal(code, 0);
		const { findings } = JSON.parse(out) as Report;
		const claude = findings.filter(({ assistant }) => assistant === 'claude-code');
		assert.deepEqual(
			claude.map(({ what, decision }) => `${what} ${decision?.action} ${decision?.rule}`).toSorted(),
			['extension block no-anthropic', 'program block no-anthropic'],
		);
	});

	it('decides nothing of what is left over', async () => {
		const { out } = await runCli(['inventory', '--home', 'decoys', '--policy', policy, '--json'], {
			cwd,
		});
		const { findings } = JSON.parse(out) as Report;
		assert.ok(findings.length > 5);
		assert.ok(findings.every(({ use, decision }) => use === 'leftover' && decision?.action === 'allow'));
	});

	it('prints signals that decide reads', async () => {
		const { out } = await runCli(['inventory', '--home', 'full', '--signals'], { cwd });
		const decided = await runCli(['decide', '--policy', policy, '--now', '2026-12-01'], {
			cwd,
			input: out,
		});
		const lines = decided.out
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Record<string, unknown>);
		assert.equal(lines.length, out.trim().split('\n').length);
		assert.deepEqual(
			lines.filter((line) => 'error' in line || line['assistant'] === undefined),
			[],
		);
		assert.ok(lines.some(({ assistant, action }) => assistant === 'claude-code' && action === 'block'));
	});

	it('changes nothing', async () => {
		const before = listing(join(cwd, 'full'));
		await runCli(['inventory', '--home', 'full'], { cwd });
		assert.ok(before.length > 300);
		assert.deepEqual(listing(join(cwd, 'full')), before);
	});

	it('says so when there is no such home', async () => {
		const { code, errors } = await runCli(['inventory', '--home', 'nowhere'], { cwd });
		assert.equal(code, 1);
		assert.match(errors, /There is no folder nowhere\.\n.*--home/);
	});
});

function listing(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.toSorted()
		.map((name) => {
			const stats = statSync(join(folder, name), { throwIfNoEntry: false });
			return `${name} ${stats?.mtimeMs} ${stats?.size}`;
		});
}

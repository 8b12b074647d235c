import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readDiff } from '../../../src/cli/scan/changedLines.ts';
import { openSifters } from '../../../src/cli/scan/sifters.ts';
import { indexCatalog } from '../../../src/core/catalog/catalog.ts';
import { builtInCatalog } from '../../../src/node/builtInCatalog.ts';
import { type CliRun, runCli } from '../../support/runCli.ts';
import { examplePath } from '../../support/policies.ts';

describe('assistant-policy scan', function () {
	this.timeout(30_000);
	let top: string;

	beforeEach(() => {
		top = mkdtempSync(path.join(tmpdir(), 'approved-assistants-cli-scan-'));
		write('setup.sh', 'echo\nclaude -p x\n');
		write('CLAUDE.md', '# Be nice\n');
		write('fine.sh', 'echo claude\n');
	});

	afterEach(() => rmSync(top, { recursive: true, force: true }));

	function write(name: string, text: string): void {
		mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
		writeFileSync(path.join(top, name), text);
	}

	async function scan(...words: string[]): Promise<CliRun> {
		return await runCli(['scan', '--policy', examplePath, '--now', '2026-08-01', ...words], { cwd: top });
	}

	it('says where, what, why and what instead, and exits with 1 for what is blocked', async () => {
		const { code, out } = await scan();
		assert.equal(code, 1);
		assert.match(
			out,
			/^setup\.sh:2:1: block Claude Code \(run\): not allowed at .+\. .+ Use .+ instead\.$/m,
		);
		assert.match(out, /^CLAUDE\.md:1:1: inform Claude Code \(config\)/m);
		assert.doesNotMatch(out, /fine\.sh/);
	});

	it('exits with 0 where nothing reaches what --fail-on names, and with 2 for wrong usage', async () => {
		assert.equal((await scan('CLAUDE.md', 'fine.sh')).code, 0);
		assert.equal((await scan('CLAUDE.md', '--fail-on', 'inform')).code, 1);
		assert.equal((await scan('--fail-on', 'never')).code, 0);
		assert.equal((await scan('--format', 'xml')).code, 2);
		assert.equal((await scan('nowhere')).code, 1);
		const other = await runCli(['scan', '--policy', 'missing.json'], { cwd: top });
		assert.deepEqual([other.code, other.out], [1, '']);
	});

	it('prints JSON, SARIF and annotations of the same findings', async () => {
		const json = JSON.parse((await scan('--format', 'json')).out) as {
			findings: { path: string; start: unknown }[];
		};
		assert.deepEqual(
			json.findings.map(({ path: at, start }) => [at, start]),
			[
				['CLAUDE.md', { line: 1, column: 1 }],
				['setup.sh', { line: 2, column: 1 }],
			],
		);
		const sarif = JSON.parse((await scan('--format', 'sarif')).out) as {
			version: string;
			runs: {
				results: {
					level: string;
					locations: { physicalLocation: { region: { startLine: number } } }[];
				}[];
			}[];
		};
		assert.equal(sarif.version, '2.1.0');
		assert.deepEqual(
			sarif.runs[0]?.results.map(({ level, locations }) => [
				level,
				locations[0]?.physicalLocation.region.startLine,
			]),
			[
				['note', 1],
				['error', 2],
			],
		);
		write('a,b.sh', 'claude\n');
		assert.match(
			(await scan('--format', 'github')).out,
			/^::error file=a%2Cb\.sh,line=1,endLine=1,col=1,endColumn=7,title=Claude Code::Claude Code/m,
		);
	});

	it('leaves out what the baseline knows, however lines have moved, and says what is new', async () => {
		assert.equal((await scan('--write-baseline', 'known.json')).code, 0);
		write('setup.sh', 'echo\necho\nclaude -p x\n');
		assert.equal((await scan('--baseline', 'known.json')).code, 0);
		write('setup.sh', 'claude -p x\nclaude -p y\n');
		const { code, out } = await scan('--baseline', 'known.json');
		assert.equal(code, 1);
		assert.match(out, /^setup\.sh:2:1:/m);
		assert.doesNotMatch(out, /^setup\.sh:1:1:/m);
		write('known.json', '{"format": "x"}');
		assert.match((await scan('--baseline', 'known.json')).errors, /known\.json:1:\d+/);
	});

	it('sifts in threads of their own where there are many files, with the same result', async () => {
		const paths = ['setup.sh', 'missing.sh', 'CLAUDE.md', 'fine.sh', 'plain.sh'];
		write('plain.sh', 'make\n');
		for (const fewFiles of [100, 2]) {
			const sifters = openSifters(indexCatalog(builtInCatalog), fewFiles);
			const kept = await Promise.all(
				[paths, paths.slice(2), []].map(
					async (some) => await sifters.sift({ top, prefix: '', paths: some }),
				),
			);
			assert.equal(sifters.threads(), fewFiles === 2 ? sifters.most / 4 : 0);
			await sifters.stop();
			assert.deepEqual(kept, [['setup.sh', 'CLAUDE.md', 'fine.sh'], ['CLAUDE.md', 'fine.sh'], []]);
		}
	});

	it('looks only at lines that changed', async () => {
		const git = (...words: string[]): Buffer =>
			execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], {
				cwd: top,
			});
		git('init', '-q');
		git('add', '.');
		git('commit', '-qm', 'first');
		assert.equal((await scan('--changed')).code, 0);
		write('setup.sh', 'echo\nclaude -p x\nclaude -p y\n');
		const { code, out } = await scan('--changed', 'HEAD');
		assert.equal(code, 1);
		assert.match(out, /^setup\.sh:3:1:/m);
		assert.match(out, /^1 in/m);
		assert.match((await scan('--changed', 'nothing-such')).errors, /git does not know/);
	});

	it('lets stand what the ignore file says, until its day', async () => {
		const entry = {
			assistant: 'claude-code',
			path: 'setup.sh',
			reason: 'The move is under way.',
			until: '2026-09-01',
		};
		write('.approved-assistants.json', JSON.stringify({ ignore: [entry] }));
		assert.equal((await scan()).code, 0);
		assert.equal((await scan('--now', '2026-09-01')).code, 1);
	});

	it('reads the diffs that git writes', () => {
		const diff =
			'diff --git a/x b/x\n--- a/x\n+++ b/x y\t\n@@ -1,2 +3,4 @@ f\n+a\n@@ -9 +12,0 @@\n--- a/z\n+++ /dev/null\n@@ -1 +0,0 @@\n';
		assert.deepEqual([...readDiff(diff)], [['x y', [[3, 6]]]]);
	});

	it('has examples that say what they do', () => {
		const words = readFileSync('docs/ci/pre-commit', 'utf8') + readFileSync('docs/ci/action.yml', 'utf8');
		const options = new Set(words.match(/(?<=\s)--[a-z-]+/g));
		assert.deepEqual([...options].toSorted(), ['--changed', '--fail-on', '--format', '--policy']);
	});
});

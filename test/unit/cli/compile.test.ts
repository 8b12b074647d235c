import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { targets } from '../../../src/core/compile/targets.ts';
import { goldenFolder } from '../../support/goldenPolicy.ts';
import { type CliRun, runCli } from '../../support/runCli.ts';

const policy = ['--policy', join(goldenFolder, 'policy.json'), '--now', '2026-11-22'];

describe('assistant-policy compile', function () {
	this.timeout(30_000);
	let cwd: string;

	beforeEach(() => {
		cwd = mkdtempSync(join(tmpdir(), 'approved-assistants-cli-'));
	});
	afterEach(() => rmSync(cwd, { recursive: true, force: true }));

	it('prints a format, and says beside it what it cannot say', async () => {
		const { code, out, errors } = await compile('--target', 'vscode-linux');
		assert.equal(code, 0);
		assert.equal(out, readFileSync(join(goldenFolder, 'vscode-linux/policy.json'), 'utf8'));
		assert.match(
			errors,
			/^warning: Not in it: Rule "not-in-payments" holds only for certain repositories/m,
		);
	});

	it('writes all formats into a folder', async () => {
		const { code, errors } = await compile('--all', 'native');
		assert.equal(code, 0);
		for (const { file } of targets) {
			assert.equal(
				readFileSync(join(cwd, 'native', file), 'utf8'),
				readFileSync(join(goldenFolder, file), 'utf8'),
			);
		}
		assert.match(errors, /Exemption "research" .* \(vscode-linux, /);
	});

	it('prints JSON where it is asked to, with what a format cannot say', async () => {
		const asJson = async (...words: readonly string[]): Promise<unknown> => {
			const { out, errors } = await compile(...words, '--json');
			assert.equal(errors, '');
			return JSON.parse(out) as unknown;
		};
		const { text, unexpressed, ...rest } = (await asJson('--target', 'vscode-linux')) as {
			text: string;
			unexpressed: string[];
		};
		assert.equal(text, readFileSync(join(goldenFolder, 'vscode-linux/policy.json'), 'utf8'));
		assert.ok(unexpressed.some((sentence) => sentence.startsWith('Rule "not-in-payments" holds')));
		assert.deepEqual(rest, {
			target: 'vscode-linux',
			title: 'VS Code on Linux, policy.json',
			place: '/etc/vscode/policy.json',
		});
		const all = (await asJson('--all', 'native')) as { target: string; file: string }[];
		assert.deepEqual(
			all.map(({ target, file }) => [target, file]),
			targets.map(({ id, file }) => [id, join('native', file)]),
		);
		const [check, file] = [
			['--target', 'vscode-linux', '--check', '--file'],
			'native/vscode-linux/policy.json',
		];
		assert.deepEqual(await asJson(...check, file), { ...rest, file, differences: [] });
		writeFileSync(join(cwd, file), '{}');
		const other = await compile(...check, file, '--json');
		assert.equal(other.code, 1);
		assert.match((JSON.parse(other.out) as { differences: string[] }).differences.join(), /is missing/);
	});

	it('finds a machine as it should be, and says where it is not', async () => {
		await compile('--target', 'vscode-linux', '--out', 'policy.json');
		const same = await compile('--target', 'vscode-linux', '--check', '--file', 'policy.json');
		assert.deepEqual([same.code, same.out], [0, 'policy.json says what the policy does.\n']);
		const text = readFileSync(join(cwd, 'policy.json'), 'utf8');
		writeFileSync(
			join(cwd, 'policy.json'),
			text.replace('"anthropic.claude-code": false', '"some.other": true'),
		);
		const other = await compile('--target', 'vscode-linux', '--check', '--file', 'policy.json');
		assert.equal(other.code, 1);
		assert.match(
			other.out,
			/"AllowedExtensions › anthropic\.claude-code" is missing, and should be false\./,
		);
		assert.match(other.out, /"AllowedExtensions" also says true of some\.other\./);
	});

	it('compares what Windows exports as UTF-16', async () => {
		const text = readFileSync(join(goldenFolder, 'vscode-windows/vscode.reg'), 'utf8');
		writeFileSync(join(cwd, 'export.reg'), Buffer.from(`\uFEFF${text}`, 'utf16le'));
		const { code, out } = await compile('--target', 'vscode-windows', '--check', '--file', 'export.reg');
		assert.deepEqual([code, out], [0, 'export.reg says what the policy does.\n']);
	});

	it('says that a file cannot be read as the editor reads it', async () => {
		writeFileSync(join(cwd, 'policy.json'), '{ // no comments here\n}');
		const { code, out } = await compile('--target', 'vscode-linux', '--check', '--file', 'policy.json');
		assert.equal(code, 1);
		assert.match(out, /It cannot be read as JSON/);
	});

	it('says what is missing', async () => {
		const wrong: readonly (readonly [words: readonly string[], code: number, error: RegExp])[] = [
			[[], 2, /Name a format with --target, or a folder for all of them with --all\./],
			[['--target', 'vscode'], 2, /Take one of: vscode-linux, /],
			[['--target', 'santa', '--check'], 1, /Name what was exported from it with --file\./],
			[['--target', 'codex', '--check', '--file', 'none.toml'], 1, /There is no file none\.toml/],
		];
		for (const [words, expected, error] of wrong) {
			const { code, errors } = await compile(...words);
			assert.equal(code, expected, words.join(' '));
			assert.match(errors, error);
		}
	});

	async function compile(...words: readonly string[]): Promise<CliRun> {
		return runCli(['compile', ...policy, ...words], { cwd });
	}
});

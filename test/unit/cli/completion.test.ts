import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildCli, builtCli, runCli, startCli } from '../../support/runCli.ts';

describe('assistant-policy complete', () => {
	const check = (words: readonly string[], expected: readonly string[], files = false): void => {
		it(`${words.join(' ')}|`, async () => {
			const { code, out } = await runCli(['complete', '--', ...words], { cwd: tmpdir() });
			assert.equal(code, 0);
			const lines = out.trimEnd().split('\n');
			assert.deepEqual(
				lines.slice(0, -1).map((line) => line.split('\t')[0]),
				expected,
			);
			assert.equal(lines.at(-1), files ? ':0' : ':4');
		});
	};
	check(['pub'], ['publish']);
	check(['ro'], ['rollback', 'rotate']);
	check(['publish', '--d'], ['--dir', '--dry-run']);
	check(['keygen', '--algorithm', ''], ['ES256', 'Ed25519']);
	check(['keygen', '--algorithm=Ed'], ['--algorithm=Ed25519']);
	check(['keygen', '--algorithm', '=', 'Ed'], ['Ed25519']);
	check(['keygen', '--years', ''], []);
	check(['compile', '--target', 'c'], ['claude-code', 'codex', 'copilot']);
	check(['explain', '--shell', 'bash', '--sh'], ['--shell']);
	check(['schema', ''], ['policy', 'catalog', 'cases']);
	check(['schema', 'policy', ''], []);
	check(['completion', 'z'], ['zsh']);
	check(['validate', ''], [], true);
	check(['validate', 'a.json', 'b'], [], true);
	check(['verify', '--anchor', ''], [], true);
	check(['explain', ''], []);
	check(['nonsense', '--no'], []);
});

/** What a shell calls the program with, after what was typed is completed and entered. */
describe('completion in real shells', function () {
	this.timeout(30_000);
	let folder: string;
	before(async () => {
		await buildCli();
		folder = mkdtempSync(join(tmpdir(), 'cli-completion-'));
		mkdirSync(join(folder, 'bin'));
		writeFileSync(join(folder, 'wished.json'), '');
		// Answers for real, and takes down what it is called with otherwise.
		const program = join(folder, 'bin', 'assistant-policy');
		const lines = [
			'#!/bin/sh',
			`case $1 in complete|completion) exec '${process.execPath}' '${builtCli}' "$@" ;; esac`,
			`echo "$*" >> '${join(folder, 'called')}'`,
		];
		writeFileSync(program, `${lines.join('\n')}\n`);
		chmodSync(program, 0o755);
	});
	after(() => rmSync(folder, { recursive: true }));

	const environment = (): NodeJS.ProcessEnv => ({
		...process.env,
		HOME: folder,
		ZDOTDIR: folder,
		TERM: 'dumb',
		PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
	});
	/** Types lines into a shell on a terminal of its own, and gives the words that the program was called with for each. */
	const type = (shell: string, lines: readonly string[]): readonly string[] => {
		rmSync(join(folder, 'called'), { force: true });
		spawnSync('script', ['-qec', shell, '/dev/null'], {
			cwd: folder,
			env: environment(),
			input: `${lines.join('\n')}\nexit\n`,
			encoding: 'utf8',
			timeout: 25_000,
		});
		return readFileSync(join(folder, 'called'), 'utf8').trimEnd().split('\n');
	};
	const typed = [
		'assistant-policy pub\t--dr\t',
		'assistant-policy keygen --algorithm Ed\t',
		'assistant-policy validate wis\t',
	];
	const wanted = ['publish --dry-run', 'keygen --algorithm Ed25519', 'validate wished.json'];
	const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

	it('bash completes a command, an option, a value and a file; and runs nothing of what is typed', function () {
		if (!has('bash') || !has('script')) {
			this.skip();
		}
		const setUp = 'source <(assistant-policy completion bash)';
		// Ctrl+U takes back what was only completed.
		const harm = 'assistant-policy test $(touch harm) --po\t\u0015';
		assert.deepEqual(type('bash --norc --noprofile -i', [setUp, harm, ...typed]), wanted);
		assert.equal(existsSync(join(folder, 'harm')), false);
	});

	it('zsh completes a command, an option, a value and a file', function () {
		if (!has('zsh') || !has('script')) {
			this.skip();
		}
		writeFileSync(
			join(folder, '_assistant-policy'),
			spawnSync('assistant-policy', ['completion', 'zsh'], { env: environment() }).stdout,
		);
		writeFileSync(
			join(folder, '.zshrc'),
			`fpath=('${folder}' $fpath)\nautoload -Uz compinit\ncompinit -u -d '${folder}/.zcompdump'\n`,
		);
		assert.deepEqual(type('zsh -i', typed), wanted);
	});

	it('fish completes a command, an option, a value and a file', function () {
		if (!has('fish')) {
			this.skip();
		}
		const lines = typed.map((line) => `complete -C '${line.replace(/\t.*/, '')}'`);
		const script = ['assistant-policy completion fish | source', ...lines].join('; ');
		const { stdout } = spawnSync('fish', ['--no-config', '-c', script], {
			cwd: folder,
			env: environment(),
			encoding: 'utf8',
		});
		assert.equal(stdout.replace(/\t.*$/gm, ''), 'publish\nEd25519\nwished.json\n');
	});

	it('PowerShell completes a command', function () {
		if (!has('pwsh')) {
			this.skip();
		}
		const script =
			"assistant-policy completion powershell | Out-String | Invoke-Expression; (TabExpansion2 'assistant-policy pub' 20).CompletionMatches.CompletionText";
		const { stdout } = spawnSync('pwsh', ['-NoProfile', '-Command', script], {
			cwd: folder,
			env: environment(),
			encoding: 'utf8',
		});
		assert.equal(stdout.trim(), 'publish');
	});

	it('says which shells it knows', async () => {
		const { code, errors } = await startCli(['completion', 'tcsh'], { cwd: folder });
		assert.equal(code, 2);
		assert.match(errors, /bash, zsh, fish, powershell/);
		assert.match(
			(await startCli(['completion', 'powershell'], { cwd: folder })).out,
			/Register-ArgumentCompleter/,
		);
	});
});

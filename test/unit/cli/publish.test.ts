import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrustAnchor } from '../../../src/core/policy/trust/anchor.ts';
import { verifyBundle } from '../../../src/core/policy/trust/verify.ts';
import { nodeCryptography } from '../../../src/node/signing/signature.ts';
import { type CliRun, goodRun, runCli } from '../../support/runCli.ts';
import { exampleText } from '../../support/policies.ts';

describe('assistant-policy: from nothing to a policy in force', function () {
	this.timeout(20_000);
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'cli-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	const file = (...names: string[]): string => join(folder, ...names);
	const run = async (...words: string[]): Promise<CliRun> => await runCli(words, { cwd: folder });
	const good = async (...words: string[]): Promise<string> => await goodRun(words, { cwd: folder });
	/** What an editor that trusts the anchor makes of the published bundle: its version, or a code. */
	const published = (): number | string => {
		const anchor = JSON.parse(readFileSync(file('anchor.json'), 'utf8')) as TrustAnchor;
		const judged = verifyBundle(readFileSync(file('public', 'policy.bundle.json')), {
			anchor,
			floor: undefined,
			now: Date.now(),
			cryptography: nodeCryptography,
		});
		return judged.ok ? judged.value.document.version : judged.error.code;
	};

	it('init, keygen, publish, verify, explain', async () => {
		await good(
			'init',
			'--organization',
			'Acme Ltd',
			'--approve',
			'qoder',
			'--ban',
			'claude-code,codex',
			'--from',
			'2026-01-01',
		);
		await good('keygen');
		await good('publish');
		assert.equal(published(), 1);
		assert.match(await good('verify', '--as-client'), /Accepted/);
		const explained = JSON.parse(await good('explain', '--json', 'claude')) as {
			action: string;
			rule: string;
		}[];
		assert.deepEqual(
			explained.map(({ action, rule }) => [action, rule]),
			[['block', 'no-claude-code']],
		);
	});

	it('keygen prints the anchor, and keeps private keys private', async () => {
		writeFileSync(file('policy.json'), exampleText);
		const anchor = JSON.parse(
			await good('keygen', '--json', '--source', 'https://a.example/p', '--source', '/b'),
		) as TrustAnchor;
		assert.deepEqual([anchor.organization, anchor.sources], ['acme', ['https://a.example/p', '/b']]);
		assert.deepEqual(JSON.parse(readFileSync(file('anchor.json'), 'utf8')), anchor);
		const keys = readdirSync(file('keys')).filter((name) => name.endsWith('.pem'));
		assert.deepEqual(keys, ['policy-1.pem', 'root-1.pem']);
		if (process.platform !== 'win32') {
			assert.deepEqual(
				keys.map((name) => statSync(file('keys', name)).mode & 0o777),
				[0o600, 0o600],
			);
			assert.equal(statSync(file('keys')).mode & 0o777, 0o700);
		}
		assert.equal(readFileSync(file('keys', '.gitignore'), 'utf8'), '*\n');
		const before = readFileSync(file('keys', 'root-1.pem'));
		assert.equal((await run('keygen')).code, 1);
		assert.deepEqual(readFileSync(file('keys', 'root-1.pem')), before);
	});

	it('publish raises a version that was published before, and leaves the rest as it was written', async () => {
		const odd = exampleText
			.replace('"version": 1,', '"version":   1 ,')
			.replace('\t"rules"', '\n\n    "rules"');
		writeFileSync(file('policy.json'), odd);
		await good('keygen');
		await good('publish');
		assert.equal(readFileSync(file('policy.json'), 'utf8'), odd);
		assert.match(await good('publish'), /nothing has changed/);
		assert.equal(published(), 1);
		const edited = odd.replace('is under review', 'is being looked at');
		writeFileSync(file('policy.json'), edited);
		await good('publish');
		assert.equal(published(), 2);
		const raised = readFileSync(file('policy.json'), 'utf8');
		assert.match(raised, /"version": {3}2 ,/);
		const issuedAt = /"issuedAt": "([^"]*)"/.exec(raised)?.[1] ?? '';
		assert.ok(Math.abs(Date.now() - Date.parse(issuedAt)) < 60_000);
		assert.equal(raised.replace(/2 ,/, '1 ,').replace(issuedAt, '2026-07-01'), edited);
		const higher = raised.replace('2 ,', '40,');
		writeFileSync(file('policy.json'), higher);
		await good('publish');
		assert.equal(published(), 40);
		assert.equal(readFileSync(file('policy.json'), 'utf8'), higher);
	});

	it('publish writes nothing when the policy has a mistake', async () => {
		writeFileSync(file('policy.json'), exampleText);
		await good('keygen');
		await good('publish');
		const bundle = readFileSync(file('public', 'policy.bundle.json'));
		for (const [from, to, message] of [
			[
				'"claude-code"',
				'"claude-cod"',
				/^policy\.json:\d+:\d+: error: .*did you mean "claude-code"\?$/m,
			],
			['"expires": "2027-07-01"', '"expires": "2026-07-02"', /expired on 2026-07-02/],
			['"rules"', '"ruels"', /did you mean "rules"\?/],
		] as const) {
			writeFileSync(file('policy.json'), exampleText.replace(from, to));
			const { code, errors } = await run('publish');
			assert.equal(code, 1);
			assert.match(errors, message);
			assert.deepEqual(readFileSync(file('public', 'policy.bundle.json')), bundle);
		}
	});

	it('publish says what is missing', async () => {
		const without = await run('publish');
		assert.equal(without.code, 1);
		assert.match(without.errors, /no file policy\.json[^]*assistant-policy init/);
		writeFileSync(file('policy.json'), exampleText);
		assert.match((await run('publish')).errors, /no keys[^]*assistant-policy keygen/);
		assert.equal(existsSync(file('public')), false);
	});

	it('publish does not sign with keys that the root does not know', async () => {
		writeFileSync(file('policy.json'), exampleText);
		await good('keygen');
		rmSync(file('keys', 'policy-1.pem'));
		writeFileSync(file('keys', 'policy-1.pem'), readFileSync(file('keys', 'root-1.pem')));
		const { code, errors } = await run('publish');
		assert.equal(code, 1);
		assert.match(errors, /Editors would refuse this: .*0 of 1 signatures/);
		assert.equal(existsSync(file('public')), false);
	});

	it('works in the folder that --dir or the environment names', async () => {
		writeFileSync(file('policy.json'), exampleText);
		const elsewhere = { cwd: tmpdir(), env: { ASSISTANT_POLICY_DIR: folder } };
		assert.equal((await runCli(['keygen', '--dir', folder], { cwd: tmpdir() })).code, 0);
		const { code, out } = await runCli(['publish'], elsewhere);
		assert.equal(code, 0);
		assert.ok(out.includes(folder));
		assert.equal(published(), 1);
	});

	it('verify refuses what editors refuse', async () => {
		writeFileSync(file('policy.json'), exampleText);
		await good('keygen');
		await good('publish');
		assert.equal((await run('verify', '--now', '2028-01-01')).code, 1);
		const bundle = readFileSync(file('public', 'policy.bundle.json'), 'utf8');
		writeFileSync(file('public', 'policy.bundle.json'), bundle.replace('"sig": "', '"sig": "A'));
		const { code, errors } = await run('verify');
		assert.equal(code, 1);
		assert.match(errors, /signatures are good|damaged/);
	});

	it('inspect shows the parts, and gives the policy back byte for byte', async () => {
		writeFileSync(file('policy.json'), exampleText);
		await good('keygen');
		await good('publish');
		assert.equal(await good('inspect', '--policy'), exampleText);
		const { parts } = JSON.parse(await good('inspect', '--json')) as {
			parts: { kind: string; version: number }[];
		};
		assert.deepEqual(
			parts.map(({ kind, version }) => `${kind} ${version}`),
			['root 1', 'policy 1'],
		);
	});
});

describe('assistant-policy: usage', () => {
	const check = (words: readonly string[], code: number, text: RegExp): void => {
		it(`${words.join(' ') || 'nothing'} exits with ${code}`, async () => {
			const run = await runCli(words, { cwd: tmpdir() });
			assert.equal(run.code, code);
			assert.match(run.out + run.errors, text);
			// Nobody who pipes wants colours.
			assert.ok(!(run.out + run.errors).includes('\u001b'));
		}).timeout(10_000);
	};
	check([], 2, /Usage: assistant-policy/);
	check(['--help'], 0, /From nothing to a policy in force/);
	check(['--version'], 0, /^\d+\.\d+\.\d+\n$/);
	check(['pulbish'], 2, /Did you mean publish\?/);
	check(['publish', '--bogus'], 2, /unknown option/);
	check(['decide'], 2, /--policy/);
	check(['decide', '--policy', 'x.json', '--now', 'yesterday'], 2, /Write a day/);
	check(['validate', 'no-such.json'], 1, /There is no file no-such\.json/);
	check(['explain', '--policy', 'no-such.json', 'claude'], 1, /There is no file no-such\.json/);
	check(['publish', '--help'], 0, /Examples:/);

	it('the help of every command says what it exits with', async () => {
		const { out } = await runCli(['--help'], { cwd: tmpdir() });
		const names = [...out.matchAll(/^ {2}([a-z-]+)[ |].*$/gm)].flatMap(([, name = '']) =>
			name === 'help' || name.startsWith('-') ? [] : [name],
		);
		assert.ok(names.length >= 26, names.join(' '));
		for (const name of names) {
			const help = await runCli([name, '--help'], { cwd: tmpdir() });
			assert.match(
				help.out,
				/\nExit codes:\n {2}0 {2}\S.*\n {2}1 {2}\S.*\n {2}2 {2}wrong usage\n$/,
				name,
			);
			assert.equal(help.out.match(/exit code/gi)?.length, 1, name);
		}
	});
});

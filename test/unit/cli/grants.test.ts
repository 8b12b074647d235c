import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide } from '../../../src/core/decision/decide.ts';
import { detect } from '../../../src/core/detection/detect.ts';
import type { TrustAnchor } from '../../../src/core/policy/trust/anchor.ts';
import { readBreakGlassCode } from '../../../src/core/policy/exemptions/breakGlass.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import type { Floor } from '../../../src/core/policy/trust/floor.ts';
import { type VerifiedPolicy, verifyBundle } from '../../../src/core/policy/trust/verify.ts';
import { builtInCatalog } from '../../../src/node/builtInCatalog.ts';
import { nodeCryptography } from '../../../src/node/signing/signature.ts';
import { type CliRun, goodRun, runCli } from '../../support/runCli.ts';
import { exampleText } from '../../support/policies.ts';

const example = exampleText.replace('"id": "no-claude-code",', '"id": "no-claude-code", "exemptable": true,');
const hour = 3_600_000;
const soon = new Date(Date.now() + 20 * 24 * hour).toISOString().slice(0, 10);

describe('assistant-policy: what goes out beside a policy', () => {
	let folder: string;
	/** What an editor has accepted that looks after each step. */
	let floor: Floor | undefined;
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'cli-grants-'));
		floor = undefined;
		writeFileSync(file('policy.json'), example);
		await good('keygen', '--with', 'exemptions,break-glass');
		await good('publish');
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	const file = (...names: string[]): string => join(folder, ...names);
	const run = async (...words: string[]): Promise<CliRun> => await runCli(words, { cwd: folder });
	const good = async (...words: string[]): Promise<string> => await goodRun(words, { cwd: folder });
	const verified = (machine: string, now: number): VerifiedPolicy => {
		const anchor = JSON.parse(readFileSync(file('anchor.json'), 'utf8')) as TrustAnchor;
		const bytes = readFileSync(file('public', 'policy.bundle.json'));
		const trust = { anchor, floor, now, machine, cryptography: nodeCryptography };
		const judged = verifyBundle(bytes, trust);
		assert.ok(judged.ok, JSON.stringify(judged));
		return judged.value;
	};
	/** What an editor on a machine makes of the banned extension, and which version it goes by. */
	const look = (machine: string, now = Date.now()): string => {
		const policy = verified(machine, now);
		({ floor } = policy);
		const { document, exemptions } = policy;
		const compiled = compilePolicy(document, builtInCatalog, { machine, document: exemptions });
		const [finding] = detect(compiled.catalog, { kind: 'extension', id: 'anthropic.claude-code' });
		assert.ok(finding);
		return `${decide(compiled, finding, { now }).action} by ${document.version}`;
	};

	it('an exemption holds for its machine alone, until its end or until it is taken back', async () => {
		await good(
			'exemption',
			'grant',
			'no-claude-code',
			'--until',
			soon,
			'--machine',
			'm1',
			'--ticket',
			'S-1',
		);
		assert.deepEqual([look('m1'), look('m2')], ['allow by 1', 'block by 1']);
		assert.equal(look('m1', Date.parse(soon)), 'block by 1');
		assert.match(
			await good('exemption', 'list'),
			/^no-claude-code-1 {2}no-claude-code {2}m1 {2}until .* {2}S-1$/m,
		);
		await good('exemption', 'grant', 'no-claude-code', '--until', soon, '--group', 'lab', '--id', 'lab');
		assert.deepEqual(
			(JSON.parse(readFileSync(file('exemptions.json'), 'utf8')) as { version: number }).version,
			2,
		);
		await good('exemption', 'revoke', 'no-claude-code-1');
		assert.equal(look('m1'), 'block by 1');
		// The next policy carries them on.
		writeFileSync(file('policy.json'), example.replace('under review', 'reviewed'));
		await good('exemption', 'grant', 'no-claude-code', '--until', soon, '--machine', 'm3');
		await good('publish');
		assert.deepEqual([look('m3'), look('m1')], ['allow by 2', 'block by 2']);
	});

	it('exemptions that were edited by hand go out with the next publish', async () => {
		await good('exemption', 'grant', 'no-claude-code', '--until', soon, '--machine', 'm1');
		const text = readFileSync(file('exemptions.json'), 'utf8');
		writeFileSync(file('exemptions.json'), text.replace('"m1"', '"m9"'));
		await good('publish');
		assert.deepEqual([look('m9'), look('m1')], ['allow by 1', 'block by 1']);
		assert.match(await good('publish'), /nothing has changed/);
		assert.match(await good('validate', 'exemptions.json'), /version 2, 1 exemption\(s\), no errors/);
		writeFileSync(file('exemptions.json'), text.replace('"until"', '"untill"'));
		assert.match((await run('validate', 'exemptions.json')).errors, /did you mean "until"\?/);
		const { code, errors } = await run('publish');
		assert.equal(code, 1);
		assert.match(errors, /exemptions\.json:\d+:\d+: error: .*did you mean "until"\?/);
	});

	it('says why an exemption cannot be granted', async () => {
		for (const [words, code, text] of [
			[['grant', 'no-cluade-code', '--until', soon], 1, /did you mean "no-claude-code"\?/],
			[['grant', 'no-codex', '--until', soon], 1, /allows no exemptions: write "exemptable": true/],
			[['grant', 'no-claude-code', '--until', '2020-01-01'], 1, /write a later --until/],
			[['grant', 'no-claude-code'], 2, /--until/],
			[['grant', 'no-claude-code', '--until', 'whenever'], 2, /Write a day/],
			[['revoke', 'nothing'], 1, /There is no exemption "nothing"/],
			[['give'], 2, /unknown command/],
		] as const) {
			const { code: got, errors } = await run('exemption', ...words);
			assert.equal(got, code, words.join(' '));
			assert.match(errors, text);
		}
		assert.equal(existsSync(file('exemptions.json')), false);
		rmSync(file('keys', 'exemptions-1.pem'));
		const { errors } = await run('exemption', 'grant', 'no-claude-code', '--until', soon);
		assert.match(errors, /no exemptions key in keys/);
	});

	it('a break-glass code opens one rule on one machine, and is written down', async () => {
		const words = ['break-glass', '--machine', 'm1', '--rule', 'no-claude-code', '--hours', '2'];
		const [code = ''] = (await good(...words)).split('\n');
		const now = Date.now();
		const { root, document } = verified('m1', now);
		const read = (machine: string): unknown => {
			const place = {
				organization: document.organization.id,
				machine,
				rules: ['no-claude-code'],
				root,
			};
			const opened = readBreakGlassCode(code, place, now, nodeCryptography);
			return typeof opened === 'string' ? opened : Math.round((opened.until - now) / hour);
		};
		assert.deepEqual([read('m1'), read('m2')], [2, 'notForHere']);
		const [line = ''] = readFileSync(file('history', 'break-glass.jsonl'), 'utf8').split('\n');
		assert.deepEqual((JSON.parse(line) as { machine: string }).machine, 'm1');
		assert.equal((await run(...words.slice(0, -1), '25')).code, 2);
		assert.match((await run('break-glass', '--machine', 'm1', '--rule', 'x')).errors, /has no rule "x"/);
	});

	it('freshness is stated anew without the policy keys; until then editors call the policy stale', async () => {
		assert.match(
			(await run('freshness')).errors,
			/names no keys for freshness[^]*rotate --add freshness/,
		);
		await good('rotate', '--add', 'freshness');
		await good('publish');
		const until = verified('m1', Date.now()).freshUntil ?? 0;
		assert.ok(Math.abs(until - Date.now() - 72 * hour) < hour / 60);
		rmSync(file('keys', 'policy-1.pem'));
		await good('freshness', '--hours', '200');
		assert.ok((verified('m1', Date.now()).freshUntil ?? 0) > Date.now() + 199 * hour);
		assert.equal((await run('freshness', '--hours', '0')).code, 2);
	});

	it('a withdrawn policy allows everything, and comes back', async () => {
		await good('withdraw', '--reason', 'We went over to device management.');
		assert.equal(look('m1'), 'allow by 2');
		await good('withdraw', '--undo');
		assert.equal(look('m1'), 'block by 3');
		assert.equal((await run('withdraw')).code, 2);
		await good('exemption', 'grant', 'no-claude-code', '--until', soon);
		assert.match(await good('inspect'), /^exemptions version 1, /m);
	});

	it('a policy that is rolled out stands beside the one that everybody has', async () => {
		const rollout = (percent: number): string =>
			`"rollout": { "salt": "s", "stages": [{ "from": "2026-01-01", "percent": ${percent} }] }, "unlisted": "audit"`;
		const staged = (percent: number): string => example.replace('"unlisted": "audit"', rollout(percent));
		writeFileSync(file('policy.json'), staged(50));
		await good('publish');
		const versions = (): readonly string[] =>
			Array.from({ length: 40 }, (_, index) => {
				floor = undefined;
				return look(`machine ${index}`).split(' by ')[1] ?? '';
			});
		const count = versions().filter((version) => version === '2').length;
		assert.ok(count > 8 && count < 32, String(count));
		assert.match(await good('verify'), /version 1, /);
		const of = async (machine: string): Promise<string> =>
			/version (\d)/.exec(await good('verify', '--machine', machine))?.[1] ?? '';
		for (const [index, version] of versions().slice(0, 8).entries()) {
			assert.equal(await of(`machine ${index}`), version);
		}
		writeFileSync(file('policy.json'), staged(100));
		await good('publish');
		assert.deepEqual(new Set(versions()), new Set(['3']));
	});
});

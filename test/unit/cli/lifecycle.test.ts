import assert from 'node:assert/strict';
import { createHash, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrustAnchor } from '../../../src/core/policy/trust/anchor.ts';
import type { Floor } from '../../../src/core/policy/trust/floor.ts';
import { verifyBundle } from '../../../src/core/policy/trust/verify.ts';
import { nodeCryptography } from '../../../src/node/signing/signature.ts';
import { type CliRun, goodRun, runCli } from '../../support/runCli.ts';
import { exampleText } from '../../support/policies.ts';

describe('assistant-policy: through the years', function () {
	this.timeout(30_000);
	let folder: string;
	/** What an editor has accepted that looks after each step. */
	let floor: Floor | undefined;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'cli-'));
		floor = undefined;
		writeFileSync(file('policy.json'), exampleText);
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	const file = (...names: string[]): string => join(folder, ...names);
	const run = async (...words: string[]): Promise<CliRun> => await runCli(words, { cwd: folder });
	const good = async (...words: string[]): Promise<string> => await goodRun(words, { cwd: folder });
	const edit = (from: string, to: string): void => {
		const text = readFileSync(file('policy.json'), 'utf8');
		assert.ok(text.includes(from));
		writeFileSync(file('policy.json'), text.replace(from, to));
	};
	/** The same editor looks at the bundle again: root and policy version, or a code. */
	const look = (): string => {
		const anchor = JSON.parse(readFileSync(file('anchor.json'), 'utf8')) as TrustAnchor;
		const bytes = readFileSync(file('public', 'policy.bundle.json'));
		const judged = verifyBundle(bytes, {
			anchor,
			floor,
			now: Date.now(),
			cryptography: nodeCryptography,
		});
		if (!judged.ok) {
			return judged.error.code;
		}
		({ floor } = judged.value);
		return `root ${floor.rootVersion}, version ${floor.version}`;
	};

	it('keys are replaced twice, and editors follow without being touched', async () => {
		await good('keygen');
		await good('publish');
		assert.equal(look(), 'root 1, version 1');
		await good('rotate', '--replace', 'root,policy');
		await good('publish');
		assert.equal(look(), 'root 2, version 1');
		await good('rotate');
		edit('under review', 'reviewed');
		await good('publish');
		assert.equal(look(), 'root 3, version 2');
	});

	it('stolen policy keys: with the next epoch, versions start anew and the old keys sign nothing', async () => {
		await good('keygen');
		edit('"version": 1', '"version": 900');
		await good('publish');
		assert.equal(look(), 'root 1, version 900');
		await good('rotate', '--replace', 'policy', '--compromised');
		assert.match((await run('publish')).errors, /epoch 1, the signing keys have 2/);
		edit('"version": 900', '"epoch": 2, "version": 1');
		await good('publish');
		assert.equal(look(), 'root 2, version 1');
	});

	it('rotate needs the present root keys', async () => {
		await good('keygen', '--root-keys', '3', '--root-threshold', '2');
		rmSync(file('keys', 'root-1.pem'));
		rmSync(file('keys', 'root-3.pem'));
		const { code, errors } = await run('rotate');
		assert.equal(code, 1);
		assert.match(errors, /needs 2 of the present root keys; 1 are here/);
		assert.equal(existsSync(file('keys', 'root.2.json')), false);
	});

	it('rollback brings old rules back under a new version', async () => {
		await good('keygen');
		await good('publish');
		edit('"unlisted": "audit"', '"unlisted": "block"');
		await good('publish');
		assert.equal(look(), 'root 1, version 2');
		await good('rollback', '1');
		assert.equal(look(), 'root 1, version 3');
		assert.match(readFileSync(file('policy.json'), 'utf8'), /"unlisted": "audit"/);
		assert.match(readFileSync(file('policy.before-rollback.json'), 'utf8'), /"unlisted": "block"/);
		assert.equal((await run('rollback', '7')).code, 1);
	});

	it('prepare and attach: signed elsewhere, in DER and in r||s, by two of three', async () => {
		await good('keygen', '--policy-keys', '3', '--policy-threshold', '2');
		const keys = [1, 2].map((number) => readFileSync(file('keys', `policy-${number}.pem`), 'utf8'));
		[1, 2, 3].forEach((number) => rmSync(file('keys', `policy-${number}.pem`)));
		assert.match((await run('publish')).errors, /assistant-policy prepare/);
		const { sha256 } = JSON.parse(await good('prepare', '--json')) as { sha256: string };
		const toSign = readFileSync(file('signing', 'to-sign.bin'));
		assert.equal(createHash('sha256').update(toSign).digest('hex'), sha256);
		const [first = '', second = ''] = keys;
		writeFileSync(file('1.sig'), sign('sha256', toSign, first));
		writeFileSync(
			file('2.sig'),
			`${sign('sha256', toSign, { key: second, dsaEncoding: 'ieee-p1363' }).toString('base64')}\n`,
		);
		writeFileSync(file('bad.sig'), sign('sha256', Buffer.from('other'), second));
		assert.match((await run('attach', 'bad.sig')).errors, /no signature of a policy key/);
		assert.match(await good('attach', '1.sig'), /1 of 2/);
		assert.match(await good('attach', '1.sig'), /1 of 2/);
		assert.equal(existsSync(file('public')), false);
		assert.match(await good('attach', '2.sig'), /Published version 1/);
		assert.equal(look(), 'root 1, version 1');
		assert.equal((await run('attach', '1.sig')).code, 1);
	});

	it('test holds a policy against its cases, and points at the ones that fail', async () => {
		const cases = [
			{
				signal: { kind: 'extension', id: 'anthropic.claude-code' },
				now: '2026-07-10',
				expect: { action: 'block' },
			},
			{
				name: 'theme',
				signal: { kind: 'extension', id: 'a.theme' },
				now: '2026-07-10',
				expect: { use: 'none', rule: null },
			},
		];
		writeFileSync(file('policy.test.json'), JSON.stringify(cases, undefined, '\t'));
		assert.match(await good('test'), /2 passed, 0 failed/);
		edit('"from": "2026-07-10"', '"from": "2026-07-11"');
		const { code, out, errors } = await run('test');
		assert.deepEqual([code, out], [1, '1 passed, 1 failed\n']);
		assert.match(errors, /^policy\.test\.json:2:2: error: .*action is warn, expected block$/m);
	});

	it('diff counts what a new policy would change', async () => {
		const signals = ['anthropic.claude-code', 'openai.chatgpt', 'openai.chatgpt', 'a.theme'].map((id) =>
			JSON.stringify({ kind: 'extension', id }),
		);
		writeFileSync(file('signals.jsonl'), `${signals.join('\n')}\nnonsense\n`);
		writeFileSync(file('new.json'), exampleText.replace('"codex"', '"cline"'));
		const words = ['--signals', 'signals.jsonl', '--now', '2026-08-01', '--json'];
		const { code, out } = await run('diff', 'policy.json', 'new.json', ...words);
		assert.equal(code, 1);
		const { changes, ...counts } = JSON.parse(out) as {
			changes: { from: string; to: string; count: number }[];
		};
		assert.deepEqual(counts, {
			signals: 4,
			changed: 2,
			unread: 1,
			newlyBlocked: { signals: 0, machines: 0 },
			freed: { signals: 2, machines: 0 },
		});
		assert.deepEqual(
			changes.map(({ from, to, count }) => [from, to, count]),
			[['block (no-codex)', 'audit', 2]],
		);
		assert.equal((await run('diff', 'policy.json', 'policy.json', ...words)).code, 0);
	});
});

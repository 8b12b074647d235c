import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliRun, runCli } from '../../support/runCli.ts';
import { exampleText } from '../../support/policies.ts';

const extension = (id: string, machine: string, context?: unknown): string =>
	JSON.stringify({ kind: 'extension', id, machine, context });

describe('assistant-policy simulate and diff', () => {
	let folder: string;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'cli-simulate-'));
		writeFileSync(join(folder, 'policy.json'), exampleText);
		const lines = [
			extension('anthropic.claude-code', 'ada'),
			'{"kind":"command","shell":"bash","text":"npx @anthropic-ai/claude-code","machine":"ada"}',
			extension('openai.chatgpt', 'ben', { os: 'linux' }),
			extension('a.theme', 'cem'),
			'',
			'nonsense',
		];
		writeFileSync(join(folder, 'fleet.jsonl'), `${lines.join('\n')}\n`);
	});
	after(() => rmSync(folder, { recursive: true }));

	const run = async (...words: string[]): Promise<CliRun> => await runCli(words, { cwd: folder });
	const simulate = async (...words: string[]): Promise<CliRun> =>
		await run(
			'simulate',
			'--signals',
			'fleet.jsonl',
			'--from',
			'2026-07-03',
			'--to',
			'2026-07-11',
			...words,
		);

	it('draws the days, and says who is newly blocked when', async () => {
		const { code, out, errors } = await simulate();
		assert.deepEqual([code, errors], [0, '']);
		assert.match(out, /^3 machines, 4 signals\. 1 lines could not be read\.$/m);
		assert.match(out, /^2026-07-03 +0 +0 +0 +2 +1 {2}░{27}·{13}$/m);
		assert.match(out, /^2026-07-10 +2 +0 +0 +0 +1 {2}█{27}·{13}$/m);
		assert.match(
			out,
			/^Newly blocked\n {2}2026-07-10 {2}Claude Code, rule no-claude-code \(block from 2026-07-10\), 1 machine\(s\): ada$/m,
		);
		assert.match(out, /^Freed\n {2}nobody$/m);
	});

	it('says the same as JSON, with every change', async () => {
		const { out } = await simulate('--json');
		const { days } = JSON.parse(out) as {
			days: { day: string; machines: unknown; newlyBlocked: { machine: string; rule: string }[] }[];
		};
		assert.deepEqual(days.at(-1)?.machines, { allow: 1, audit: 0, inform: 0, warn: 0, block: 2 });
		assert.deepEqual(
			days.flatMap(({ day, newlyBlocked }) =>
				newlyBlocked.map(({ machine, rule }) => [day, machine, rule]),
			),
			[
				['2026-07-10', 'ada', 'no-claude-code'],
				['2026-07-10', 'ben', 'no-codex'],
			],
		);
	});

	it('draws an image with an area for each action, as high as the machines it holds on', async () => {
		const { out } = await simulate('--svg', 'plan.svg');
		assert.match(out, /Wrote plan\.svg\./);
		const svg = readFileSync(join(folder, 'plan.svg'), 'utf8');
		assert.match(svg, /^<svg [^]*<\/svg>\n$/);
		assert.deepEqual(svg.match(/<title>(?!Acme)[a-z]+/g)?.toSorted(), [
			'<title>allow',
			'<title>audit',
			'<title>block',
			'<title>inform',
			'<title>warn',
		]);
		// Two of three machines are blocked on the last days: the edge lies two thirds up.
		const block = /d="M([^"]*)Z"><title>block/.exec(svg)?.[1] ?? '';
		assert.deepEqual(
			block.split('L').map((point) => point.split(' ')[1]),
			['372', '372', '156', '156', '372', '372'],
		);
	});

	it('follows a rollout, machine by machine, from the policy before', async () => {
		const rollout = `"rollout": { "salt": "s", "stages": [{ "from": "2026-07-05", "percent": 0 }, { "from": "2026-07-08", "percent": 100 }] }, "unlisted": "block"`;
		writeFileSync(join(folder, 'staged.json'), exampleText.replace('"unlisted": "audit"', rollout));
		writeFileSync(join(folder, 'calm.json'), exampleText.replaceAll('2026-07-', '2126-07-'));
		const { out } = await simulate('--policy', 'staged.json', '--current', 'calm.json', '--json');
		const { days } = JSON.parse(out) as { days: { day: string; machines: Record<string, number> }[] };
		assert.deepEqual(
			days
				.filter(({ day }) => /0[78]$|10$/.test(day))
				.map(({ machines }) => [machines['warn'], machines['block']]),
			[
				[0, 0],
				[2, 0],
				[0, 2],
			],
		);
		assert.match((await simulate('--policy', 'staged.json')).errors, /warning: Without --current/);
	});

	it('says what is wrong with what it is given', async () => {
		for (const [words, code, text] of [
			[['--signals', 'none.jsonl'], 1, /none\.jsonl cannot be read \(ENOENT\)[^]*one signal per line/],
			[['--signals', '.'], 1, /\. is a folder/],
			[['--signals', 'fleet.jsonl', '--policy', 'none.json'], 1, /There is no file none\.json/],
			[
				['--signals', 'fleet.jsonl', '--from', '2026-07-02', '--to', '2026-07-01'],
				2,
				/the second is later/,
			],
			[['--signals', 'fleet.jsonl', '--from', '1990-01-01', '--to', '2026-07-01'], 2, /3660 days/],
			[['--signals', 'fleet.jsonl', '--list', '-1'], 2, /whole number/],
			[[], 2, /required option '--signals/],
		] as const) {
			const { code: got, errors } = await run('simulate', ...words);
			assert.equal(got, code, words.join(' '));
			assert.match(errors, text);
		}
	});

	it('diff counts and lists who is newly blocked and who is freed', async () => {
		writeFileSync(join(folder, 'new.json'), exampleText.replace('"codex"', '"cline"'));
		const words = ['--signals', 'fleet.jsonl', '--now', '2026-08-01'];
		const freed = await run('diff', 'policy.json', 'new.json', ...words);
		assert.equal(freed.code, 1);
		assert.match(
			freed.out,
			/^Freed: 1 signal\(s\) on 1 machine\(s\)\n +1 {2}block \(no-codex\) -> audit {2}codex$/m,
		);
		assert.doesNotMatch(freed.out, /Newly blocked/);
		const { out } = await run('diff', 'new.json', 'policy.json', ...words, '--json');
		const { newlyBlocked, freed: none } = JSON.parse(out) as Record<string, unknown>;
		assert.deepEqual(newlyBlocked, { signals: 1, machines: 1 });
		assert.deepEqual(none, { signals: 0, machines: 0 });
		assert.equal((await run('diff', 'policy.json', 'new.json', '--signals', '.')).code, 1);
	});
});

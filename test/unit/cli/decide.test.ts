import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSignalLine } from '../../../src/core/decision/signalLine.ts';
import { runCli, startCli } from '../../support/runCli.ts';
import { examplePath } from '../../support/policies.ts';

describe('assistant-policy decide', function () {
	this.timeout(30_000);
	const decide = async (lines: readonly string[], ...words: string[]): Promise<readonly unknown[]> => {
		const input = lines.map((line) => `${line}\n`).join('');
		const { code, out, errors } = await runCli(['decide', '--policy', examplePath, ...words], {
			cwd: tmpdir(),
			input,
		});
		assert.equal(code, 0, errors);
		assert.ok(out === '' || out.endsWith('\n'));
		return out
			.split('\n')
			.slice(0, -1)
			.map((line) => JSON.parse(line) as unknown);
	};

	it('answers each line in order, a bad one with its number', async () => {
		const answers = await decide(
			[
				'{"kind":"command","shell":"bash","text":"claude","id":"t1"}',
				'nonsense',
				'{"kind":"extension","id":"Anthropic.Claude-Code","version":"2.0.0"}',
				'{"kind":"extension","id":"example.theme","ref":5}',
				'{"kind":"command","shell":"tcsh","text":"ls","id":"t2"}',
				'',
				'{"kind":"command","shell":"powershell","text":"git status","id":"t3"}',
			],
			'--now',
			'2026-08-01',
		);
		const claude = {
			assistant: 'claude-code',
			action: 'block',
			rule: 'no-claude-code',
			because: 'rule',
			certainty: 'certain',
			replacement: 'qoder',
		};
		const nothing = {
			assistant: null,
			use: 'none',
			action: 'allow',
			rule: null,
			because: 'noFinding',
			certainty: null,
			replacement: null,
		};
		const [first, second, third, fourth, fifth, sixth, seventh] = answers as Record<string, unknown>[];
		assert.equal(answers.length, 7);
		assert.deepEqual({ ...first, certainty: 'certain' }, { ref: 't1', use: 'run', ...claude });
		assert.deepEqual(second, { error: { code: 'badJson', message: 'This line is not JSON.' }, line: 2 });
		assert.deepEqual(third, { use: 'install', ...claude });
		assert.deepEqual(fourth, { ref: 5, ...nothing });
		assert.equal(fifth?.['ref'], 't2');
		assert.equal(fifth?.['line'], 5);
		assert.match(JSON.stringify(fifth?.['error']), /badSignal/);
		assert.equal(sixth?.['line'], 6);
		assert.deepEqual(seventh, { ref: 't3', ...nothing });
	});

	it('decides as of the time that it is given', async () => {
		const signal = ['{"kind":"extension","id":"anthropic.claude-code"}'];
		for (const [now, action] of [
			['2026-07-03', 'audit'],
			['2026-07-04', 'warn'],
			['2026-07-10', 'block'],
		] as const) {
			const [answer] = (await decide(signal, '--now', now)) as { action: string }[];
			assert.equal(answer?.action, action, now);
		}
	});

	it('reads a last line without its end, Windows line ends, and nothing', async () => {
		const signal = '{"kind":"extension","id":"a.b"}';
		const { out } = await runCli(['decide', '--policy', examplePath], {
			cwd: tmpdir(),
			input: `${signal}\r\n${signal}`,
		});
		assert.equal(out.match(/noFinding/g)?.length, 2);
		assert.deepEqual(await decide([]), []);
	});

	it('reads many lines in little memory', async () => {
		const padding = 'x'.repeat(400);
		const input = `{"kind":"extension","id":"a.b","note":"${padding}"}\n`.repeat(200_000);
		const env = { NODE_OPTIONS: '--max-old-space-size=48' };
		const { code, out, errors } = await startCli(['decide', '--policy', examplePath], {
			cwd: tmpdir(),
			input,
			env,
		});
		assert.equal(code, 0, errors);
		assert.equal(out.match(/\n/g)?.length, 200_000);
	});

	it('a line that is too long is an error, and the next is read', async () => {
		const answers = await decide(['x'.repeat(9_000_000), '{"kind":"extension","id":"a.b"}']);
		const [long, next] = answers as { error?: { code: string }; because?: string }[];
		assert.deepEqual([answers.length, long?.error?.code, next?.because], [2, 'tooLong', 'noFinding']);
	});

	it('does not begin with a policy that it cannot read', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'decide-'));
		writeFileSync(join(folder, 'policy.json'), '{"version": 1}');
		const { code, out, errors } = await runCli(['decide', '--policy', 'policy.json'], { cwd: folder });
		rmSync(folder, { recursive: true });
		assert.deepEqual([code, out], [1, '']);
		assert.match(errors, /policy\.json:1:1: error: "organization" is missing/);
	});
});

describe('signal lines', () => {
	const check = (line: string, expected: unknown): void => {
		it(line, () => {
			const read = readSignalLine(line);
			assert.deepEqual(read.ok ? JSON.parse(JSON.stringify(read.value)) : read.error.code, expected);
		});
	};
	check('{"kind":"command","text":"ls"}', { signal: { kind: 'command', shell: 'bash', text: 'ls' } });
	check('{"kind":"command","shell":"dash","text":"ls","id":7}', {
		signal: { kind: 'command', shell: 'sh', text: 'ls' },
		ref: 7,
	});
	check('{"kind":"command","shell":"fish","text":"ls","id":"a","ref":"b"}', {
		signal: { kind: 'command', shell: 'fish', text: 'ls' },
		ref: 'b',
	});
	check('{"kind":"extension","id":"a.b","active":true,"more":1}', {
		signal: { kind: 'extension', id: 'a.b', active: true },
	});
	check('{"kind":"command"}', 'badSignal');
	check('{"kind":"ghost"}', 'badSignal');
	check('[]', 'badSignal');
	check('null', 'badSignal');
	check('"text"', 'badSignal');
	check('{"kind":"command",', 'badJson');
});

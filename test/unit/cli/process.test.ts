import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { buildCli, builtCli, startCli } from '../../support/runCli.ts';
import { examplePath } from '../../support/policies.ts';

const escape = '\u001b';

/** The program as it is shipped, as a process: what cannot be seen from within. */
describe('assistant-policy, as a process', function () {
	this.timeout(30_000);
	let folder: string;
	before(async () => {
		await buildCli();
		folder = mkdtempSync(join(tmpdir(), 'cli-process-'));
		writeFileSync(join(folder, 'wrong.json'), '{\n\t"ruels": []\n}');
	});
	after(() => rmSync(folder, { recursive: true }));

	it('exits with 0 when done, 1 when refused, 2 on wrong usage', async () => {
		const codes = await Promise.all(
			[
				['validate', examplePath],
				['validate', 'wrong.json'],
				['validate', '--bogus'],
				['explain', '--policy', examplePath, '{"kind":"ghost"}'],
			].map(async (words) => (await startCli(words, { cwd: folder })).code),
		);
		assert.deepEqual(codes, [0, 1, 2, 2]);
	});

	it('has colours only where they are wanted', async () => {
		const coloured = async (env: Readonly<Record<string, string>>): Promise<boolean> => {
			const { errors } = await startCli(['validate', 'wrong.json'], { cwd: folder, env });
			assert.match(errors, /ruels/);
			return errors.includes(escape);
		};
		assert.deepEqual(
			await Promise.all([
				coloured({}),
				coloured({ FORCE_COLOR: '1' }),
				coloured({ NO_COLOR: '1' }),
				coloured({ FORCE_COLOR: '0' }),
			]),
			[false, true, false, false],
		);
	});

	it('ends without a complaint when nobody reads on', async () => {
		const input = '{"kind":"extension","id":"a.b"}\n'.repeat(20_000);
		writeFileSync(join(folder, 'signals.jsonl'), input);
		const line = `"$NODE" "$CLI" decide --policy "$POLICY" < signals.jsonl | head -n 1; echo "\${PIPESTATUS[0]}"`;
		const { stdout, stderr } = await promisify(execFile)('bash', ['-c', line], {
			cwd: folder,
			env: { ...process.env, NODE: process.execPath, CLI: builtCli, POLICY: examplePath },
		});
		assert.match(stdout, /^\{"assistant":null.*\}\n0\n$/);
		assert.equal(stderr, '');
	});

	it('serves until it is ended, and tells of it in lines of JSON', async () => {
		const child = spawn(process.execPath, [builtCli, 'serve', '--port', '0', '--json'], { cwd: folder });
		try {
			const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
			const next = async (): Promise<Record<string, unknown>> =>
				JSON.parse((await lines.next()).value as string) as Record<string, unknown>;
			const { bundleUrl, ...start } = await next();
			assert.deepEqual(start, { serving: join(realpathSync(folder), 'public'), published: false });
			const answer = await fetch(String(bundleUrl));
			assert.equal(answer.status, 404);
			assert.deepEqual(await next(), { request: 'GET /policy.bundle.json 404' });
			const taken = await startCli(['serve', '--port', new URL(String(bundleUrl)).port], {
				cwd: folder,
			});
			assert.equal(taken.code, 1);
			assert.match(taken.errors, /is in use/);
			child.kill();
			assert.deepEqual(await once(child, 'exit'), [0, null]);
		} finally {
			child.kill('SIGKILL');
		}
	});

	it('asks only on a terminal', function () {
		if (process.platform !== 'linux') {
			this.skip();
		}
		const asked = join(folder, 'asked');
		const line = `'${process.execPath}' '${builtCli}' init --dir '${asked}'`;
		const onTerminal = (input: string): string => {
			const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { input, encoding: 'utf8' });
			return stdout;
		};
		// Ctrl+D in the middle.
		assert.match(onTerminal('Example Ltd\n\u0004'), /Nothing was written/);
		assert.match(onTerminal('Example Ltd\ncursor\n\n2027-01-01\n'), /Name of your organization\?/);
		const piped = join(folder, 'piped');
		const { stdout: quiet } = spawnSync(process.execPath, [builtCli, 'init', '--dir', piped], {
			input: 'Example Ltd\n',
			encoding: 'utf8',
		});
		assert.doesNotMatch(quiet, /\?/);
		const { name } = organizationOf(asked);
		assert.deepEqual([name, organizationOf(piped).name], ['Example Ltd', 'Acme']);
	});
});

function organizationOf(folder: string): { readonly name: string } {
	const text = readFileSync(join(folder, 'policy.json'), 'utf8');
	return (JSON.parse(text) as { organization: { name: string } }).organization;
}

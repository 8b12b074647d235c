import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { detect } from '../../../../src/core/detection/detect.ts';
import { createGrammarsApart } from '../../../../src/node/commands/grammarsApart.ts';
import type { StartTimer } from '../../../../src/node/timers.ts';
import { shippedCatalog } from '../../core/detection/describeFindings.ts';

const folder = path.resolve('node_modules/@vscode/tree-sitter-wasm/wasm');
const program = path.resolve('src/node/commands/grammarProgram.ts');

function command(text: string, shell: 'bash' | 'pwsh' = 'bash') {
	return { kind: 'command', shell, text } as const;
}

/** The processes that read with grammars below this one; other suites may have some. */
function processes(others: readonly string[] = []): readonly string[] {
	const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
		encoding: 'utf8',
	});
	return listed.split('\n').filter((line) => line.includes('grammarProgram') && !others.includes(line));
}

describe('createGrammarsApart', () => {
	it('reads lines of both grammars in one process, which ends when nobody asks', async () => {
		const others = processes();
		let onIdle = () => {};
		const timer: StartTimer = (callback) => {
			onIdle = callback;
			return () => {};
		};
		const apart = createGrammarsApart({ folder, program }, timer);
		const line = command('( claude -p hi ) && [[ -f x ]]');
		const [bash, powershell, broken] = await Promise.all([
			apart.read(line),
			apart.read(command('& claude -p; ls', 'pwsh')),
			apart.read(command('if true; then (')),
		]);
		assert.deepEqual(
			powershell?.powershell('& claude -p; ls', (root) =>
				root.descendantsOfType(['command_name']).map((node) => node?.startIndex),
			),
			[2, 13],
		);
		assert.equal(
			broken?.bash('if true; then (', (root) => root.hasError),
			true,
		);
		assert.deepEqual(
			detect(shippedCatalog, line, bash).map(({ assistant, unreadable }) => [assistant, unreadable]),
			[['claude-code', undefined]],
		);
		assert.equal(processes(others).length, 1);
		onIdle();
		while (processes(others).length > 0) {
			await new Promise((resolve) => {
				setImmediate(resolve);
			});
		}
		assert.notEqual(await apart.read(line), undefined, 'the next line starts it anew');
		onIdle();
	}).timeout(30_000);

	it('says that it could not be asked where there are no grammars or no program', async () => {
		const line = command('( claude )');
		assert.equal(await createGrammarsApart({ folder: '/nowhere', program }).read(line), undefined);
		assert.equal(await createGrammarsApart({ folder, program: '/nowhere.cjs' }).read(line), undefined);
	}).timeout(30_000);

	it('gives up on a process that does not answer', async () => {
		let onPatience = () => {};
		const timer: StartTimer = (callback) => {
			onPatience = callback;
			return () => {};
		};
		const own = await mkdtemp(path.join(tmpdir(), 'grammars-'));
		const deaf = path.join(own, 'grammarProgram.mjs');
		await writeFile(deaf, "process.on('message', () => {});\n");
		const reading = createGrammarsApart({ folder, program: deaf }, timer).read(command('( claude )'));
		onPatience();
		assert.equal(await reading, undefined);
		await rm(own, { recursive: true });
	}).timeout(30_000);
});

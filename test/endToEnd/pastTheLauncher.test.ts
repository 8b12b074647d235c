import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DemoPolicy, startDemoPolicy } from '../../src/dev/demo/demoPolicy.ts';
import { until } from '../../src/dev/driver/until.ts';
import { packageExtension } from '../../src/dev/packageExtension.ts';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
import { type EditorDriver, openEditor } from '../support/editorDriver.ts';

/** Leaves its pid, and stays until it is asked to end. */
const shellProgram = '#!/bin/sh\necho $$ >> "$0.pids"\nwhile :; do sleep 0.1; done\n';
const nodeProgram = `#!/usr/bin/env node
require('node:fs').appendFileSync(process.env.PIDS, process.pid + '\\n');
setInterval(() => {}, 1000);
`;

/** In the folder of a banned extension, under a name of its own. */
const engine = 'home/extensions/anthropic.claude-code-2.0.1-linux-x64/resources/engine';
/** Starts a child as an agent does: with a variable that only it sets. */
const orchestra = `#!/usr/bin/env node
const { spawn } = require('node:child_process');
const child = spawn('sleep', ['600'], { env: { ...process.env, CLAUDECODE: '1' }, stdio: 'ignore' });
require('node:fs').appendFileSync(process.env.PIDS, [process.pid, child.pid, ''].join('\\n'));
child.on('exit', () => process.exit());
`;

describe('what gets past the launchers', function () {
	this.timeout(90_000);
	let scratch: string;
	let policy: DemoPolicy;
	let editor: EditorDriver;
	let pids: string;
	const at = (...parts: string[]): string => path.join(scratch, ...parts);

	before(async () => {
		scratch = await mkdtemp(path.join(tmpdir(), 'approved-assistants-past-'));
		pids = at('pids');
		await writeProgram(at('elsewhere/claude'), shellProgram.replace('"$0.pids"', pids));
		const cli = at('lib/node_modules/@anthropic-ai/claude-code/cli.js');
		await writeProgram(cli, nodeProgram);
		await symlink(cli, await inFolder(at('links/cc')));
		await copyFile(at('elsewhere/claude'), await inFolder(at('copies/helper')));
		await writeProgram(at(engine), shellProgram.replace('"$0.pids"', pids));
		await writeProgram(at('bystanders/orchestra'), orchestra);
		await writeProgram(at('bystanders/claudette'), shellProgram.replace('"$0.pids"', at('bystander')));
		const fixtures = await packageFixtures();
		const extension = await packageExtension();
		const qoder = fixtures.get('qoder.qoder');
		assert.ok(qoder);
		policy = await startDemoPolicy(scratch, qoder, undefined);
		editor = await openEditor({
			extensions: [fixtures.get('example.bystander')?.folder ?? ''],
			vsix: [extension.file],
			machineSettings: { 'approvedAssistants.trustAnchor': policy.anchor },
			env: {
				PIDS: pids,
				PATH: [process.env['PATH'], at('elsewhere'), at('copies')].join(path.delimiter),
			},
			files: {
				'package.json': JSON.stringify({ scripts: { review: `node ${cli} -p review` } }),
				'.vscode/tasks.json': JSON.stringify({
					version: '2.0.0',
					tasks: [
						{
							label: 'review it',
							type: 'shell',
							command: at('elsewhere/claude'),
							problemMatcher: [],
						},
					],
				}),
				'.vscode/launch.json': JSON.stringify({
					version: '0.2.0',
					configurations: [
						{ name: 'it', type: 'bystander', request: 'launch', program: at('elsewhere/claude') },
					],
				}),
			},
		});
		await editor.waitForStatus('Assistants approved');
	});

	after(async () => {
		await editor?.close();
		await policy?.host.close();
		for (const pid of [...(await pidsIn(pids)), ...(await pidsIn(at('bystander')))].filter(isAlive)) {
			process.kill(pid, 'SIGKILL');
		}
		await rm(scratch, { recursive: true, force: true });
	});

	beforeEach(async () => {
		await writeFile(pids, '');
	});

	it('is stopped in a nested shell, by an absolute path; the shells live', async () => {
		const terminal = await editor.openTerminal();
		await terminal.type('PS1="nested> " sh');
		await terminal.waitFor(/nested>\s*$/);
		await terminal.type(at('elsewhere/claude'));
		await stopped();
		await terminal.type('echo "lives $((20 + 3))"');
		await terminal.waitFor('lives 23');
		await terminal.type('exit');
		await terminal.type('echo "outer $((30 + 3))"');
		await terminal.waitFor('outer 33');
	});

	it('is stopped when a script of package.json leads to it', async () => {
		const terminal = await editor.openTerminal();
		await terminal.type('npm run review');
		// It may be stopped before its own program has begun.
		await terminal.waitFor(/> node .*\n[^]*\$\s*$|#\s*$/);
		await terminal.type('echo "lives $((40 + 3))"');
		await terminal.waitFor('lives 43');
		assert.ok(!(await pidsIn(pids)).some(isAlive));
	});

	it('is stopped behind a link and as a copy of another name', async () => {
		for (const program of [at('links/cc'), at('copies/helper')]) {
			await writeFile(pids, '');
			const terminal = await editor.openTerminal();
			// It may be stopped before its own program has begun; left alone it would keep the terminal.
			await terminal.type(program);
			await terminal.type('echo "lives $((50 + 3))"');
			await terminal.waitFor('lives 53');
			assert.ok(!(await pidsIn(pids)).some(isAlive));
		}
	});

	it('is stopped inside the folder of its extension', async () => {
		const terminal = await editor.openTerminal();
		await terminal.type(at(engine));
		await terminal.type('echo "lives $((70 + 3))"');
		await terminal.waitFor('lives 73');
		assert.ok(!(await pidsIn(pids)).some(isAlive));
	});

	it('is told of, and not stopped, where only a variable in a child of it speaks for it', async () => {
		await editor.runCommand('Notifications: Clear All Notifications');
		const terminal = await editor.openTerminal();
		await terminal.type(at('bystanders/orchestra'));
		await editor.waitForNotification('Claude Code');
		const running = await pidsIn(pids);
		assert.equal(running.length, 2);
		assert.ok(running.every(isAlive));
		running.forEach((pid) => process.kill(pid, 'SIGKILL'));
	});

	it('is stopped when it left its terminal', async () => {
		const terminal = await editor.openTerminal();
		await terminal.type(`(setsid ${at('elsewhere/claude')} >/dev/null 2>&1 &)`);
		await stopped();
	});

	it('is stopped as a task', async () => {
		await editor.runCommand('Tasks: Run Task');
		await editor.pick('review it');
		await stopped();
	});

	it('does not start as a launch configuration, and the reason is shown', async () => {
		await editor.runCommand('Notifications: Clear All Notifications');
		await editor.runCommand('Debug: Start Debugging');
		const notice = await editor.waitForNotification('Claude Code has been blocked at Acme');
		assert.match(notice.message, /Decided by Security Office\./);
		assert.deepEqual(await pidsIn(pids), []);
	});

	it('leaves alone what only bears a like name, or names it', async () => {
		const terminal = await editor.openTerminal();
		await terminal.type(`${at('bystanders/claudette')} claude --like ${at('elsewhere/claude')}`);
		const [bystander] = await until('it runs', async () => {
			const running = await pidsIn(at('bystander'));
			return running.length > 0 ? running : undefined;
		});
		await writeFile(pids, '');
		const other = await editor.openTerminal();
		await other.type(at('elsewhere/claude'));
		await stopped();
		await other.type('echo "lives $((60 + 3))"');
		await other.waitFor('lives 63');
		assert.ok(bystander !== undefined && isAlive(bystander));
	});

	/** Waits until it has started, and every one that did is gone. */
	async function stopped(): Promise<void> {
		await until('it has started', async () => (await pidsIn(pids)).length > 0);
		await until('it is gone', async () => !(await pidsIn(pids)).some(isAlive));
	}

	async function pidsIn(file: string): Promise<readonly number[]> {
		const text = await readFile(file, 'utf8').catch(() => '');
		return text.split('\n').filter(Boolean).map(Number);
	}

	async function writeProgram(file: string, text: string): Promise<void> {
		await writeFile(await inFolder(file), text);
		await chmod(file, 0o755);
	}

	async function inFolder(file: string): Promise<string> {
		await mkdir(path.dirname(file), { recursive: true });
		return file;
	}
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DemoPolicy, startDemoPolicy } from '../../src/dev/demo/demoPolicy.ts';
import { until } from '../../src/dev/driver/until.ts';
import { packageExtension } from '../../src/dev/packageExtension.ts';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
import type { EditorTerminal } from '../../src/dev/driver/terminal.ts';
import { type EditorDriver, openEditor } from '../support/editorDriver.ts';
import { type WayName, ways } from './waysToStart.ts';

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
	let terminal: EditorTerminal;
	let pids: string;
	let lines = 0;
	const at = (...parts: string[]): string => path.join(scratch, ...parts);

	before(async () => {
		scratch = await mkdtemp(path.join(tmpdir(), 'approved-assistants-past-'));
		pids = at('pids');
		await writeProgram(at('elsewhere/claude'), shellProgram.replace('"$0.pids"', pids));
		const cli = at('lib/node_modules/@anthropic-ai/claude-code/cli.js');
		await writeProgram(cli, nodeProgram);
		await symlink(cli, await inFolder(at('links/cc')));
		await copyFile(at('elsewhere/claude'), await inFolder(at('copies/helper')));
		await writeProgram(at('bystanders/script'), '#!/bin/sh\nclaude -p review\n');
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
			machineSettings: {
				'approvedAssistants.trustAnchor': policy.anchor,
				'terminal.integrated.profiles.linux': {
					bash: { path: 'bash' },
					'The tool': { path: at('elsewhere/claude') },
				},
				'terminal.integrated.defaultProfile.linux': 'bash',
				// It would show lines twice.
				'terminal.integrated.stickyScroll.enabled': false,
			},
			env: {
				PIDS: pids,
				FIXTURE_STARTS: at('elsewhere/claude'),
				PATH: [process.env['PATH'], at('elsewhere'), at('copies')].join(path.delimiter),
			},
			files: {
				'package.json': JSON.stringify({ scripts: { review: 'claude -p review' } }),
				Makefile: 'review:\n\tclaude -p review\n',
				'.vscode/tasks.json': JSON.stringify({
					version: '2.0.0',
					tasks: [
						{
							label: 'by path',
							type: 'shell',
							command: at('elsewhere/claude'),
							problemMatcher: [],
						},
						{ label: 'by name', type: 'shell', command: 'claude', problemMatcher: [] },
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
		terminal = await editor.openTerminal();
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

	for (const [name, { way, fate }] of Object.entries(ways)) {
		it(`${way}: ${fate}`, async () => {
			await acts[name as WayName]();
		});
	}

	/** How each way is gone, and what shows what came of it. */
	const acts: Readonly<Record<WayName, () => Promise<void>>> = {
		typed: async () => await neverRuns('claude --version'),
		alias: async () => {
			await typed('alias c=claude');
			await neverRuns('c');
		},
		script: async () => await neverRuns(at('bystanders/script')),
		npmRun: async () => await neverRuns('npm run --silent review'),
		makefile: async () => await neverRuns('make -s review'),
		nested: async () => {
			await terminal.type('PS1="nested> " sh');
			await terminal.waitFor(/nested>\s*$/);
			await neverRuns('claude');
			await terminal.type(`echo $$ > ${at('nested')}`);
			const shell = await until('it has said so', async () => (await pidsIn(at('nested')))[0]);
			assert.ok(isAlive(shell));
			await terminal.type('exit');
		},
		terminalStart: async () => {
			const file = path.join(editor.home, 'user-home/.bashrc');
			await writeFile(file, 'claude\n');
			const started = await editor.openTerminal();
			await started.waitFor('Claude Code has been blocked at Acme');
			await rm(file);
			assert.deepEqual(await pidsIn(pids), []);
		},
		task: async () => {
			const before = await launcherCalls();
			await editor.runCommand('Tasks: Run Task');
			await editor.pick('by name');
			await until('the launcher has said so', async () => (await launcherCalls()) > before);
			assert.deepEqual(await pidsIn(pids), []);
		},
		launch: async () => {
			await editor.runCommand('Notifications: Clear All Notifications');
			await editor.runCommand('Debug: Start Debugging');
			const notice = await editor.waitForNotification('Claude Code has been blocked at Acme');
			assert.match(notice.message, /Decided by Security Office\./);
			assert.deepEqual(await pidsIn(pids), []);
		},
		taskByPath: async () => {
			await editor.runCommand('Tasks: Run Task');
			await editor.pick('by path');
			await stopped();
		},
		absolutePath: async () => await endsSoon(at('elsewhere/claude')),
		twoAtOnce: async () => {
			// The shell notes them as well: one that is stopped at once had no time to note itself.
			const one = `${at('elsewhere/claude')} & echo $! >> ${pids}`;
			await terminal.type(`${one}; ${one}`);
			await until('both have started', async () => new Set(await pidsIn(pids)).size === 2);
			await stopped();
		},
		ownPath: async () => await endsSoon(`env PATH=${at('elsewhere')}:/usr/bin:/bin claude`),
		copy: async () => await endsSoon(at('copies/helper')),
		symlink: async () => await endsSoon(at('links/cc')),
		npx: async () => {
			const link = await inFolder(path.join(editor.workspace, 'node_modules/.bin/claude'));
			await symlink(at('lib/node_modules/@anthropic-ai/claude-code/cli.js'), link);
			await endsSoon('npx --no-install claude');
		},
		fromProgram: async () => {
			const call = `require("node:child_process").spawnSync("${at('elsewhere/claude')}")`;
			await endsSoon(`node -e '${call}'`);
		},
		detached: async () => {
			await terminal.type(`(setsid ${at('elsewhere/claude')} >/dev/null 2>&1 &)`);
			await stopped();
		},
		profile: async () => {
			await editor.runCommand('Create New Terminal (With Profile)');
			await editor.pick('The tool');
			await stopped();
		},
		insideExtension: async () => {
			await editor.runCommand('Bystander: Say Hello');
			await until('it has started', async () => (await pidsIn(pids)).length > 0);
			terminal = await editor.openTerminal();
			// What is started in a terminal meanwhile is stopped, so that there was time to stop this as well.
			await terminal.type(at('elsewhere/claude'));
			await until('the other one too', async () => (await pidsIn(pids)).length > 1);
			await until('only one is left', async () => (await pidsIn(pids)).filter(isAlive).length === 1);
			const [first] = await pidsIn(pids);
			assert.ok(first !== undefined && isAlive(first));
			process.kill(first, 'SIGKILL');
		},
	};

	it('is stopped inside the folder of its extension', async () => {
		terminal = await editor.openTerminal();
		await endsSoon(at(engine));
	});

	it('is told of, and not stopped, where only a variable in a child of it speaks for it', async () => {
		await terminal.type(at('bystanders/orchestra'));
		await until('it is noted as a process that is not blocked', async () =>
			/"seen":"process","action":"(?:inform|warn)"/.test(
				await readFile(path.join(storage(), 'history.json'), 'utf8'),
			),
		);
		const running = await pidsIn(pids);
		assert.equal(running.length, 2);
		assert.ok(running.every(isAlive));
		running.forEach((pid) => process.kill(pid, 'SIGKILL'));
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

	/** Types `line`; the terminal is free again, and the tool has not begun. */
	async function neverRuns(line: string): Promise<void> {
		const before = await launcherCalls();
		await typed(line);
		assert.ok((await launcherCalls()) > before, 'the launcher was called');
		assert.deepEqual(await pidsIn(pids), []);
	}

	/** Types `line`; left alone, the tool would keep the terminal. It may be stopped before its own program has begun. */
	async function endsSoon(line: string): Promise<void> {
		const before = await launcherCalls();
		await typed(line);
		assert.equal(await launcherCalls(), before, 'no launcher was called');
		assert.ok(!(await pidsIn(pids)).some(isAlive));
	}

	async function typed(line: string): Promise<void> {
		lines += 1;
		await terminal.type(line);
		await terminal.type(`echo "line $((${lines} + 1000))"`);
		await terminal.waitFor(`line ${lines + 1000}`);
	}

	/** Where the extension keeps what it has to remember. */
	function storage(): string {
		return path.join(editor.home, 'user-data/User/globalStorage/approved-assistants.approved-assistants');
	}

	async function launcherCalls(): Promise<number> {
		const folder = storage();
		const files = (await readdir(folder)).filter((name) => name.startsWith('launcher-events-'));
		const texts = await Promise.all(
			files.map(async (name) => await readFile(path.join(folder, name), 'utf8')),
		);
		return texts.join('').split('\n').length;
	}

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

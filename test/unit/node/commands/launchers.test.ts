import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
	type LauncherFile,
	launcherEventsVariable,
	launcherFolders,
	writeLaunchers,
} from '../../../../src/node/commands/launchers.ts';

const block: LauncherFile = { action: 'block', lines: ['Banned is not allowed.', 'Use instead: good'] };
const warn: LauncherFile = { action: 'warn', lines: ['Banned will be blocked.'] };

describe('launchers', function () {
	if (process.platform === 'win32') {
		it('are for POSIX shells', () => assert.ok(!existsSync('/bin/sh')));
		return;
	}
	let folder: string;
	let root: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'launchers test-'));
		root = join(folder, 'ours');
		mkdirSync(join(folder, 'real'));
		writeProgram(join(folder, 'real', 'banned'));
	});

	afterEach(() => rmSync(folder, { recursive: true }));

	it('stop a blocked command before it runs, say why, and exit with 126', async () => {
		await writeLaunchers(root, new Map([['banned', block]]));
		const { status, stderr } = run('banned --version');
		assert.equal(status, 126);
		assert.equal(stderr, 'Banned is not allowed.\nUse instead: good\n');
		assert.equal(ran(), '');
	});

	it('let a discouraged command run after they said so, with its arguments, input and exit code', async () => {
		await writeLaunchers(root, new Map([['banned', warn]]));
		const { status, stderr } = run(`banned 'two words' '*' ""; exit $?`);
		assert.equal(status, 7);
		assert.equal(stderr, 'Banned will be blocked.\n');
		assert.equal(ran(), 'banned[two words][*][]\n');
	});

	it('follow a new policy in a shell that is open already', async () => {
		await writeLaunchers(root, new Map([['banned', block]]));
		// The shell remembers where it found the command; the second call must still go by the new policy.
		const shell = run(`banned; mv '${join(root, 'notices')}' '${join(root, 'gone')}'; banned; exit $?`);
		assert.equal(shell.status, 7);
		assert.equal(ran(), 'banned\n');
	});

	it('keep the launcher of a command that is allowed again, without its notice', async () => {
		await writeLaunchers(root, new Map([['banned', block]]));
		await writeLaunchers(root, new Map());
		const { bin, notices } = launcherFolders(root);
		assert.ok(existsSync(join(bin, 'banned')));
		assert.ok(!existsSync(join(notices, 'banned')));
		assert.deepEqual([run('banned').status, ran()], [7, 'banned\n']);
	});

	it('never call the launchers of another editor, which would call them back', async () => {
		const other = join(folder, 'other');
		await writeLaunchers(root, new Map([['banned', warn]]));
		await writeLaunchers(other, new Map([['banned', warn]]));
		const path = [launcherFolders(root).bin, launcherFolders(other).bin, join(folder, 'real')];
		assert.deepEqual([run('banned', path).status, ran()], [7, 'banned\n']);
	});

	it('say what a shell says when there is no real command', async () => {
		await writeLaunchers(root, new Map([['absent', warn]]));
		const { status, stderr } = run('absent');
		assert.equal(status, 127);
		assert.match(stderr, /absent: command not found/);
	});

	it('report each call to the window, and only to one that is there', async () => {
		await writeLaunchers(root, new Map([['banned', block]]));
		const events = join(folder, 'events');
		run('banned', undefined, { [launcherEventsVariable]: events });
		assert.ok(!existsSync(events));
		writeFileSync(events, '');
		run('banned; banned', undefined, { [launcherEventsVariable]: events });
		assert.equal(readFileSync(events, 'utf8'), 'block banned\nblock banned\n');
	});

	it('print a line of the policy as it stands, whatever a shell would make of it', async () => {
		const lines = ['%s $(touch pwned) `touch pwned` \\n "quoted" \'too\' 中文', '-n'];
		await writeLaunchers(root, new Map([['banned', { action: 'block', lines }]]));
		assert.equal(run('banned').stderr, `${lines.join('\n')}\n`);
		assert.ok(!existsSync(join(folder, 'pwned')));
	});

	it('use colour on a terminal only', async () => {
		await writeLaunchers(root, new Map([['banned', block]]));
		assert.ok(!run('banned').stderr.includes('\u001b'));
		const typed = spawnSync('script', ['-qec', 'banned', '/dev/null'], {
			encoding: 'utf8',
			env: environment(),
		});
		assert.ok(typed.stdout.includes('\u001b[1;33mBanned is not allowed.\u001b[0m'), typed.stdout);
	});

	function run(line: string, path?: readonly string[], more: Record<string, string> = {}) {
		return spawnSync('/bin/sh', ['-c', line], {
			encoding: 'utf8',
			cwd: folder,
			env: { ...environment(path), ...more },
		});
	}

	function environment(path?: readonly string[]): Record<string, string> {
		const folders = path ?? [launcherFolders(root).bin, join(folder, 'real')];
		return { PATH: [...folders, '/usr/bin', '/bin'].join(delimiter), RAN: join(folder, 'ran') };
	}

	function ran(): string {
		return existsSync(join(folder, 'ran')) ? readFileSync(join(folder, 'ran'), 'utf8') : '';
	}
});

/** A stand-in that leaves a mark when it runs, with its arguments. */
function writeProgram(path: string): void {
	const script = `#!/bin/sh\n{ printf banned; for word; do printf '[%s]' "$word"; done; echo; } >>"$RAN"\nexit 7\n`;
	writeFileSync(path, script);
	chmodSync(path, 0o755);
}

import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type ArgumentTable, assistantSchema } from '../../../../src/core/catalog/assistant.ts';
import { launcherNotices } from '../../../../src/core/enforcement/launcherNotices.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { english } from '../../../../src/core/wording/translate.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';
import {
	launcherEventsVariable,
	launcherFolders,
	writeLaunchers,
} from '../../../../src/node/commands/launchers.ts';
import { policyWith } from '../../../support/policies.ts';
import { interactiveShells, type PtyShell, startPty } from '../../../support/ptyShell.ts';

const reader = { language: 'en', translate: english, timeZone: 'UTC' };
const now = Date.parse('2026-07-12');

/** What is typed, what then runs, and what the terminal says is left out. */
const calls: readonly [typed: string, runs: string, leftOut?: string][] = [
	['claude', 'qodercli'],
	[`claude -p 'fix it'`, 'qodercli[-p][fix it]'],
	[`claude "it's" -c`, `qodercli[it's][-c]`],
	['claude --model opus -p hi', 'qodercli[-p][hi]', '--model opus'],
	['claude --model=opus hi', 'qodercli[hi]', '--model opus'],
	['claude -r 1234-5678', 'qodercli[-r]', '-r 1234-5678'],
	['claude --add-dir ../a ../b --print hi', 'qodercli[--add-dir][../a][--add-dir][../b][-p][hi]'],
	['claude --output-format json -p hi', 'qodercli[-o][json][-p][hi]'],
	['claude --allowedTools Read Edit -c', 'qodercli[-c]', '--allowedTools Read Edit'],
	[`claude --dangerously-skip-permissions hi`, 'qodercli[hi]', '--dangerously-skip-permissions'],
	['claude --unheard-of word -c', 'qodercli[-c]', '--unheard-of word'],
	['claude -- -p', 'qodercli[--][-p]'],
	[`claude '$(touch pwned)' '*'`, 'qodercli[$(touch pwned)][*]'],
	['codex exec "fix it"', 'qodercli[-p][fix it]'],
	['gemini -p hi', 'qodercli[-p][hi]'],
];

describe('the offer of a launcher', function () {
	this.timeout(60_000);
	if (process.platform === 'win32') {
		it('is for POSIX shells', () => assert.ok(!existsSync('/bin/sh')));
		return;
	}
	let folder: string;
	let root: string;
	let shell: PtyShell | undefined;
	const shells = Object.keys(interactiveShells).filter((name) => existsSync(join('/usr/bin', name)));

	before(async () => {
		folder = mkdtempSync(join(tmpdir(), 'launcher offer-'));
		root = join(folder, 'ours');
		mkdirSync(join(folder, 'real'));
		for (const program of ['claude', 'qodercli']) {
			writeProgram(
				program,
				`{ printf %s ${program}; for word; do printf '[%s]' "$word"; done; echo; } >>"$RAN"\nexit 7\n`,
			);
		}
		writeProgram('script-of-mine', 'claude\n');
		writeFileSync(join(folder, 'Makefile'), 'review:\n\tclaude -p review\n');
		await writeLaunchers(root, noticesFor(builtInCatalog));
	});

	beforeEach(() => {
		for (const file of ['ran', 'events']) {
			writeFileSync(join(folder, file), '');
		}
	});

	afterEach(async () => {
		await shell?.close();
		shell = undefined;
	});

	after(() => rmSync(folder, { recursive: true }));

	it('is tried in the shells of this machine', () => {
		assert.ok(shells.includes('bash') || shells.includes('zsh'), shells.join());
	});

	for (const name of Object.keys(interactiveShells)) {
		it(`is asked in ${name}; yes runs the sanctioned command, no leaves it`, async function () {
			if (!shells.includes(name)) {
				assert.ok(!existsSync(join('/usr/bin', name)));
				return;
			}
			shell = startPty(interactiveShells[name] ?? '', environment(), folder);
			await shell.waitFor(/READY$/);
			shell.type(`claude --model opus -p 'fix it'`);
			const asked = await shell.waitFor(/\[y\/N\] $/);
			assert.match(asked, /Claude Code has been blocked at Acme/);
			assert.match(asked, /Left out: --model opus/);
			assert.match(asked, /Run qodercli -p 'fix it' instead\?/);
			shell.type('y');
			await shell.waitFor(/READY$/);
			assert.equal(ran(), 'qodercli[-p][fix it]\n');
			shell.type('claude');
			await shell.waitFor(/\[y\/N\] $/);
			shell.type('');
			await shell.waitFor(/READY$/);
			shell.type(name === 'fish' ? 'echo "code $status"' : 'echo "code $?"');
			await shell.waitFor(/code 126/);
			assert.equal(ran(), 'qodercli[-p][fix it]\n');
			assert.equal(readFileSync(join(folder, 'events'), 'utf8'), 'switch claude\nblock claude\n');
		});
	}

	it('translates arguments, and says what it leaves out', async () => {
		shell = startPty(interactiveShells['dash'] ?? '', environment(), folder);
		await shell.waitFor(/READY$/);
		for (const [typed, runs, leftOut] of calls) {
			writeFileSync(join(folder, 'ran'), '');
			shell.type(typed);
			const asked = await shell.waitFor(/\[y\/N\] $/);
			assert.equal(/Left out: (.*?)\r?\n/.exec(asked)?.[1], leftOut, typed);
			shell.type('yes');
			await shell.waitFor(/READY$/);
			assert.equal(ran(), `${runs}\n`, typed);
		}
		assert.ok(!existsSync(join(folder, 'pwned')));
	});

	it('is not asked where nobody can answer, or where there is nothing to run instead', async () => {
		shell = startPty(interactiveShells['bash'] ?? '', environment(), folder);
		await shell.waitFor(/READY$/);
		for (const typed of [
			'script-of-mine',
			'make review',
			'claude &',
			'CI=1 claude',
			'claude </dev/null',
			'claude 2>/dev/null',
			'claude mcp list',
			'PATH=${PATH%%:*}:/usr/bin:/bin claude',
		]) {
			shell.type(`${typed}; echo "done $((1 + 1))"`.replace('&;', '& wait;'));
			assert.doesNotMatch(await shell.waitFor(/done 2[^]*READY$/), /y\/N/, typed);
		}
		assert.equal(ran(), '');
	});

	it('is asked as well where there is no /proc, by what ps says', async () => {
		const elsewhere = join(folder, 'without proc');
		await writeLaunchers(elsewhere, noticesFor(builtInCatalog));
		const { bin } = launcherFolders(elsewhere);
		const file = join(bin, '.approved-assistants-offer');
		writeFileSync(file, readFileSync(file, 'utf8').replaceAll('/proc/', '/nowhere/'));
		const env = {
			...environment(),
			PATH: environment()['PATH']?.replace(launcherFolders(root).bin, bin) ?? '',
		};
		shell = startPty(interactiveShells['bash'] ?? '', env, folder);
		await shell.waitFor(/READY$/);
		shell.type('claude');
		await shell.waitFor(/Run qodercli instead\? \[y\/N\] $/);
		shell.type('');
		await shell.waitFor(/READY$/);
		shell.type('script-of-mine; echo "done $((1 + 1))"');
		assert.doesNotMatch(await shell.waitFor(/done 2[^]*READY$/), /y\/N/);
		await shell.close();
		shell = startPty('exec claude', env, folder);
		assert.doesNotMatch(await shell.waitFor(/high-risk/i), /y\/N/);
	});

	it('is not asked by a task, which leads its session', async () => {
		shell = startPty('exec claude', environment(), folder);
		assert.doesNotMatch(await shell.waitFor(/high-risk|because/i), /y\/N/);
		await shell.close();
		assert.equal(readFileSync(join(folder, 'events'), 'utf8'), 'block claude\n');
	});

	it('says how to install what is not there', async () => {
		shell = startPty(
			interactiveShells['bash'] ?? '',
			{ ...environment(), PATH: [launcherFolders(root).bin, '/usr/bin', '/bin'].join(delimiter) },
			folder,
		);
		await shell.waitFor(/READY$/);
		shell.type('claude');
		await shell.waitFor(/To install it: npm install --global @qoder-ai\/qodercli/);
		await shell.waitFor(/READY$/);
	});

	it('offers the bare command where the catalog does not know how one of the two is called', async () => {
		const table: ArgumentTable = { options: [{ names: ['-x'], value: 'one' }] };
		const notices = launcherNotices(policyWith(), { now }, reader);
		assert.deepEqual(notices.get('banned')?.offer?.rules, []);
		const known = assistantSchema.parse({
			id: 'banned',
			name: 'Banned',
			vendor: 'Evil Inc',
			kinds: [],
			commands: ['banned'],
			arguments: table,
		});
		const policy = policyWith({ catalog: [known] });
		assert.deepEqual(launcherNotices(policy, { now }, reader).get('banned')?.offer?.rules, [
			{ name: '-x', takes: 'one', gives: 'leaveOut', to: '' },
		]);
	});

	function writeProgram(name: string, text: string): void {
		const file = join(folder, 'real', name);
		writeFileSync(file, `#!/bin/sh\n${text}`);
		chmodSync(file, 0o755);
	}

	function environment(): Record<string, string> {
		return {
			HOME: folder,
			PATH: [launcherFolders(root).bin, join(folder, 'real'), '/usr/bin', '/bin'].join(delimiter),
			RAN: join(folder, 'ran'),
			[launcherEventsVariable]: join(folder, 'events'),
		};
	}

	function ran(): string {
		return readFileSync(join(folder, 'ran'), 'utf8');
	}
});

/** The policy blocks three assistants of the shipped catalog and sanctions Qoder. */
function noticesFor(catalog: typeof builtInCatalog) {
	const { document } = policyWith({
		sanctioned: [
			{
				id: 'qoder',
				name: 'Qoder',
				assistants: ['qoder-cli'],
				terminal: { command: 'qodercli', install: 'npm install --global @qoder-ai/qodercli' },
			},
		],
		rules: [
			{
				id: 'no',
				assistants: ['claude-code', 'codex', 'gemini-cli'],
				phases: [{ from: '2026-07-10', action: 'block' }],
				reason: 'It is high-risk software.',
			},
		],
	});
	return launcherNotices(compilePolicy(document, catalog), { now }, reader);
}

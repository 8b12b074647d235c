import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DemoPolicy } from '../../src/dev/demo/demoPolicy.ts';
import { openFile } from '../../src/dev/driver/editorPane.ts';
import { until } from '../../src/dev/driver/until.ts';
import type { EditorDriver } from '../support/editorDriver.ts';
import { extensionRan, readFixtureLog, toolRuns } from '../support/fixtureLog.ts';
import { type GuardedEditor, openGuardedEditor } from '../support/guardedEditor.ts';

/** As a person leaves it: comments, odd spacing, an allow-list of their own. */
const userSettings = `{
	// mine
	"workbench.startupEditor": "none",   "workbench.secondarySideBar.defaultVisibility": "hidden",
	"terminal.integrated.gpuAcceleration": "off",
	"extensions.allowed": { /* everything */ "*": true },
	"files.autoSave": "off",
	"window.commandCenter": false, // the end
}
`;

describe('a developer under a policy', function () {
	this.timeout(90_000);
	let guarded: GuardedEditor;
	let editor: EditorDriver;
	let policy: DemoPolicy;
	let scratch: string;
	let log: string;
	let publish: GuardedEditor['publish'];

	before(async () => {
		guarded = await openGuardedEditor({
			settings: userSettings,
			extensions: ['anthropic.claude-code', 'example.bystander'],
			tools: ['claude', 'allowed', 'qodercli'],
		});
		({ editor, policy, scratch, log, publish } = guarded);
	});

	after(async () => {
		await guarded?.close();
	});

	describe('with a banned extension installed', () => {
		it('is told what, why, since when and by whom, with three ways forward', async () => {
			const notice = await editor.waitForNotification(
				'Claude Code has been blocked at Acme since July 10, 2026.',
			);
			assert.match(notice.message, /high-risk software/);
			assert.match(notice.message, /Decided by Security Office\./);
			assert.deepEqual(notice.buttons, ['Switch to Qoder', 'Why?', 'Not now']);
			assert.equal(notice.severity, 'warning');
		});

		it('sees at a glance that it runs on until the window is reloaded', async () => {
			const item = await editor.waitForStatus('Claude Code: reload to finish');
			assert.equal(item.kind, 'warning');
			assert.equal(item.label, 'Approved Assistants: Claude Code: reload to finish');
		});

		it('finds all of it in the view, and the way to switch beside the finding', async () => {
			await editor.page.locator('.activitybar a[aria-label^="Approved Assistants"]').first().click();
			const rows = editor.page.locator('.pane-body .monaco-list-row');
			await until('the view lists the finding and the policy', async () => {
				const shown = (await rows.allTextContents()).map((text) => text.trim());
				assert.ok(shown.includes('Claude Codeblocked'), shown.join('\n'));
				assert.ok(shown.includes('Acmeversion 1'), shown.join('\n'));
				assert.ok(shown.includes('extensions.allowedenforced'), shown.join('\n'));
				assert.ok(shown.includes('anthropic.claude-codereload to finish'), shown.join('\n'));
				return true;
			});
			const finding = rows.filter({ hasText: /^Claude Code\s*blocked$/ });
			await finding.hover();
			await finding.locator('a[aria-label="Switch to the Approved Assistant"]').waitFor();
			await editor.runCommand('View: Show Explorer');
		});

		it('finds it denied in the editor’s own allow-list, beside their own entry', async () => {
			await until('the settings deny it', async () =>
				/"anthropic\.claude-code": false/.test(await editor.readSettings()),
			);
			assert.match(await editor.readSettings(), /"\*": true/);
			assert.match(await editor.readSettings(), /\/\/ mine\n.*\n.*\n.*\n[^]*\/\/ the end/);
		});

		it('finds it not running after a reload that waits for unsaved work, and what is allowed running', async () => {
			const before = { banned: starts('anthropic.claude-code'), allowed: starts('example.bystander') };
			const file = path.join(editor.workspace, 'readme.txt');
			const work = 'Work that is not saved. ';
			await openFile(editor.page, 'readme.txt');
			await editor.page.keyboard.type(work);
			await until('the editor shows it', async () => {
				const [line = ''] = await editor.page
					.locator('.editor-instance .view-line')
					.allTextContents();
				return line.replaceAll('\u00a0', ' ').startsWith(work);
			});
			await editor.clickStatusBarItem('approved-assistants');
			await editor.pick('Reload the window to finish');
			const dialog = editor.page.locator('.monaco-dialog-box');
			await dialog.getByText('You have unsaved files.').waitFor();
			await dialog.getByRole('button', { name: 'Cancel' }).click();
			await editor.page.locator('.tab.active.dirty').waitFor();
			assert.equal(starts('example.bystander'), before.allowed);
			assert.ok(!(await readFile(file, 'utf8')).includes(work));

			await editor.clickStatusBarItem('approved-assistants');
			await editor.pick('Reload the window to finish');
			await dialog.getByRole('button', { name: 'Save All and Reload' }).click();
			await until(
				'the allowed extension started again',
				() => starts('example.bystander') > before.allowed,
			);
			await until(
				'the guard has looked',
				async () => (await editor.waitForStatus('Assistants approved')).text !== '',
			);
			assert.equal(starts('anthropic.claude-code'), before.banned);
			assert.ok((await readFile(file, 'utf8')).includes(work));
		});

		it('is asked for no reload any more, in the menu and in the view', async () => {
			await editor.clickStatusBarItem('approved-assistants');
			const menu = editor.page.locator('.quick-input-widget .monaco-list-row');
			await menu.filter({ hasText: 'Open the status page' }).waitFor();
			assert.equal(await menu.filter({ hasText: 'Reload the window to finish' }).count(), 0);
			await editor.page.keyboard.press('Escape');
			await editor.page.locator('.activitybar a[aria-label^="Approved Assistants"]').first().click();
			const rows = editor.page.locator('.pane-body .monaco-list-row');
			await rows.filter({ hasText: /^extensions\.allowed\s*enforced$/ }).waitFor();
			assert.equal(await rows.filter({ hasText: 'reload to finish' }).count(), 0);
			await editor.runCommand('View: Show Explorer');
		});
	});

	describe('in the terminal', () => {
		it('is told in the terminal, and the command does not start', async () => {
			const terminal = await editor.openTerminal();
			await terminal.type('claude --version; echo "code $?"');
			const shown = await terminal.waitFor('Run qodercli -v instead? [y/N]');
			assert.match(shown, /Claude Code has been blocked at Acme/);
			assert.match(shown, /Use instead: qodercli/);
			await terminal.type('');
			await terminal.waitFor('code 126');
			assert.equal(toolRuns(log, 'claude'), 0);
			assert.equal(toolRuns(log, 'qodercli'), 0);
		});

		it('has the sanctioned command run instead on yes, and hears what is left out', async () => {
			const terminal = await editor.openTerminal();
			await terminal.type('claude --model opus -p "two words"');
			const shown = await terminal.waitFor("Run qodercli -p 'two words' instead? [y/N]");
			assert.match(shown, /Left out: --model opus/);
			await terminal.type('y');
			await terminal.waitFor('qodercli (stand-in) is running');
			const runs = readFixtureLog(log).filter(({ tool }) => tool === 'qodercli');
			assert.deepEqual(
				runs.map((run) => run.arguments),
				[['-p', 'two words']],
			);
			assert.equal(toolRuns(log, 'claude'), 0);
		});

		it('is offered the switch by the editor', async () => {
			const notice = await editor.waitForNotification('Claude Code has been blocked at Acme');
			assert.ok(notice.buttons.includes('Switch to Qoder'));
		});

		it('runs an allowed command as ever', async () => {
			const terminal = await editor.openTerminal();
			await terminal.type('allowed one "two words"');
			await terminal.waitFor('allowed (stand-in) is running');
			assert.equal(toolRuns(log, 'allowed'), 1);
		});

		it('has one variable given by the editor’s start-up script, which takes time for each', async () => {
			const terminal = await editor.openTerminal();
			const script = path.join(scratch, 'environment.sh');
			const seen = path.join(scratch, 'environment');
			await writeFile(script, `cat /proc/$PPID/environ > ${seen}.part && mv ${seen}.part ${seen}\n`);
			await terminal.type(`sh ${script}`);
			const environment = await until('the environment is written', async () =>
				existsSync(seen) ? await readFile(seen, 'utf8') : undefined,
			);
			const given = environment.split('\0').filter((one) => one.startsWith('VSCODE_ENV_'));
			assert.deepEqual(
				given.map((one) => one.split('=', 2).join('=')),
				['VSCODE_ENV_PREPEND=PATH'],
			);
		});

		it('has what got past the launcher stopped, and keeps the shell', async () => {
			const elsewhere = path.join(scratch, 'elsewhere');
			await mkdir(elsewhere);
			const program = path.join(elsewhere, 'claude');
			await writeFile(program, '#!/bin/sh\necho started\nsleep 60\n');
			await chmod(program, 0o755);
			const terminal = await editor.openTerminal();
			await terminal.type(program);
			await terminal.waitFor('started');
			await terminal.waitFor(/\$\s*$|#\s*$/);
			await terminal.type('echo "shell lives"');
			await terminal.waitFor(/^shell lives/m);
		});
	});

	describe('when they switch', () => {
		it('has the sanctioned extension installed and open, and reads what was done', async () => {
			await editor.clickNotification('Claude Code has been blocked at Acme', 'Switch to Qoder');
			const summary = await editor.waitForNotification('You are on Qoder now');
			assert.match(summary.message, /the extension qoder\.qoder is installed/);
			assert.match(summary.message, /Claude Code is switched off/);
			assert.ok(summary.buttons.includes('Undo'));
			await until('the sanctioned extension runs', () => extensionRan(log, 'qoder.qoder'));
		});

		it('gets everything back by Undo', async () => {
			await editor.clickNotification('You are on Qoder now', 'Undo');
			await editor.waitForNotification('The switch is undone');
			await until(
				'the sanctioned extension is gone',
				async () => !(await editor.installedExtensions()).includes('qoder.qoder'),
			);
		});
	});

	describe('when somebody tampers with the policy', () => {
		it('keeps the last good one against an unsigned one, and says so', async () => {
			await tamper((bundle) => bundle.replace(/"sig": "[^"]+"/g, '"sig": "AAAA"'));
			await editor.waitForStatus('Policy refused');
			await stillBlocked();
		});

		it('comes back to normal with the next good one', async () => {
			await publish((text) => text.replace('high-risk software', 'risky software'));
			await editor.waitForStatus('Assistants approved');
		});

		it('keeps it against an altered one', async () => {
			await tamper((bundle) => {
				const parsed = JSON.parse(bundle) as { policies: { payload: string }[] };
				const [first] = parsed.policies;
				assert.ok(first);
				first.payload = Buffer.from(
					Buffer.from(first.payload, 'base64').toString().replace('block', 'audit'),
				).toString('base64');
				return JSON.stringify(parsed);
			});
			await editor.waitForStatus('Policy refused');
			await stillBlocked();
		});

		it('keeps it against an older one that was signed well', async () => {
			const older = await goodBundle();
			await publish((text) => text.replace('risky software', 'very risky software'));
			await until('the newer one is in force', async () =>
				(await noticeOfLauncher()).includes('very risky software'),
			);
			await writeFile(bundleFile(), older);
			await editor.waitForStatus('Policy refused');
			await stillBlocked();
			assert.match(await noticeOfLauncher(), /very risky software/);
			await policy.publish();
			await editor.waitForStatus('Assistants approved');
		});
	});

	describe('when the rule goes', () => {
		it('has their settings back to the byte, without a restart, and the extension runs again', async () => {
			const before = starts('anthropic.claude-code');
			await publish((text) => {
				const document = JSON.parse(text) as { rules: unknown[] };
				return JSON.stringify({ ...document, rules: [] }, undefined, '\t');
			});
			await until('the settings are as they were', async () => {
				assert.equal(await editor.readSettings(), userSettings);
				return true;
			});
			await until('the extension runs again', () => starts('anthropic.claude-code') > before);
		});

		it('has the command again in a terminal that was open all the time', async () => {
			const terminal = await editor.openTerminal();
			await terminal.type('claude --version');
			await terminal.waitFor('claude (stand-in) is running');
		});
	});

	/** What the terminal would say of the command now. */
	async function noticeOfLauncher(): Promise<string> {
		const storage = path.join(
			editor.home,
			'user-data/User/globalStorage/approved-assistants.approved-assistants',
		);
		return await readFile(path.join(storage, 'launchers/notices/claude'), 'utf8');
	}

	async function stillBlocked(): Promise<void> {
		const runs = toolRuns(log, 'claude');
		const terminal = await editor.openTerminal();
		await terminal.type('CI=1 claude; echo "code $?"');
		await terminal.waitFor('code 126');
		assert.equal(toolRuns(log, 'claude'), runs);
		assert.match(await editor.readSettings(), /"anthropic\.claude-code": false/);
	}

	async function tamper(edit: (bundle: string) => string): Promise<void> {
		await writeFile(bundleFile(), edit(await goodBundle()));
	}

	async function goodBundle(): Promise<string> {
		await policy.publish();
		return await readFile(bundleFile(), 'utf8');
	}

	function bundleFile(): string {
		return path.join(policy.folder, 'public/policy.bundle.json');
	}

	function starts(id: string): number {
		return readFixtureLog(log).filter((line) => line.id === id && line.command === undefined).length;
	}
});

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { readNotifications } from '../../src/dev/driver/notifications.ts';
import { tabThrough, webviewFrame } from '../../src/dev/driver/statusPage.ts';
import { until } from '../../src/dev/driver/until.ts';
import { extensionRan } from '../support/fixtureLog.ts';
import type { EditorDriver } from '../support/editorDriver.ts';
import { type GuardedEditor, openGuardedEditor } from '../support/guardedEditor.ts';

const userSettings = `{
	"approvedAssistants.quietHours": "${quietHoursNow()}",
	"workbench.startupEditor": "none",
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.editor.useModal": "off",
	"window.commandCenter": false,
	"security.workspace.trust.startupPrompt": "never",
	"security.workspace.trust.banner": "never"
}
`;
/** What a developer sees, in one editor from the first window on a folder that is not trusted yet. */
describe('what a developer sees', function () {
	this.timeout(120_000);
	let guarded: GuardedEditor;
	let editor: EditorDriver;
	let page: Frame;
	/** Other windows, which stay open for a while. */
	const windows: Page[] = [];

	before(async () => {
		guarded = await openGuardedEditor({
			settings: userSettings,
			extensions: ['anthropic.claude-code', 'openai.chatgpt'],
			tools: [],
			// Claude Code is only discouraged yet; Codex is blocked.
			editPolicy: (text) => text.replace('2026-07-10', '2126-07-10'),
			workspaceTrust: true,
		});
		({ editor } = guarded);
		await editor.page.setViewportSize({ width: 1400, height: 900 });
	});

	after(async () => {
		await guarded?.close();
	});

	it('in Restricted Mode and in quiet hours: the policy holds, and nothing is told', async () => {
		await editor.waitForStatus('Restricted Mode');
		await until('what is blocked is denied', async () =>
			/"openai\.chatgpt": false/.test(await editor.readSettings()),
		);
		await until('it would be told', async () => (await history()).includes('"kind":"found"'));
		await statusShows(editor.page, /Claude Code/);
		assert.doesNotMatch(await history(), /"kind":"told"/);
		assert.deepEqual(await editor.notifications(), []);
	});

	it('is told of all that is installed in one notice once the quiet hours end', async () => {
		await editor.runCommand('Preferences: Open Settings (UI)');
		await editor.page.locator('.settings-editor .search-container .monaco-editor').first().click();
		await editor.page.keyboard.type('@id:approvedAssistants.quietHours');
		const setting = editor.page.locator('.settings-editor .setting-item-contents', {
			hasText: 'Approved Assistants: Quiet Hours',
		});
		await setting.locator('input.input').fill('');
		const notice = await editor.waitForNotification('Codex has been blocked at Acme since July 10, 2026');
		assert.match(notice.message, /The policy is also about Claude Code\./);
		await editor.page.keyboard.press('Control+F4');
	});

	it('puts the notice off until tomorrow by Not now, sees that in the view, and takes it back', async () => {
		await editor.clickNotification('Codex has been blocked', 'Not now');
		const choices = editor.page.locator('.quick-input-widget .monaco-list-row');
		await choices.filter({ hasText: 'Until tomorrow' }).waitFor();
		await choices.filter({ hasText: /Until it changes.*blocked from July 10, 2126/ }).waitFor();
		await editor.page.keyboard.press('Enter');
		await openView(editor.page);
		const rows = editor.page.locator('.pane-body .monaco-list-row');
		const putOff = rows.filter({ hasText: /^Claude Code\s*until / });
		await putOff.waitFor();
		await editor.runCommand('Approved Assistants: Show Put-Off Notices Again');
		await editor.waitForNotification('Codex has been blocked at Acme');
		await putOff.waitFor({ state: 'detached' });
		await editor.runCommand('Notifications: Clear All');
	});

	it('is not told again once the folder is trusted and the extension starts', async () => {
		await editor.runCommand('Workspaces: Manage Workspace Trust');
		const trust = editor.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ });
		await trust.first().click();
		await editor.runCommand('View: Close All Editors');
		await until('the extension runs', () => extensionRan(guarded.log, 'anthropic.claude-code'));
	});

	it('is told in no other window: not in an empty one, not in one with two folders', async () => {
		const folders = await twoFolders();
		// One after the other: two at once have come up in vain.
		windows.push(await editor.openWindow({}), await editor.openWindow(folders));
		for (const window of windows) {
			await statusShows(window, /Codex|Claude Code/);
			assert.deepEqual(await readNotifications(window), []);
		}
	});

	it('reads each line of the view with its state, and opens what a finding rests on by keyboard', async () => {
		const finding = editor.page.locator(
			'.pane-body .monaco-list-row[aria-label="Claude Code, discouraged"]',
		);
		await finding.first().click();
		await editor.page.keyboard.press('ArrowRight');
		const evidence = editor.page.locator(
			'.pane-body .monaco-list-row[aria-label^="Extension, anthropic.claude-code"]',
		);
		await evidence.first().waitFor();
		await editor.page.keyboard.press('ArrowLeft');
	});

	it('opens the status page: what was found, the time line, what happened, and what was sent', async () => {
		await editor.runCommand('Approved Assistants: Open the Status Page');
		page = await webviewFrame(editor.page, /AI assistants at Acme/);
		const text = await page.locator('main').innerText();
		for (const said of [
			/Claude Code will be blocked at Acme from July 10, 2126/,
			/Gemini CLI: announced since October 1, 2026 and blocked from January 15, 2027/,
			/Policy version 2 came into force/,
			/Claude Code is installed: discouraged/,
			/You were told of Codex and Claude Code/,
			/GET http:\/\/127\.0\.0\.1:\d+\/policy\.bundle\.json/,
		]) {
			assert.match(text, said);
		}
		assert.ok((await page.locator('svg.timeline rect.stretch').count()) >= 4);
		await page.getByRole('img', { name: 'Time line' }).waitFor();
	});

	it('reaches every action of it by keyboard alone, and gets the report that way', async () => {
		await page.locator('h1').click();
		const actions = await page.locator('button, a[href], summary').count();
		const reached = await tabThrough(editor.page, page, actions + 3);
		for (const id of ['export-0', 'refresh-0', 'switch-0', 'settings-0']) {
			assert.ok(reached.includes(id), `${id} in ${reached.join(', ')}`);
		}
		await page.locator('#export-0').focus();
		await editor.page.keyboard.press('Enter');
		await editor.waitForNotification('This is the report.');
		const lines = editor.page.locator('.editor-instance .view-line');
		await lines.filter({ hasText: 'Approved Assistants: report for the help desk' }).first().waitFor();
		await editor.runCommand('Notifications: Clear All');
	});

	it('sees the page follow a new policy, without losing their place', async () => {
		await editor.runCommand('Approved Assistants: Open the Status Page');
		page = await webviewFrame(editor.page, /AI assistants at Acme/);
		await page.locator('#refresh-0').focus();
		await guarded.publish((text) => text.replace('"name": "Acme"', '"name": "Acme Works"'));
		await page.getByRole('heading', { name: 'AI assistants at Acme Works' }).waitFor();
		assert.equal(await page.locator(':focus').getAttribute('id'), 'refresh-0');
	});

	it('is told again in no window by a policy version that says the same of what is here', async () => {
		for (const window of [editor.page, ...windows]) {
			await statusShows(window, /Codex|Claude Code/);
			assert.deepEqual(await readNotifications(window), []);
		}
		const happened = await history();
		assert.match(happened, /"version":3/);
		// Once at first, and once as it was asked for again.
		assert.equal(happened.match(/"kind":"told"/g)?.length, 2, happened);
		await Promise.all(windows.map(async (window) => await window.close()));
	});

	function storage(): string {
		return path.join(editor.home, 'user-data/User/globalStorage/approved-assistants.approved-assistants');
	}

	async function history(): Promise<string> {
		return await readFile(path.join(storage(), 'history.json'), 'utf8').catch(() => '');
	}

	async function twoFolders(): Promise<{ readonly workspace: string }> {
		const folders = ['one', 'two'].map((name) => path.join(editor.workspace, name));
		for (const folder of folders) {
			await mkdir(folder, { recursive: true });
		}
		const workspace = path.join(editor.workspace, 'both.code-workspace');
		await writeFile(workspace, JSON.stringify({ folders: folders.map((folder) => ({ path: folder })) }));
		return { workspace };
	}
});

/** From an hour ago until two hours from now, by the clock on the wall. */
function quietHoursNow(): string {
	const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toTimeString().slice(0, 5);
	return `${at(-1)}-${at(2)}`;
}

async function openView(page: Page): Promise<void> {
	await page.locator('.activitybar a[aria-label^="Approved Assistants"]').first().click();
}

async function statusShows(page: Page, text: RegExp): Promise<void> {
	await page.locator('.part.statusbar .statusbar-item', { hasText: text }).waitFor({ timeout: 30_000 });
}

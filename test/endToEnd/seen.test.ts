import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { readNotifications } from '../../src/dev/driver/notifications.ts';
import { tabThrough, webviewFrame } from '../../src/dev/driver/statusPage.ts';
import { until } from '../../src/dev/driver/until.ts';
import type { EditorDriver } from '../support/editorDriver.ts';
import { type GuardedEditor, openGuardedEditor } from '../support/guardedEditor.ts';

const userSettings = `{
	"workbench.startupEditor": "none",
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"window.commandCenter": false,
	"security.workspace.trust.startupPrompt": "never",
	"security.workspace.trust.banner": "never"
}
`;
const sizes = [
	{ width: 1400, height: 900 },
	{ width: 900, height: 600 },
];

/** What a developer sees, in one editor from the first window on a folder that is not trusted yet. */
describe('what a developer sees', function () {
	this.timeout(120_000);
	let guarded: GuardedEditor;
	let editor: EditorDriver;
	let page: Frame;

	before(async () => {
		guarded = await openGuardedEditor({
			settings: userSettings,
			extensions: ['anthropic.claude-code', 'openai.chatgpt'],
			tools: [],
			workspaceTrust: true,
		});
		({ editor } = guarded);
		await editor.page.setViewportSize({ width: 1400, height: 900 });
	});

	after(async () => {
		await guarded?.close();
	});

	it('in Restricted Mode: the policy holds, and nothing is told of what the editor itself keeps off', async () => {
		await editor.waitForStatus('Restricted Mode');
		await editor.waitForStatus('Assistants approved');
		await until('the banned extensions are denied', async () =>
			/"anthropic\.claude-code": false/.test(await editor.readSettings()),
		);
		assert.deepEqual(await editor.notifications(), []);
	});

	it('once the folder is trusted: one notice for both extensions, in one window of three', async () => {
		await editor.runCommand('Workspaces: Manage Workspace Trust');
		const trust = editor.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ });
		await trust.first().click();
		const notice = await editor.waitForNotification('Claude Code has been blocked at Acme');
		assert.match(notice.message, /Blocked as well: Codex\./);
		const [none, many] = [await editor.openWindow({}), await editor.openWindow(await twoFolders())];
		for (const window of [none, many]) {
			await statusShows(window, /Claude Code/);
			assert.deepEqual(await readNotifications(window), []);
			await window.close();
		}
	});

	it('puts the notice off until tomorrow by Not now, sees that in the view, and takes it back', async () => {
		await editor.clickNotification('Claude Code has been blocked', 'Not now');
		const choices = editor.page.locator('.quick-input-widget .monaco-list-row');
		await choices.filter({ hasText: 'Until tomorrow' }).waitFor();
		await editor.page.keyboard.press('Enter');
		await openView(editor.page);
		const rows = editor.page.locator('.pane-body .monaco-list-row');
		const putOff = rows.filter({ hasText: /^Claude Code\s*until / });
		await putOff.waitFor();
		await editor.runCommand('Approved Assistants: Show Put-Off Notices Again');
		await editor.waitForNotification('Claude Code has been blocked at Acme');
		await putOff.waitFor({ state: 'detached' });
		await editor.runCommand('Notifications: Clear All');
	});

	it('reads each line of the view with its state, and opens what a finding rests on by keyboard', async () => {
		const finding = editor.page.locator(
			'.pane-body .monaco-list-row[aria-label^="Claude Code, blocked"]',
		);
		await finding.click();
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
			/Claude Code has been blocked at Acme since July 10, 2026\./,
			/Gemini CLI: announced since October 1, 2026 and blocked from January 15, 2027/,
			/Policy version 1 came into force/,
			/Claude Code is installed: blocked/,
			/You were told of Claude Code and Codex/,
			/GET http:\/\/127\.0\.0\.1:\d+\/policy\.bundle\.json/,
		]) {
			assert.match(text, said);
		}
		assert.ok((await page.locator('svg.timeline rect.stretch').count()) >= 4);
		await page.getByRole('img', { name: 'Time line' }).waitFor();
	});

	it('finds nothing on it that keeps people out (axe-core), in every theme and size', async () => {
		for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] as const) {
			await editor.setTheme(theme);
			for (const size of sizes) {
				await editor.page.setViewportSize(size);
				await until(
					'the page has the theme',
					async () =>
						(await page.locator('body').getAttribute('data-vscode-theme-kind'))?.includes(
							'contrast',
						) === theme.startsWith('high'),
				);
				assert.deepEqual(await violations(page), [], `${theme} ${size.width}`);
				assert.ok(await fits(page), `${theme} ${size.width}: wider than its window`);
			}
		}
		await editor.page.setViewportSize({ width: 1400, height: 900 });
		await editor.setTheme('dark');
	});

	it('reaches every action of it by keyboard alone, and gets the report that way', async () => {
		await page.locator('h1').click();
		const actions = await page.locator('button, a[href], summary').count();
		const reached = await tabThrough(editor.page, page, actions + 3);
		for (const id of ['export-0', 'refresh-0', 'switch-0', 'switch-1', 'settings-0']) {
			assert.ok(reached.includes(id), `${id} in ${reached.join(', ')}`);
		}
		await page.locator('#export-0').focus();
		await editor.page.keyboard.press('Enter');
		await editor.waitForNotification('This is the report.');
		const lines = editor.page.locator('.editor-instance .view-line');
		await lines.filter({ hasText: 'Approved Assistants: report for the help desk' }).first().waitFor();
		await editor.runCommand('Notifications: Clear All');
		await editor.runCommand('View: Revert and Close Editor');
	});

	it('sees the page follow a new policy, without losing their place', async () => {
		await editor.runCommand('Approved Assistants: Open the Status Page');
		page = await webviewFrame(editor.page, /AI assistants at Acme/);
		await page.locator('#refresh-0').focus();
		await guarded.publish((text) => text.replace('"name": "Acme"', '"name": "Acme Works"'));
		await page.getByRole('heading', { name: 'AI assistants at Acme Works' }).waitFor();
		assert.equal(await page.locator(':focus').getAttribute('id'), 'refresh-0');
	});

	it('is not told again by a policy version that says the same of what is here', async () => {
		await statusShows(editor.page, /Claude Code/);
		assert.deepEqual(await editor.notifications(), []);
	});

	it('is shown what the policy means for them, step by step', async () => {
		await editor.runCommand('Approved Assistants: What Does the Policy Mean for Me?');
		await editor.page
			.locator('.gettingStartedContainer', { hasText: 'See what holds for you' })
			.waitFor();
		await editor.runCommand('View: Close All Editors');
	});

	it('reads all of it in Chinese where the editor speaks Chinese', async () => {
		const window = await editor.openWindow({ folder: editor.workspace, language: 'zh-cn' });
		await window.setViewportSize({ width: 1400, height: 900 });
		await statusShows(window, /Claude Code/);
		await window.keyboard.press('F1');
		await window.locator('.quick-input-widget input').first().fill('>获准的 AI 助手: 打开状态页');
		await window
			.locator('.quick-input-widget .monaco-list-row', { hasText: '打开状态页' })
			.first()
			.click();
		const chinese = await webviewFrame(window, /Acme Works 的 AI 助手/);
		assert.match(await chinese.locator('main').innerText(), /Claude Code 已被 Acme 列为高风险软件/);
		await window.close();
	});

	async function twoFolders(): Promise<{ readonly workspace: string }> {
		const folders = ['one', 'two'].map((name) => path.join(editor.home, name));
		for (const folder of folders) {
			await mkdir(folder, { recursive: true });
		}
		const workspace = path.join(editor.home, 'both.code-workspace');
		await writeFile(workspace, JSON.stringify({ folders: folders.map((folder) => ({ path: folder })) }));
		return { workspace };
	}
});

async function openView(page: Page): Promise<void> {
	await page.locator('.activitybar a[aria-label^="Approved Assistants"]').first().click();
}

async function statusShows(page: Page, text: RegExp): Promise<void> {
	await page.locator('.part.statusbar .statusbar-item', { hasText: text }).waitFor({ timeout: 30_000 });
}

/** What axe-core has to say of the page, one line for each rule that is broken. */
async function violations(frame: Frame): Promise<readonly string[]> {
	return await frame.evaluate<readonly string[]>(`(async () => {
		if (globalThis.axe === undefined) { ${axe.source} }
		const { violations } = await globalThis.axe.run(document);
		return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | '));
	})()`);
}

async function fits(frame: Frame): Promise<boolean> {
	return await frame.evaluate<boolean>(
		'document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1',
	);
}

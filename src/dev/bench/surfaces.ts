import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startDemoPolicy } from '../demo/demoPolicy.ts';
import { webviewFrame } from '../driver/statusPage.ts';
import type { EditorTerminal } from '../driver/terminal.ts';
import { until } from '../driver/until.ts';
import { openWorkbench, type Workbench } from '../driver/workbench.ts';
import { launchBrowser } from '../editor/browser.ts';
import { startEditor } from '../editor/editorServer.ts';
import { stageExtension } from '../packageExtension.ts';
import { packageFixtures } from '../packageFixtures.ts';
import { writeStandIns } from '../standIns.ts';
import { median, type Row } from './figures.ts';

const samples = 5;

/**
 * How long a person waits, in a real editor: from Enter after a banned command to the notice on the screen, from the click
 * to the view's lines, from the choice of the command to the status page's heading.
 */
export async function benchSurfaces(): Promise<readonly Row[]> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-surfaces-'));
	const qoder = (await packageFixtures()).get('qoder.qoder');
	if (qoder === undefined) {
		throw new Error('The fixture extension qoder.qoder is missing.');
	}
	const policy = await startDemoPolicy(home, qoder, undefined);
	const browser = await launchBrowser(() => {});
	const tools = await layOut(home, policy.anchor);
	const editor = await startEditor({
		userDataDir: path.join(home, 'user-data'),
		extensionsDir: path.join(home, 'extensions'),
		env: { PATH: [tools, process.env['PATH']].join(path.delimiter) },
	});
	try {
		const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
		const folder = encodeURIComponent(path.join(home, 'folder'));
		const workbench = await openWorkbench(page, `${editor.url}/?folder=${folder}`);
		await workbench.waitForStatus('Assistants approved');
		const terminal = await workbench.openTerminal();
		const prompts = await measure(() => prompt(workbench, terminal, home));
		const views = await measure(() => view(workbench));
		const pages = await measure(() => statusPage(workbench));
		return [
			{ name: 'banned command to notice', value: median(prompts), unit: 'ms', limit: 150 },
			{ name: 'view opens', value: median(views), unit: 'ms', limit: 300 },
			{ name: 'status page opens', value: median(pages), unit: 'ms', limit: 300 },
		];
	} finally {
		await browser.close();
		await editor.stop();
		await policy.host.close();
		await rm(home, { recursive: true, force: true });
	}
}

/** The first time loads what later ones have at hand; a person meets the later ones. */
async function measure(once: () => Promise<number>): Promise<readonly number[]> {
	const values: number[] = [];
	for (let sample = 0; sample <= samples; sample++) {
		values.push(await once());
	}
	return values.slice(1);
}

async function prompt({ page }: Workbench, terminal: EditorTerminal, home: string): Promise<number> {
	const storage = 'user-data/User/globalStorage/approved-assistants.approved-assistants';
	await rm(path.join(home, storage, 'notices.json'), { force: true });
	await terminal.type('clear');
	await until('the terminal is clear', async () => !(await terminal.text()).includes('blocked'));
	await page.keyboard.type('claude');
	const shown = appears(page, '.notifications-toasts .notification-list-item-message', 'keydown');
	await page.keyboard.press('Enter');
	const time = await shown;
	await terminal.waitFor('has been blocked');
	const toast = page.locator('.notifications-toasts .notification-list-item').first();
	await toast.hover();
	await toast.locator('.codicon-notifications-clear').click();
	await toast.waitFor({ state: 'detached' });
	return time;
}

async function view({ page, runCommand }: Workbench): Promise<number> {
	await runCommand('View: Show Explorer');
	const shown = appears(
		page,
		'.pane-body .monaco-list-row[aria-label^="The policy is up to date"]',
		'mousedown',
	);
	await page.locator('.activitybar a[aria-label^="Approved Assistants"]').first().click();
	return await shown;
}

async function statusPage({ page, runCommand }: Workbench): Promise<number> {
	await runCommand('View: Close All Editors');
	await until('no page is open', () => page.frames().length === 1);
	await page.keyboard.press('F1');
	const box = page.locator('.quick-input-widget input').first();
	await box.fill('>Approved Assistants: Open the Status Page');
	const row = page.locator('.quick-input-widget .monaco-list-row.focused', {
		hasText: 'Open the Status Page',
	});
	await row.waitFor();
	const before = performance.now();
	await page.keyboard.press('Enter');
	await webviewFrame(page, /AI assistants at/, 5);
	return performance.now() - before;
}

/** Milliseconds from the next event of a kind to the moment at which `selector` is drawn, by the page's own clock. */
async function appears(page: Page, selector: string, event: 'keydown' | 'mousedown'): Promise<number> {
	return await page.evaluate<number>(`new Promise((resolve) => {
		let start;
		addEventListener(${JSON.stringify(event)}, () => { start = performance.now(); }, { capture: true, once: true });
		const look = () => {
			if (start !== undefined && document.querySelector(${JSON.stringify(selector)}) !== null) {
				resolve(performance.now() - start);
			} else {
				requestAnimationFrame(look);
			}
		};
		look();
	})`);
}

/** Lays out what the editor starts with; gives the folder of the stand-in command. */
async function layOut(home: string, anchor: unknown): Promise<string> {
	const user = path.join(home, 'user-data/User');
	const machine = path.join(home, 'user-data/Machine');
	const tools = path.join(home, 'bin');
	for (const folder of [user, machine, path.join(home, 'folder')]) {
		await mkdir(folder, { recursive: true });
	}
	await writeFile(path.join(home, 'folder/readme.txt'), 'A folder to open.\n');
	await writeFile(
		path.join(user, 'settings.json'),
		JSON.stringify({
			'workbench.startupEditor': 'none',
			'terminal.integrated.gpuAcceleration': 'off',
			'workbench.secondarySideBar.defaultVisibility': 'hidden',
		}),
	);
	await writeFile(
		path.join(machine, 'settings.json'),
		JSON.stringify({ 'approvedAssistants.trustAnchor': anchor }),
	);
	await writeStandIns(tools, ['claude'], path.join(home, 'ran.log'));
	const ours = path.join(home, 'extensions/approved-assistants.approved-assistants-0.1.0');
	await cp(await stageExtension(), ours, { recursive: true });
	return tools;
}

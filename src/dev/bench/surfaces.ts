import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoPolicy } from '../demo/demoPolicy.ts';
import { openFile } from '../driver/editorPane.ts';
import { webviewFrame } from '../driver/statusPage.ts';
import type { EditorTerminal } from '../driver/terminal.ts';
import { until } from '../driver/until.ts';
import type { Workbench } from '../driver/workbench.ts';
import { packageFixtures } from '../packageFixtures.ts';
import { median, type Row } from './figures.ts';
import { startSurfaceEditor, type SurfaceEditor } from './surfaceEditor.ts';
import { watchUntilDrawn } from './untilDrawn.ts';

const samples = 5;
const keysOfATurn = 30;
const turns = 3;

/**
 * How long a person waits, in a real editor: from Enter after a banned command to the notice on the screen, from the click
 * to the view's lines, from the choice of the command to the status page's heading; and from a key to its letter, in a
 * file that we look at, beside an editor without us.
 */
export async function benchSurfaces(): Promise<readonly Row[]> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-surfaces-'));
	const qoder = (await packageFixtures()).get('qoder.qoder');
	if (qoder === undefined) {
		throw new Error('The fixture extension qoder.qoder is missing.');
	}
	const policy = await startDemoPolicy(home, qoder, undefined);
	const editors: SurfaceEditor[] = [];
	try {
		const ours = await startSurfaceEditor(path.join(home, 'ours'), policy.anchor);
		editors.push(ours);
		const { workbench } = ours;
		await workbench.waitForStatus('Assistants approved');
		const terminal = await workbench.openTerminal();
		const prompts = await measure(() => prompt(ours, terminal));
		const views = await measure(() => view(workbench));
		const pages = await measure(() => statusPage(workbench));
		const without = await startSurfaceEditor(path.join(home, 'without'), undefined);
		editors.push(without);
		// What else is on the screen is drawn too, so it is the same in both.
		await without.workbench.openTerminal();
		return [
			{ name: 'banned command to notice', value: median(prompts), unit: 'ms', limit: 150 },
			{ name: 'view opens', value: median(views), unit: 'ms', limit: 300 },
			{ name: 'status page opens', value: median(pages), unit: 'ms', limit: 300 },
			...(await typing(ours.workbench, without.workbench)),
		];
	} finally {
		await Promise.all(editors.map(async (editor) => await editor.close()));
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

async function prompt({ workbench, storage }: SurfaceEditor, terminal: EditorTerminal): Promise<number> {
	const { page } = workbench;
	await rm(path.join(storage, 'notices.json'), { force: true });
	await terminal.type('clear');
	await until('the terminal is clear', async () => /^\S+[$#] ?$/.test(await terminal.text()));
	await page.keyboard.type('claude');
	const shown = await watchUntilDrawn(page, 'keydown', drawn('.notification-list-item-message'));
	await page.keyboard.press('Enter');
	const time = await shown();
	await terminal.waitFor('has been blocked');
	await workbench.runCommand('Notifications: Clear All');
	await until('it is gone', async () => (await workbench.notifications()).length === 0);
	return time;
}

async function view({ page, runCommand }: Workbench): Promise<number> {
	await runCommand('View: Show Explorer');
	const line = '.pane-body .monaco-list-row[aria-label^="The policy is up to date"]';
	const shown = await watchUntilDrawn(page, 'mousedown', drawn(line));
	await page.locator('.activitybar a[aria-label^="Approved Assistants"]').first().click();
	return await shown();
}

async function statusPage({ page, runCommand }: Workbench): Promise<number> {
	await runCommand('View: Close All Editors');
	await until('no page is open', () => !page.frames().some((frame) => /webview/.test(frame.url())));
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

/** By turns, so that what else the machine does hits both alike. */
async function typing(ours: Workbench, without: Workbench): Promise<readonly Row[]> {
	const keys: Record<'ours' | 'without', number[]> = { ours: [], without: [] };
	for (const { page, runCommand } of [ours, without]) {
		await runCommand('View: Close All Editors');
		await runCommand('View: Show Explorer');
		await openFile(page, 'build.sh');
		await page.keyboard.press('Control+End');
	}
	for (let turn = 0; turn <= turns; turn++) {
		for (const [which, { page }] of Object.entries({ ours, without })) {
			const times = await typeKeys(page);
			if (turn > 0) {
				keys[which as 'ours' | 'without'].push(...times);
			}
		}
	}
	const usual = median(keys.without);
	return [
		{ name: 'key to letter, without us', value: usual, unit: 'ms' },
		// Within a tenth or 2 ms, whichever is more: a picture is drawn every 17 ms.
		{
			name: 'key to letter, added',
			value: median(keys.ours) - usual,
			unit: 'ms',
			limit: Math.max(2, usual / 10),
		},
	];
}

/** A line, letter by letter. */
async function typeKeys(page: Workbench['page']): Promise<readonly number[]> {
	const text = "document.querySelector('.monaco-editor .view-lines').textContent";
	const times: number[] = [];
	await page.keyboard.press('Enter');
	for (let key = 0; key < keysOfATurn; key++) {
		await page.evaluate(`void (globalThis.before = ${text})`);
		const shown = await watchUntilDrawn(page, 'keydown', `${text} !== globalThis.before`);
		await page.keyboard.press('abcdefghij'[key % 10] ?? 'a');
		times.push(await shown());
	}
	return times;
}

function drawn(selector: string): string {
	return `document.querySelector(${JSON.stringify(selector)}) !== null`;
}

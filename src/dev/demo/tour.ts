import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFile } from '../driver/editorPane.ts';
import { until } from '../driver/until.ts';
import { openWorkbench, type Workbench } from '../driver/workbench.ts';
import { launchBrowser } from '../editor/browser.ts';
import { root } from '../paths.ts';
import { type Demo, startDemo } from './demo.ts';
import type { StartOptions } from './options.ts';
import { step } from './progress.ts';
import { layOutTourFolder } from './tourFolder.ts';

/** Drives the whole story in an editor of its own, without a window, and writes the pictures that the README shows. */
export async function tour(options: StartOptions): Promise<void> {
	const home = path.join(tmpdir(), 'approved-assistants-tour');
	await rm(home, { recursive: true, force: true });
	await mkdir(path.join(home, 'user-home'), { recursive: true });
	const folder = options.folder ?? (await layOutTourFolder(home));
	const demo = await startDemo({ ...options, folder }, home, path.join(home, 'user-home'));
	const browser = await launchBrowser(() => {});
	try {
		const page = await browser.newPage({ viewport: { width: 1440, height: 810 } });
		const workbench = await openWorkbench(page, demo.editor.address);
		for (const [title, play] of scenes) {
			await step(title, async () => await play(workbench, demo));
		}
		process.stdout.write(`\nThe pictures are in ${path.relative(process.cwd(), pictures)}.\n`);
	} finally {
		await browser.close();
		await demo.stop();
		await rm(home, { recursive: true, force: true });
	}
}

type Scene = (workbench: Workbench, demo: Demo) => Promise<void>;

const pictures = path.join(root, 'docs/images');

const scenes: readonly (readonly [title: string, play: Scene])[] = [
	['A banned extension is found, told of, and switched off', findBanned],
	['After a reload it does not run', reload],
	['A banned command does not start, and the terminal says why', typeBanned],
	['One click switches to the approved assistant, and what was set up comes along', switchOver],
	['Undo takes the switch back', undo],
	['A new policy reaches the open editor', publish],
	['Without the rule, the settings are as they were', withdraw],
];

async function findBanned(workbench: Workbench, { editor }: Demo): Promise<void> {
	await workbench.waitForNotification('has been blocked at Acme');
	await workbench.waitForStatus('reload to finish');
	if (existsSync(path.join(editor.folder, 'src/orders.py'))) {
		await openFile(workbench.page, 'orders.py');
	}
	await both(workbench, 'notice');
	await until('the editor denies it', async () =>
		(await readFile(editor.settingsFile, 'utf8')).includes('"anthropic.claude-code": false'),
	);
}

async function reload(workbench: Workbench): Promise<void> {
	await workbench.reload();
	await workbench.waitForStatus('Assistants approved');
}

async function typeBanned(workbench: Workbench, { editor }: Demo): Promise<void> {
	const terminal = await workbench.openTerminal();
	await terminal.type('claude "explain this code"');
	await terminal.waitFor('has been blocked at Acme');
	await workbench.waitForNotification('has been blocked at Acme');
	await both(workbench, 'terminal');
	const ran = await readFile(editor.log, 'utf8').catch(() => '');
	if (ran.includes('"tool":"claude"')) {
		throw new Error('The banned command has run.');
	}
}

async function switchOver(workbench: Workbench): Promise<void> {
	const { page } = workbench;
	await workbench.clickNotification('has been blocked at Acme', 'Switch to Qoder');
	await workbench.waitForNotification('You are on Qoder now');
	await workbench.waitForNotification('This can come along to Qoder');
	await untilTerminalShows(workbench, /qodercli/);
	await workbench.screenshot(path.join(pictures, 'switched.png'));
	await workbench.clickNotification('This can come along to Qoder', 'Look at Each');
	await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'CLAUDE.md' }).first().waitFor();
	await page.locator('.multiDiffEntry').first().waitFor();
	await page.locator('.quick-input-widget .quick-input-action .monaco-button').first().click();
	await workbench.waitForNotification('Carried over to Qoder');
}

async function undo(workbench: Workbench): Promise<void> {
	await workbench.runCommand('Approved Assistants: Undo the Last Switch');
	await workbench.waitForNotification('The switch is undone');
}

async function publish(workbench: Workbench, { policy }: Demo): Promise<void> {
	await edit(policy.file, (document) => ({
		...document,
		organization: { ...document.organization, name: 'Acme Works' },
	}));
	await policy.publish();
	await until('a terminal tells of the new policy', async () => {
		const terminal = await workbench.openTerminal();
		await terminal.type('claude');
		return (await terminal.waitFor('has been blocked at')).includes('at Acme Works');
	});
}

async function withdraw(_workbench: Workbench, { policy, editor }: Demo): Promise<void> {
	await edit(policy.file, (document) => ({ ...document, rules: [] }));
	await policy.publish();
	await until(
		'the settings are as they were',
		async () => !(await readFile(editor.settingsFile, 'utf8')).includes('extensions.allowed'),
	);
}

/** Waits for what a program in the visible terminal draws; a slow one does not hold the tour up for long. */
async function untilTerminalShows({ page }: Workbench, wanted: RegExp): Promise<void> {
	const screen = page.locator('.terminal-wrapper.active .xterm-rows').filter({ hasText: wanted });
	await screen.waitFor({ timeout: 20_000 });
}

interface EditablePolicy {
	readonly organization: { readonly name: string };
	readonly rules: readonly unknown[];
}

/** Edits the policy file as an admin would. */
async function edit(file: string, change: (document: EditablePolicy) => EditablePolicy): Promise<void> {
	const document = JSON.parse(await readFile(file, 'utf8')) as EditablePolicy;
	await writeFile(file, `${JSON.stringify(change(document), undefined, '\t')}\n`);
}

/** A picture in the dark theme and one in the light. */
async function both(workbench: Workbench, name: string): Promise<void> {
	for (const theme of ['light', 'dark'] as const) {
		await workbench.setTheme(theme);
		await workbench.screenshot(
			path.join(pictures, theme === 'dark' ? `${name}.png` : `${name}-light.png`),
		);
	}
}

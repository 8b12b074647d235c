import { readFileSync } from 'node:fs';
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { tourFiles } from '../../src/dev/demo/tourFolder.ts';
import { until } from '../../src/dev/driver/until.ts';
import { openWorkbench, type Workbench } from '../../src/dev/driver/workbench.ts';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
import { currentFile } from '../../src/node/policy/policyStore.ts';
import { type BadServer, startBadServer } from '../support/badServer.ts';
import { speak } from '../support/editorDriver.ts';
import { type GuardedEditor, openGuardedEditor } from '../support/guardedEditor.ts';
import { followingScript, followingSettings } from './looks.ts';
import { type Language, type Words, wordsIn } from './words.ts';

const day = 24 * 3_600_000;
/** When Codex is blocked: six days from today, as policies write days. */
export const soon = new Date(Date.now() + 6 * day).toISOString().slice(0, 10);
export const exemptUntil = new Date(Date.now() + 30 * day).toISOString().slice(0, 10);

/** One editor on which every surface of ours can be shown, and what it hangs on. */
export interface Stage {
	readonly guarded: GuardedEditor;
	/** The download of the sanctioned extension: it waits until it is let go. */
	readonly download: { readonly letGo: () => Promise<void> };
	/** Where the policy is served. */
	readonly source: string;
	/** The version of the policy that was published last. */
	readonly version: () => number;
	/** Publishes the policy that it began with, and points the machine at it. */
	readonly beginAnew: () => Promise<void>;
	/** Points the machine at a source of policies, or at none. */
	readonly pointAt: (source: string | undefined) => Promise<void>;
	/** Makes what is kept look as if nothing had been asked for more than a day. */
	readonly growOld: () => Promise<void>;
	readonly forgetPolicy: () => Promise<void>;
	/** Serves a bundle that is damaged, or the good one again. */
	readonly serve: (bundle: 'damaged' | 'good') => Promise<void>;
	readonly close: () => Promise<void>;
}

/** A window of it, in one language. */
export interface Scene {
	readonly stage: Stage;
	readonly language: Language;
	readonly words: Words;
	readonly page: Page;
	readonly workbench: Workbench;
}

export async function openStage(): Promise<Stage> {
	const server = await startBadServer();
	const guarded = await openGuardedEditor({
		settings: `${JSON.stringify(
			{
				'workbench.startupEditor': 'none',
				'workbench.secondarySideBar.defaultVisibility': 'hidden',
				'workbench.editor.useModal': 'off',
				'window.commandCenter': false,
				'terminal.integrated.gpuAcceleration': 'off',
				'git.openRepositoryInParentFolders': 'never',
				'remote.autoForwardPorts': false,
				...followingSettings,
			},
			undefined,
			'\t',
		)}\n`,
		extensions: ['anthropic.claude-code', 'openai.chatgpt'],
		tools: ['claude', 'qodercli'],
		script: followingScript,
		editPolicy: (text) => changePolicy(text, new URL('/qoder.vsix', server.url).href),
		files: {
			...tourFiles,
			'.vscode/extensions.json': '{\n\t"recommendations": ["anthropic.claude-code"]\n}\n',
		},
	});
	const { editor, policy } = guarded;
	editor.page.context().setDefaultTimeout(10_000);
	const machine = path.join(editor.home, 'user-data/Machine/settings.json');
	const store = path.join(
		editor.home,
		'user-data/User/globalStorage/approved-assistants.approved-assistants/policy',
	);
	const bundle = path.join(policy.folder, 'public/policy.bundle.json');
	let good = '';
	const source = policy.host.bundleUrl;
	const beginning = await readFile(policy.file, 'utf8');
	const pointAt = async (at: string | undefined): Promise<void> => {
		const anchor = at && { ...(policy.anchor as object), sources: [at] };
		await writeFile(machine, JSON.stringify({ 'approvedAssistants.trustAnchor': anchor ?? null }));
	};
	return {
		guarded,
		source,
		version: () => Number(/"version": (\d+)/.exec(readFileSync(policy.file, 'utf8'))?.[1]),
		pointAt,
		beginAnew: async () => {
			await guarded.publish(() => beginning);
			await pointAt(source);
		},
		download: await holdDownload(server),
		growOld: async () => {
			const dayAndMore = Date.now() / 1000 - 30 * 3600;
			await utimes(currentFile(store), dayAndMore, dayAndMore);
		},
		forgetPolicy: async () => await rm(store, { recursive: true }),
		serve: async (which) => {
			good ||= await readFile(bundle, 'utf8');
			await writeFile(
				bundle,
				which === 'good' ? good : good.replaceAll(/"sig": "..../g, '"sig": "AAAA'),
			);
			good = which === 'good' ? '' : good;
		},
		close: async () => {
			await guarded.close();
			await server.close();
		},
	};
}

/** The editor's first window shows English; another language has a window of its own. */
export async function openScene(stage: Stage, language: Language): Promise<Scene> {
	const { editor } = stage.guarded;
	const words = wordsIn(language);
	if (language === 'en') {
		return { stage, language, words, page: editor.page, workbench: editor };
	}
	// What is blocked runs until a reload: so it is let run before the policy comes.
	await stage.pointAt(undefined);
	await until('nothing is denied', async () => !(await editor.readSettings()).includes('claude-code'));
	const page = await editor.page.context().newPage();
	await speak(page, language);
	const workbench = await openWorkbench(
		page,
		`${editor.url}/?folder=${encodeURIComponent(editor.workspace)}`,
	);
	// Two windows in two languages would take turns at what the terminals say.
	await editor.page.goto('about:blank');
	await page.locator(statusItem, { hasText: words.say('No assistant policy') }).waitFor();
	await stage.beginAnew();
	await page.locator(statusItem, { hasText: 'Claude Code' }).waitFor();
	return { stage, language, words, page, workbench };
}

export const statusItem = '.part.statusbar .statusbar-item[id*="approvedAssistants.status"] a';

/** Chooses from the menu of the status bar item. */
export async function chooseFromMenu({ page, workbench }: Scene, label: string): Promise<void> {
	await page.locator(statusItem).first().click();
	await workbench.pick(label);
	await lookAway(page);
}

/** Takes the focus and the pointer off the status bar item, which shows its hover while it has one of them. */
export async function lookAway(page: Page): Promise<void> {
	await page.locator('.part.titlebar').click();
}

/** The row of the list that is open. */
export function choice(page: Page, text: string): Locator {
	return page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
}

/** A notification in the corner that says `text`. */
export function toast(page: Page, text: string): Locator {
	return page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
}

/** Of the example policy: Codex is blocked soon, Gemini has an exemption, and exemptions can be asked for. */
function changePolicy(text: string, vsix: string): string {
	const codex = text.indexOf('no-codex');
	return (text.slice(0, codex) + text.slice(codex).replace('2026-07-10', soon))
		.replace(/"vsix": "[^"]*"/, `"vsix": "${vsix}"`)
		.replace('"rules": [\n\t\t{', '"rules": [\n\t\t{ "exemptable": true,')
		.replace(
			'"organization": {',
			'"organization": { "exemptionRequest": "https://acme.example/exemptions",',
		)
		.replace(
			'"unlisted":',
			`"exemptions": [{ "id": "model-comparison", "rules": ["no-gemini-cli"], "until": "${exemptUntil}" }],\n\t"unlisted":`,
		);
}

async function holdDownload(server: BadServer): Promise<Stage['download']> {
	const fixture = (await packageFixtures()).get('qoder.qoder');
	const waiting: Parameters<BadServer['answer']>[1][] = [];
	server.answer = (_request, response) => void waiting.push(response);
	return {
		letGo: async () => {
			const vsix = await readFile(fixture?.file ?? '');
			waiting.splice(0).forEach((response) => response.end(vsix));
		},
	};
}

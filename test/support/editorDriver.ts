import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../src/dev/driver/workbench.ts';
import { launchBrowser } from '../../src/dev/editor/browser.ts';
import { type RunningEditor, startEditor } from '../../src/dev/editor/editorServer.ts';
import { installVsix } from '../../src/dev/editor/installVsix.ts';

export interface EditorSetup {
	/** Unpacked extensions (named `publisher.name-version`) that are installed before the first start. */
	readonly extensions?: readonly string[];
	/** VSIX files that are installed before the first start, by the editor's own command line. */
	readonly vsix?: readonly string[];
	/** The machine's settings, which only an administrator should write. */
	readonly machineSettings?: Readonly<Record<string, unknown>>;
	/** The text of the user's settings.json, as the user left it. */
	readonly settings?: string;
	/** For the editor, its extensions and its terminals. HOME is an empty folder of this run, unless given here. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Files of the opened folder, by relative path. */
	readonly files?: Readonly<Record<string, string>>;
	/** Has the editor restrict folders that were not trusted; every folder is trusted if absent. */
	readonly workspaceTrust?: boolean;
	readonly size?: { readonly width: number; readonly height: number };
	/** Runs in every window before the editor does. */
	readonly script?: string;
}

/** What a window is opened on; `language`: a tag, for a window in another language than English. */
export interface WindowOn {
	readonly folder?: string;
	readonly workspace?: string;
	readonly language?: string;
}

export interface EditorFolders {
	readonly userDataDir: string;
	readonly extensionsDir: string;
}

/** A new editor with installed extensions, in a browser. */
export interface EditorDriver extends Workbench {
	readonly url: string;
	/** A folder of this run, removed by `close`. */
	readonly home: string;
	readonly workspace: string;
	readonly settingsFile: string;
	/** The user's settings.json, byte for byte; an empty text when there is none. */
	readonly readSettings: () => Promise<string>;
	/** Another window of the same editor: on a folder, a workspace file, or on nothing. */
	readonly openWindow: (on: WindowOn) => Promise<Page>;
	/** Ids of the installed extensions, as the editor keeps them on disk, in lower case. */
	readonly installedExtensions: () => Promise<readonly string[]>;
	/** Everything the browser's console said, for a failed test's report. */
	readonly consoleLines: () => readonly string[];
	/** Stops the editor, does something, and starts it anew on the same folders; its old window is not used any more. */
	readonly restart: (between: (folders: EditorFolders) => Promise<void>) => Promise<void>;
	/** Ends the editor and the browser and removes `home`; nothing of this run is left. */
	readonly close: () => Promise<void>;
}

/** Else the editor looks for ports again and again, and offers to open the servers of the test itself. */
const looksForNoPorts = { 'remote.autoForwardPorts': false };

/** Keeps the editor's own greetings and network look-ups out of the picture. */
const quietSettings = `{
	"workbench.startupEditor": "none",
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"window.commandCenter": false,
	"extensions.ignoreRecommendations": true,
	"telemetry.telemetryLevel": "off",
	"update.mode": "none",
	"terminal.integrated.gpuAcceleration": "off",
	"security.workspace.trust.enabled": false
}
`;

export async function openEditor(setup: EditorSetup = {}): Promise<EditorDriver> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-editor-'));
	let editor: RunningEditor | undefined;
	let browser: Browser | undefined;
	const close = async (): Promise<void> => {
		await browser?.close();
		await editor?.stop();
		await rm(home, { recursive: true, force: true });
	};
	try {
		const places = await layOut(home, setup);
		const folders = { userDataDir: places.userData, extensionsDir: places.extensions };
		const options = {
			...folders,
			env: { HOME: places.userHome, ...setup.env },
			...(setup.workspaceTrust === undefined ? {} : { workspaceTrust: setup.workspaceTrust }),
		};
		editor = await startEditor(options);
		const editorUrl = editor.url;
		browser = await launchBrowser(() => {});
		const context = await browser.newContext({
			viewport: setup.size ?? { width: 1280, height: 800 },
			// As for a person who wants no moving pictures: the processor draws them here, about a second of it in each test file.
			reducedMotion: 'reduce',
		});
		await context.addInitScript(setup.script ?? '');
		const page = await context.newPage();
		const lines: string[] = [];
		page.on('console', (message) => lines.push(message.text()));
		const workbench = await openWorkbench(
			page,
			`${editor.url}/?folder=${encodeURIComponent(places.workspace)}`,
		);
		return {
			...workbench,
			url: editor.url,
			home,
			workspace: places.workspace,
			settingsFile: places.settingsFile,
			readSettings: async () =>
				existsSync(places.settingsFile) ? readFile(places.settingsFile, 'utf8') : '',
			openWindow: async (on) => await openWindow(page, editorUrl, on),
			installedExtensions: async () => installedExtensions(places.extensions),
			consoleLines: () => lines,
			restart: async (between) => {
				await editor?.stop();
				await between(folders);
				editor = await startEditor(options);
			},
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** In the same browser context, as a second tab is. */
async function openWindow(
	first: Page,
	url: string,
	{ folder, workspace, language }: WindowOn,
): Promise<Page> {
	const page = await first.context().newPage();
	await (language && speak(page, language));
	const on = Object.entries({ folder, workspace }).flatMap(([name, value]) =>
		value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
	);
	await page.goto(`${url}/?${on.length === 0 ? 'ew=true' : on.join('&')}`);
	await page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: 60_000 });
	return page;
}

/** Has the editor that `page` will show speak a language; its own texts stay English, for it has no bundles here. */
export async function speak(page: Page, language: string): Promise<void> {
	// What the editor's own language bundle sets as it is loaded (VS Code 1.139).
	await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
}

async function installedExtensions(folder: string): Promise<readonly string[]> {
	const text = await readFile(path.join(folder, 'extensions.json'), 'utf8');
	const entries = JSON.parse(text) as readonly { readonly identifier: { readonly id: string } }[];
	return entries.map(({ identifier }) => identifier.id.toLowerCase());
}

interface Places {
	readonly userData: string;
	readonly extensions: string;
	readonly workspace: string;
	readonly settingsFile: string;
	readonly userHome: string;
}

async function layOut(home: string, setup: EditorSetup): Promise<Places> {
	const userData = path.join(home, 'user-data');
	const places = {
		userData,
		extensions: path.join(home, 'extensions'),
		workspace: path.join(home, 'workspace'),
		settingsFile: path.join(userData, 'User/settings.json'),
		userHome: path.join(home, 'user-home'),
	};
	for (const folder of [
		places.extensions,
		places.workspace,
		places.userHome,
		path.dirname(places.settingsFile),
		path.join(userData, 'Machine'),
	]) {
		await mkdir(folder, { recursive: true });
	}
	await writeFile(places.settingsFile, setup.settings ?? quietSettings);
	await writeFile(
		path.join(userData, 'Machine/settings.json'),
		JSON.stringify({ ...looksForNoPorts, ...setup.machineSettings }, undefined, '\t'),
	);
	for (const folder of setup.extensions ?? []) {
		await cp(folder, path.join(places.extensions, path.basename(folder)), { recursive: true });
	}
	await installVsix(setup.vsix ?? [], { userDataDir: userData, extensionsDir: places.extensions });
	for (const [name, text] of Object.entries(setup.files ?? { 'readme.txt': 'A folder to work in.\n' })) {
		const file = path.join(places.workspace, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
	return places;
}

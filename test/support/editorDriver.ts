import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../src/dev/editor/browser.ts';
import { startEditor } from '../../src/dev/editor/editorServer.ts';
import { type EditorNotification, readNotifications } from './editorNotifications.ts';
import { type EditorTerminal, openTerminal } from './editorTerminal.ts';
import type { PageElement } from './pageElement.ts';
import { until } from './until.ts';

export interface EditorSetup {
	/** Unpacked extensions (named `publisher.name-version`) that are installed before the first start. */
	readonly extensions?: readonly string[];
	/** The text of the user's settings.json, as the user left it. */
	readonly settings?: string;
	/** For the editor, its extensions and its terminals. HOME is an empty folder of this run, unless given here. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Files of the opened folder, by relative path. */
	readonly files?: Readonly<Record<string, string>>;
	readonly size?: { readonly width: number; readonly height: number };
}

export interface StatusBarItem {
	/** The item's own id, which ends with what the extension gave it. */
	readonly id: string;
	readonly text: string;
	/** What a screen reader says. */
	readonly label: string;
	/** `warning`, `error` or `standard`, as its background shows. */
	readonly kind: 'standard' | 'warning' | 'error';
}

/** An editor with installed extensions, in a browser, driven as a person would (selectors of VS Code 1.139). */
export interface EditorDriver {
	readonly page: Page;
	readonly url: string;
	/** A folder of this run, removed by `close`. */
	readonly home: string;
	readonly workspace: string;
	readonly settingsFile: string;
	/** The user's settings.json, byte for byte; an empty text when there is none. */
	readonly readSettings: () => Promise<string>;
	/** Runs a command of the palette by its full title, such as `View: Toggle Terminal`. */
	readonly runCommand: (title: string) => Promise<void>;
	readonly notifications: () => Promise<readonly EditorNotification[]>;
	/** Waits for a notification whose message contains `text`. */
	readonly waitForNotification: (text: string) => Promise<EditorNotification>;
	/** Clicks a button of the notification whose message contains `text`. */
	readonly clickNotification: (text: string, button: string) => Promise<void>;
	readonly statusBarItems: () => Promise<readonly StatusBarItem[]>;
	readonly clickStatusBarItem: (idPart: string) => Promise<void>;
	/** Opens a new integrated terminal and waits for its prompt. */
	readonly openTerminal: () => Promise<EditorTerminal>;
	readonly reload: () => Promise<void>;
	readonly screenshot: (file: string) => Promise<void>;
	/** Changes the user's settings. */
	readonly setTheme: (theme: keyof typeof themes) => Promise<void>;
	/** Everything the browser's console said, for a failed test's report. */
	readonly consoleLines: () => readonly string[];
	/** Ends the editor and the browser and removes `home`; nothing of this run is left. */
	readonly close: () => Promise<void>;
}

/** VS Code 1.139's own themes, by their settings ids. */
const themes = {
	light: 'Light 2026',
	dark: 'Dark 2026',
	highContrast: 'Default High Contrast',
	highContrastLight: 'Default High Contrast Light',
} as const;

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
	const places = await layOut(home, setup);
	const editor = await startEditor({
		userDataDir: places.userData,
		extensionsDir: places.extensions,
		env: { HOME: places.userHome, ...setup.env },
	});
	let browser: Browser | undefined;
	const close = async (): Promise<void> => {
		await browser?.close();
		await editor.stop();
		await rm(home, { recursive: true, force: true });
	};
	try {
		browser = await launchBrowser(() => {});
		const page = await browser.newPage({ viewport: setup.size ?? { width: 1280, height: 800 } });
		const lines: string[] = [];
		page.on('console', (message) => lines.push(message.text()));
		await page.goto(`${editor.url}/?folder=${encodeURIComponent(places.workspace)}`);
		await untilReady(page);
		return { ...drive(page, places), url: editor.url, home, consoleLines: () => lines, close };
	} catch (error) {
		await close();
		throw error;
	}
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
	]) {
		await mkdir(folder, { recursive: true });
	}
	await writeFile(places.settingsFile, setup.settings ?? quietSettings);
	for (const folder of setup.extensions ?? []) {
		await cp(folder, path.join(places.extensions, path.basename(folder)), { recursive: true });
	}
	for (const [name, text] of Object.entries(setup.files ?? { 'readme.txt': 'A folder to work in.\n' })) {
		const file = path.join(places.workspace, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
	return places;
}

function drive(page: Page, places: Places): Omit<EditorDriver, 'url' | 'home' | 'consoleLines' | 'close'> {
	const notifications = (): Promise<readonly EditorNotification[]> => readNotifications(page);
	const readSettings = async (): Promise<string> =>
		existsSync(places.settingsFile) ? readFile(places.settingsFile, 'utf8') : '';
	return {
		page,
		workspace: places.workspace,
		settingsFile: places.settingsFile,
		readSettings,
		runCommand: (title) => runCommand(page, title),
		notifications,
		waitForNotification: (text) =>
			until(`a notification says "${text}"`, async () =>
				(await notifications()).find((one) => one.message.includes(text)),
			),
		clickNotification: async (text, button) => {
			const toast = page
				.locator('.notifications-toasts .notification-list-item')
				.filter({ hasText: text });
			await toast.first().getByRole('button', { name: button, exact: true }).click();
		},
		statusBarItems: () => readStatusBar(page),
		clickStatusBarItem: (idPart) =>
			page.locator(`.part.statusbar .statusbar-item[id*="${idPart}"] a`).first().click(),
		openTerminal: () => openTerminal(page, (title) => runCommand(page, title)),
		reload: async () => {
			await page.reload();
			await untilReady(page);
		},
		screenshot: async (file) => {
			await mkdir(path.dirname(file), { recursive: true });
			await page.screenshot({ path: file });
		},
		setTheme: (theme) => setTheme(page, places.settingsFile, themes[theme]),
	};
}

async function untilReady(page: Page): Promise<void> {
	await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
	// The remote indicator gets its text when the connection to the extension host's machine stands.
	await page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: 30_000 });
	await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 30_000 });
}

async function runCommand(page: Page, title: string): Promise<void> {
	const box = page.locator('.quick-input-widget input').first();
	await page.keyboard.press('F1');
	await box.waitFor();
	await box.fill(`>${title}`);
	await commandRow(page, title).click();
	await box.waitFor({ state: 'hidden' });
}

function commandRow(page: Page, title: string): Locator {
	return page
		.locator('.quick-input-widget .monaco-list-row')
		.filter({ has: page.locator('.quick-input-list-label', { hasText: title }) })
		.first();
}

async function readStatusBar(page: Page): Promise<readonly StatusBarItem[]> {
	return page
		.locator('.part.statusbar .statusbar-item[id]')
		.evaluateAll((elements: readonly PageElement[]) =>
			elements.map((element) => {
				const is = (kind: string): boolean => element.classList.contains(`${kind}-kind`);
				return {
					id: element.id,
					text: (element.textContent ?? '').trim(),
					label: element.getAttribute('aria-label') ?? '',
					kind: is('error') ? 'error' : is('warning') ? 'warning' : 'standard',
				};
			}),
		);
}

async function setTheme(page: Page, settingsFile: string, theme: string): Promise<void> {
	const before = JSON.parse(await readFile(settingsFile, 'utf8')) as Record<string, unknown>;
	const workbench = page.locator('.monaco-workbench').first();
	const classesBefore = await workbench.getAttribute('class');
	await writeFile(
		settingsFile,
		`${JSON.stringify({ ...before, 'workbench.colorTheme': theme }, undefined, '\t')}\n`,
	);
	if (before['workbench.colorTheme'] !== theme) {
		await until(
			`the theme is ${theme}`,
			async () => (await workbench.getAttribute('class')) !== classesBefore,
		);
	}
}

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { type EditorNotification, readNotifications } from './notifications.ts';
import type { PageElement } from './pageElement.ts';
import { type EditorTerminal, openTerminal } from './terminal.ts';
import { until } from './until.ts';

export interface StatusBarItem {
	/** The item's own id, which ends with what the extension gave it. */
	readonly id: string;
	readonly text: string;
	/** What a screen reader says. */
	readonly label: string;
	/** `warning`, `error` or `standard`, as its background shows. */
	readonly kind: 'standard' | 'warning' | 'error';
}

/** A workbench in a browser, driven as a person would (selectors of VS Code 1.139). */
export interface Workbench {
	readonly page: Page;
	/** Runs a command of the palette by its full title, such as `View: Toggle Terminal`. */
	readonly runCommand: (title: string) => Promise<void>;
	/** Chooses from the list that a command has opened. */
	readonly pick: (label: string) => Promise<void>;
	/** The notifications that stand in the corner now, the newest first. */
	readonly notifications: () => Promise<readonly EditorNotification[]>;
	/** Waits for a notification whose message contains `text`. */
	readonly waitForNotification: (text: string) => Promise<EditorNotification>;
	/** Clicks a button of the notification whose message contains `text`. */
	readonly clickNotification: (text: string, button: string) => Promise<void>;
	readonly statusBarItems: () => Promise<readonly StatusBarItem[]>;
	/** Waits for a status bar item whose text contains `text`. */
	readonly waitForStatus: (text: string) => Promise<StatusBarItem>;
	readonly clickStatusBarItem: (idPart: string) => Promise<void>;
	readonly openTerminal: () => Promise<EditorTerminal>;
	readonly reload: () => Promise<void>;
	readonly screenshot: (file: string) => Promise<void>;
	/** Changes the user's settings. */
	readonly setTheme: (theme: keyof typeof themes) => Promise<void>;
}

/** VS Code 1.139's own themes, by their settings ids. */
const themes = {
	light: 'Light 2026',
	dark: 'Dark 2026',
	highContrast: 'Default High Contrast',
	highContrastLight: 'Default High Contrast Light',
} as const;

/** Opens `address` in `page` and waits until the workbench can be used. */
export async function openWorkbench(page: Page, address: string): Promise<Workbench> {
	await page.goto(address);
	await untilReady(page);
	const notifications = (): Promise<readonly EditorNotification[]> => readNotifications(page);
	return {
		page,
		runCommand: (title) => runCommand(page, title),
		pick: (label) => pick(page, label),
		notifications,
		waitForNotification: (text) =>
			until(`a notification says "${text}"`, async () =>
				(await notifications()).find((one) => one.message.includes(text)),
			),
		clickNotification: (text, button) => clickNotification(page, text, button),
		statusBarItems: () => readStatusBar(page),
		waitForStatus: (text) =>
			until(`the status bar says "${text}"`, async () =>
				(await readStatusBar(page)).find((item) => item.text.includes(text)),
			),
		clickStatusBarItem: (idPart) =>
			page.locator(`.part.statusbar .statusbar-item[id*="${idPart}"] a`).first().click(),
		openTerminal: () => openTerminal(page, (title) => runCommand(page, title)),
		reload: async () => {
			await page.reload();
			await untilReady(page);
		},
		screenshot: async (file) => {
			await mkdir(path.dirname(file), { recursive: true });
			await writeFile(file, await steadyPicture(page));
		},
		setTheme: (theme) => setTheme(page, themes[theme]),
	};
}

/** Clicks the button where the notification stands; after some seconds that is the notification centre. */
async function clickNotification(page: Page, text: string, button: string): Promise<void> {
	const buttonIn = (place: string): Locator =>
		page
			.locator(`${place} .notification-list-item`)
			.filter({ hasText: text })
			.first()
			.getByRole('button', { name: button, exact: true });
	try {
		await buttonIn('.notifications-toasts').click({ timeout: 5_000 });
	} catch {
		await runCommand(page, 'Notifications: Show Notifications');
		await buttonIn('.notifications-center').click({ timeout: 10_000 });
	}
}

/** A picture of a page that has come to rest: colours and panels move for a moment after a change. */
async function steadyPicture(page: Page): Promise<Buffer> {
	let last = await page.screenshot({ caret: 'hide' });
	for (let tries = 0; tries < 10; tries++) {
		await pause(150);
		const next = await page.screenshot({ caret: 'hide' });
		if (next.equals(last)) {
			break;
		}
		last = next;
	}
	return last;
}

async function untilReady(page: Page): Promise<void> {
	await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
	// The remote indicator gets its text when the connection to the extension host's machine stands.
	await page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: 30_000 });
	await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 30_000 });
}

async function runCommand(page: Page, title: string): Promise<void> {
	const box = page.locator('.quick-input-widget input').first();
	const asked = `>${title}`;
	// What is still opening or closing may take the focus, and with it the palette; a person presses the key again.
	await until(
		'the palette runs it',
		async () => {
			await page.keyboard.press('F1');
			try {
				await box.fill(asked, { timeout: 3_000 });
				await commandRow(page, title).click({ timeout: 3_000 });
				return true;
			} catch (error) {
				await page.locator('.part.titlebar').click({ timeout: 3_000 });
				throw error;
			}
		},
		{ timeout: 30_000 },
	);
	// A command may close the box, or use it to ask something.
	await until(
		'the palette is done',
		async () => !(await box.isVisible()) || (await box.inputValue()) !== asked,
	);
}

/** Chooses from the list that a command has opened. */
async function pick(page: Page, label: string): Promise<void> {
	const box = page.locator('.quick-input-widget input').first();
	await box.fill(label);
	await page.locator('.quick-input-widget .monaco-list-row.focused').filter({ hasText: label }).waitFor();
	await page.keyboard.press('Enter');
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

/** Through the palette: this editor does not watch settings.json for changes from outside (1.139.1, in a browser). */
async function setTheme(page: Page, theme: string): Promise<void> {
	await runCommand(page, 'Preferences: Color Theme');
	await pick(page, theme.replace(/^Default /, ''));
}

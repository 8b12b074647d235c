import type { Page } from 'playwright-core';
import { until } from './until.ts';

export interface EditorTerminal {
	/** Types a line as a person would, and Enter. */
	readonly type: (line: string) => Promise<void>;
	/** What its window shows now, line by line, without blanks at the ends. */
	readonly text: () => Promise<string>;
	/** Waits until its window shows `text` (a screen line that is too long is broken: ask for less than a line). */
	readonly waitFor: (text: string | RegExp) => Promise<string>;
}

/** Opens a new integrated terminal and waits for its prompt. */
export async function openTerminal(
	page: Page,
	runCommand: (title: string) => Promise<void>,
): Promise<EditorTerminal> {
	await runCommand('Terminal: Create New Terminal');
	const active = page.locator('.terminal-wrapper.active .xterm');
	await active.locator('.xterm-screen').waitFor();
	const text = async (): Promise<string> => {
		const rows = await active.locator('.xterm-rows > div').allTextContents();
		// The renderer fills with no-break spaces.
		return rows
			.map((row) => row.replaceAll('\u00A0', ' ').trimEnd())
			.join('\n')
			.trimEnd();
	};
	const waitFor = async (wanted: string | RegExp): Promise<string> => {
		let shown = '';
		try {
			return await until('it is there', async () => {
				shown = await text();
				const there = typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown);
				return there ? shown : undefined;
			});
		} catch (error) {
			throw new Error(`The terminal does not show ${String(wanted)}; it shows:\n${shown}`, {
				cause: error,
			});
		}
	};
	await waitFor(/[$#%>]\s*$/);
	return {
		text,
		waitFor,
		type: async (line) => {
			await active.locator('textarea.xterm-helper-textarea').focus();
			await page.keyboard.type(line);
			await page.keyboard.press('Enter');
		},
	};
}

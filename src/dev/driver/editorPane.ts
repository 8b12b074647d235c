import type { Page } from 'playwright-core';

/** How many places of the open file are underlined (VS Code 1.139). */
export interface Marks {
	readonly errors: number;
	readonly warnings: number;
	readonly information: number;
}

/** Opens a file of the workspace by its name, as a person does by Go to File. */
export async function openFile(page: Page, name: string): Promise<void> {
	await page.keyboard.press('Control+P');
	const box = page.locator('.quick-input-widget input').first();
	await box.waitFor();
	await box.fill(name);
	// The list still moves while it is searched, so that what stands first is no matter.
	await page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first().click();
	await page.locator('.tab.active', { hasText: name }).waitFor();
	await page.locator('.editor-instance .monaco-editor.focused').waitFor();
}

/** What is underlined in the part of the open file that can be seen. */
export async function readMarks(page: Page): Promise<Marks> {
	const count = (kind: string): Promise<number> => page.locator(`.monaco-editor .squiggly-${kind}`).count();
	return {
		errors: await count('error'),
		warnings: await count('warning'),
		information: await count('info'),
	};
}

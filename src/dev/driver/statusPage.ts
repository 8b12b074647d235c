import type { Frame, Page } from 'playwright-core';
import type { PageElement } from './pageElement.ts';
import { until } from './until.ts';

/** A webview in an editor tab, once its content is there (VS Code 1.139). Looks every `interval` milliseconds. */
export async function webviewFrame(page: Page, title: RegExp, interval = 50): Promise<Frame> {
	const look = async (): Promise<Frame | undefined> => {
		for (const frame of page.frames()) {
			const heading = frame.name() === '' ? undefined : await frame.$('h1');
			if (title.test((await heading?.textContent()) ?? '')) {
				return frame;
			}
		}
		return undefined;
	};
	return await until(`a webview shows ${title}`, look, { interval });
}

/** Steps through a webview by Tab alone, and gives what got the focus: ids, else the text. */
export async function tabThrough(page: Page, frame: Frame, steps: number): Promise<readonly string[]> {
	const seen: string[] = [];
	for (let step = 0; step < steps; step++) {
		await page.keyboard.press('Tab');
		seen.push(await focusedIn(frame));
	}
	return seen;
}

async function focusedIn(frame: Frame): Promise<string> {
	return await frame.locator(':focus').evaluateAll((elements: readonly PageElement[]) => {
		const [element] = elements;
		return element === undefined ? '' : element.id || (element.textContent ?? '').trim().slice(0, 40);
	});
}

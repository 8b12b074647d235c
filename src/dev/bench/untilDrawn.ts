import type { Page } from 'playwright-core';

/**
 * Begins to watch a page, and gives what waits: for the milliseconds, by the page's own clock, from the next event of
 * that kind to the moment at which `condition` (an expression) holds as a picture is drawn.
 */
export async function watchUntilDrawn(
	page: Page,
	event: 'keydown' | 'mousedown',
	condition: string,
): Promise<() => Promise<number>> {
	// It is there before the event: a script and a key go to the page by different ways.
	await page.evaluate(`void (globalThis.drawn = new Promise((resolve, reject) => {
		let start;
		addEventListener(${JSON.stringify(event)}, () => { start = performance.now(); }, { capture: true, once: true });
		const look = () => {
			if (start !== undefined && (${condition})) {
				resolve(performance.now() - start);
			} else if (start !== undefined && performance.now() - start > 15_000) {
				reject(new Error('In vain: ' + ${JSON.stringify(condition)}));
			} else {
				requestAnimationFrame(look);
			}
		};
		look();
	}))`);
	return async () => await page.evaluate<number>('globalThis.drawn');
}

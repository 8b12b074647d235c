import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** What axe-core has to say of a page, one line for each rule that is broken. */
export async function axeViolations(frame: Frame | Page): Promise<readonly string[]> {
	return await frame.evaluate<readonly string[]>(`(async () => {
		if (globalThis.axe === undefined) { ${axe.source} }
		const { violations } = await globalThis.axe.run(document);
		return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | '));
	})()`);
}

/** Whether a page needs no scrolling to the side. */
export async function fitsItsWidth(frame: Frame | Page): Promise<boolean> {
	return await frame.evaluate<boolean>(
		'document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1',
	);
}

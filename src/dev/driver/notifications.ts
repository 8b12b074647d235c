import type { Page } from 'playwright-core';
import type { PageElement } from './pageElement.ts';

export interface EditorNotification {
	readonly message: string;
	readonly severity: 'info' | 'warning' | 'error';
	/** Labels of its buttons, from left to right. */
	readonly buttons: readonly string[];
	/** Who says it: an extension's display name, or empty. */
	readonly source: string;
}

/** The notifications that stand in the corner now, the newest first. */
export async function readNotifications(page: Page): Promise<readonly EditorNotification[]> {
	return page
		.locator('.notifications-toasts .notification-list-item')
		.evaluateAll((elements: readonly PageElement[]) =>
			elements.map((element) => {
				const text = (selector: string): string =>
					element.querySelector(selector)?.textContent?.trim() ?? '';
				const shows = (icon: string): boolean =>
					element.querySelector('.notification-list-item-icon')?.classList.contains(icon) ?? false;
				const buttons = element.querySelectorAll(
					'.notification-list-item-buttons-container .monaco-button',
				);
				const severity = shows('codicon-error')
					? 'error'
					: shows('codicon-warning')
						? 'warning'
						: 'info';
				return {
					message: text('.notification-list-item-message'),
					severity,
					buttons: [...buttons].map((button) => button.textContent?.trim() ?? ''),
					source: text('.notification-list-item-source').replace(/^Source: /, ''),
				};
			}),
		);
}

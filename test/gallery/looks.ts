import type { Page } from 'playwright-core';
import type { Language } from './words.ts';

/** How a window looks: its theme and its size. */
export interface Look {
	readonly theme: keyof typeof themes;
	readonly size: keyof typeof sizes;
}

/** What the system prefers, and the class that the workbench has by it (VS Code 1.139). */
const themes = {
	light: ['light', 'no-preference', 'vs'],
	dark: ['dark', 'no-preference', 'vs-dark'],
	highContrast: ['dark', 'more', 'hc-black'],
	highContrastLight: ['light', 'more', 'hc-light'],
} as const;

const sizes = {
	large: { width: 1400, height: 900 },
	small: { width: 900, height: 600 },
} as const;

/** For windows that are to follow what the system prefers: themes change at once, and nothing that is open closes. */
export const followingSettings = { 'window.autoDetectColorScheme': true };

/**
 * The script of such a window. The editor asks for forced colours, under which the browser would paint over its theme;
 * it is answered by whether more contrast is preferred.
 */
export const followingScript = `{
	const ask = globalThis.matchMedia;
	globalThis.matchMedia = (query) =>
		ask.call(globalThis, query.replace('forced-colors: active', 'prefers-contrast: more'));
}`;

/** Every look there is. */
export const allLooks: readonly Look[] = (Object.keys(themes) as Look['theme'][]).flatMap((theme) =>
	(Object.keys(sizes) as Look['size'][]).map((size) => ({ theme, size })),
);

/** Few, of which the two languages together have every theme, and each language every size and both kinds of contrast. */
export const fewLooks: Readonly<Record<Language, readonly Look[]>> = {
	en: [
		{ theme: 'light', size: 'large' },
		{ theme: 'highContrast', size: 'small' },
	],
	'zh-cn': [
		{ theme: 'dark', size: 'small' },
		{ theme: 'highContrastLight', size: 'large' },
	],
};

/** For what is seen in one language only. */
export const everyTheme: readonly Look[] = Object.values(fewLooks).flat();

/** Gives the window a look, while everything in it stays open. */
export async function wear(page: Page, { theme, size }: Look): Promise<void> {
	const [colorScheme, contrast, mark] = themes[theme];
	await page.emulateMedia({ colorScheme, contrast });
	await page.setViewportSize(sizes[size]);
	await page.locator(`.monaco-workbench.${mark}`).waitFor();
}

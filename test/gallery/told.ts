import { writeInstant } from '../../src/core/wording/reader.ts';
import { choice, chooseFromMenu, lookAway, type Scene, soon, statusItem, toast } from './stage.ts';
import {
	blocked,
	blockedSoon,
	pointingAt,
	reason,
	type Surface,
	switchToQoder,
	wholeToast,
} from './surface.ts';
import type { Words } from './words.ts';

/** Where people are told, and where they ask: notice, reasons, menu, status bar. */
export const toldSurfaces: readonly Surface[] = [
	{
		name: 'notice',
		open: showNotice,
		again: pointingAt(blocked),
		place: ({ page, words }) => toast(page, blocked(words)),
		says: ({ words }) => [
			`${blocked(words)}${words.reader.language === 'en' ? ' ' : ''}${reason(words)}`,
			words.say('Decided by {owner}.', { owner: 'Security Office' }),
			alsoAbout(words),
			switchToQoder(words),
			words.say('Why?'),
			words.say('Not now'),
		],
		whole: wholeToast,
	},
	{
		name: 'why',
		open: async ({ workbench, words }) =>
			await workbench.clickNotification(blocked(words), words.say('Why?')),
		place: ({ page }) => page.locator('.monaco-dialog-box'),
		says: ({ words, stage }) => [
			blocked(words),
			reason(words),
			blockedSoon(words, 'Codex'),
			`${words.say('Decided by')}: Security Office`,
			`${words.say('Rule')}: ${words.say('{rule}, policy version {version}', { rule: 'no-claude-code', version: stage.version() })}`,
			`${words.say('Ask')}: ai-tools@acme.example`,
			switchToQoder(words),
			words.say('Ask for an Exemption'),
			words.say('Read more'),
		],
		whole: ['.dialog-message-text', '.dialog-message-detail', '.dialog-buttons .monaco-button'],
		close: async ({ page }) => {
			await page.keyboard.press('Escape');
			await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
		},
	},
	{
		name: 'put off',
		open: async (scene) => {
			await showNotice(scene);
			await scene.workbench.clickNotification(alsoAbout(scene.words), scene.words.say('Not now'));
		},
		place: ({ page }) => page.locator('.quick-input-widget'),
		says: ({ words }) => [
			words.say('Put this notice off'),
			words.say('Until tomorrow'),
			words.say('Do not put it off'),
			`${words.say('Until it changes')} ${words.say('{what} from {date}', {
				what: words.say('blocked'),
				date: writeInstant(Date.parse(soon), words.reader),
			})}`,
		],
		whole: ['.quick-input-titlebar', '.monaco-list-row', '.label-name'],
		close: async ({ page, words }) => await choice(page, words.say('Until tomorrow')).click(),
	},
	{
		name: 'status bar',
		open: async ({ page }) => await lookAway(page),
		again: async ({ page }) => {
			await lookAway(page);
			await page.locator(statusItem).first().hover();
			await page.locator(statusHover).waitFor();
		},
		place: ({ page }) => page.locator(`.part.statusbar, ${statusHover}`),
		says: ({ words }) => [
			words.say('{assistants}: reload to finish', { assistants: 'Claude Code +1' }),
			words.say('The policy is up to date'),
			blocked(words),
			reason(words),
			blockedSoon(words, 'Codex'),
			words.say('Open the status page'),
		],
		whole: ['[id*="approvedAssistants.status"] a'],
		close: async ({ page }) => {
			await lookAway(page);
			await page.locator(statusHover).waitFor({ state: 'detached' });
		},
	},
	{
		name: 'menu',
		open: async ({ page }) => {
			await page.locator(statusItem).first().click();
			// Where the pointer rests, the hover comes back as the window changes.
			await page.mouse.move(2, 2);
		},
		place: ({ page }) => page.locator('.quick-input-widget'),
		says: ({ words }) => [
			words.say('The policy is up to date'),
			words.say('Reload the window to finish'),
			blocked(words),
			blockedSoon(words, 'Codex'),
			`${switchToQoder(words)} ${words.say('instead of {assistant}', { assistant: 'Claude Code' })}`,
		],
		whole: ['.quick-input-titlebar'],
		close: async ({ page }) => {
			await page.keyboard.press('Escape');
			await lookAway(page);
		},
	},
];

const statusHover = '.workbench-hover:has(a)';

/** Has everything told again. */
async function showNotice(scene: Scene): Promise<void> {
	await chooseFromMenu(scene, scene.words.say('Show notices again'));
	// What started in a terminal meanwhile may have a notice of its own, about Claude Code alone.
	await pointingAt(alsoAbout)(scene);
}

/** The sentence that one notice is for Codex too. */
function alsoAbout({ say }: Words): string {
	return say('The policy is also about {assistants}.', { assistants: 'Codex' });
}

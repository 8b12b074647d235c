import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { openFile } from '../../src/dev/driver/editorPane.ts';
import { webviewFrame } from '../../src/dev/driver/statusPage.ts';
import { writeInstant } from '../../src/core/wording/reader.ts';
import { chooseFromMenu, exemptUntil, type Scene, soon } from './stage.ts';
import { axeViolations, fitsItsWidth } from '../support/accessibility.ts';
import { acme, blocked, reason, type Surface, switchToQoder } from './surface.ts';

/** Where people find all of it: view, page, walkthrough, files, terminals. */
export const placeSurfaces: readonly Surface[] = [
	{
		name: 'view',
		open: async ({ page, words }) => {
			await page
				.locator(`.activitybar a[aria-label^="${words.title('displayName')}"]`)
				.first()
				.click();
		},
		place: ({ page }) => page.locator('.part.sidebar'),
		says: (scene, { size }) => [...firstLines(scene), ...(size === 'large' ? lastLines(scene) : [])],
		whole: ['.composite.title h2'],
	},
	{
		name: 'status page',
		open: async (scene) => await chooseFromMenu(scene, scene.words.say('Open the status page')),
		place: async ({ page, words }) => {
			const title = words.say('AI assistants at {organization}', acme);
			return (await webviewFrame(page, new RegExp(title))).locator('body');
		},
		says: ({ words }) => [
			blocked(words),
			reason(words),
			switchToQoder(words),
			words.say('Time line'),
			`model-comparison ${words.say('until {date}, {countdown}', {
				date: writeInstant(Date.parse(exemptUntil), words.reader, 'medium'),
				countdown: words.say('in {days} days', { days: 30 }),
			})}`,
			words.say('What happened here'),
			words.say('What is sent'),
		],
		whole: ['h1', '.headline'],
		troubles: pageTroubles,
	},
	{
		name: 'walkthrough',
		open: async (scene) =>
			await chooseFromMenu(scene, scene.words.say('What does the policy mean for me?')),
		place: ({ page }) => page.locator('.gettingStartedContainer'),
		says: ({ words: { title } }) => [title('walkthrough.title'), title('walkthrough.what.title')],
		whole: [],
	},
	{
		name: 'file',
		open: async ({ page }) => {
			await openFile(page, 'extensions.json');
			await page.locator('.squiggly-error').first().waitFor();
			await page
				.locator('.view-line span', { hasText: /^"anthropic\.claude-code"$/ })
				.last()
				.hover();
		},
		place: ({ page }) => page.locator('.monaco-hover:visible'),
		says: ({ words }) => [
			`${blocked(words)}${words.reader.language === 'en' ? ' ' : ''}${reason(words)}`,
			`${words.say('Decided by')}: Security Office`,
			`${words.say('Use instead')}: Qoder`,
		],
		whole: [],
		close: closeEditors,
	},
	{
		name: 'terminal',
		open: async ({ workbench, words }) => {
			const terminal = await workbench.openTerminal();
			await terminal.type('claude --resume');
			await terminal.waitFor(words.say('Run {command} instead?', { command: 'qodercli -r' }));
			// In a small window the notice that comes with it lies over the question until it goes by itself.
			await workbench.runCommand('Notifications: Clear All');
		},
		place: ({ page }) => page.locator('.terminal-wrapper.active .xterm-rows'),
		says: ({ words }) => [
			blocked(words),
			words.say('Use instead: {command}', { command: 'qodercli' }),
			words.say('Run {command} instead?', { command: 'qodercli -r' }),
		],
		whole: [],
		close: async ({ page }) => {
			await page.keyboard.press('Enter');
			await page.keyboard.press('Control+J');
			await page.locator('.part.panel').waitFor({ state: 'hidden' });
		},
	},
];

function firstLines({ words: { say }, stage }: Scene): readonly string[] {
	return [
		say('The policy is up to date'),
		`Acme ${say('version {version}', { version: stage.version() })}`,
		`${say('Found here')} Claude Code ${say('blocked')} Codex ${say('discouraged')}`,
		`${say('Use instead')} Qoder ${say('in the terminal: {command}', { command: 'qodercli' })}`,
	];
}

/** What a small window has to be scrolled for. */
function lastLines({ words: { say, reader } }: Scene): readonly string[] {
	const date = (day: string): string => writeInstant(Date.parse(day), reader, 'medium');
	const until = { date: date(exemptUntil), countdown: say('in {days} days', { days: 30 }) };
	const codex = { assistants: 'Codex', what: say('blocked'), date: date(soon) };
	return [
		`${say('Coming up')} ${say('in {days} days', { days: 6 })} ${say('{assistants} {what}, {date}', codex)}`,
		`${say('Exemptions')} model-comparison ${say('until {date}, {countdown}', until)}`,
		`${say('Put off')} Claude Code`,
	];
}

async function pageTroubles(place: Locator): Promise<readonly string[]> {
	const frame = await (await place.elementHandle())?.ownerFrame();
	assert.ok(frame);
	const fits = await fitsItsWidth(frame);
	return [...(fits ? [] : ['it has to be scrolled to the side']), ...(await axeViolations(frame))];
}

export async function closeEditors({ page }: Scene): Promise<void> {
	await page.keyboard.press('Control+K');
	await page.keyboard.press('Control+W');
	await page.locator('.tab').first().waitFor({ state: 'detached' });
}

import { webviewFrame } from '../../src/dev/driver/statusPage.ts';
import { closeEditors } from './places.ts';
import { chooseFromMenu, toast } from './stage.ts';
import { pointingAt, type Surface, switchToQoder, wholeToast } from './surface.ts';
import type { Words } from './words.ts';

const qoder = { assistant: 'Qoder' } as const;

/** A switch from its start to its undoing. Each goes on from the one before. */
export const movingSurfaces: readonly Surface[] = [
	{
		name: 'switching',
		open: async (scene) => await chooseFromMenu(scene, switchToQoder(scene.words)),
		place: ({ page, words }) => toast(page, words.say('Switching to {assistant}', qoder)),
		says: ({ words: { say } }) => [say('Installing the extension {id}', { id: 'qoder.qoder' })],
		whole: wholeToast.slice(0, 1),
	},
	{
		name: 'switched',
		open: async (scene) => {
			await scene.stage.download.letGo();
			await pointingAt(switched)(scene);
		},
		again: pointingAt(switched),
		place: ({ page, words }) => toast(page, switched(words)),
		says: ({ words }) => [
			switched(words),
			words.say('{assistant} is switched off', { assistant: 'Claude Code' }),
			words.say('the view of {assistant} is open', qoder),
			words.say('Reload Window'),
			words.say('Undo'),
		],
		whole: wholeToast,
	},
	{
		name: 'offer to carry over',
		// Asked for anew, as the one that came with the switch may have gone to the bell.
		open: async ({ workbench, words }) =>
			await workbench.runCommand(`${words.title('displayName')}: ${words.title('command.carryOver')}`),
		again: pointingAt(offered),
		place: ({ page, words }) => toast(page, offered(words)),
		says: ({ words }) => [
			words.say('This can come along to {assistant}: {things}. Nothing is overwritten.', {
				...qoder,
				things: [
					words.say('{kind} ({count})', { kind: words.say('instructions'), count: 2 }),
					words.say('{kind} ({count})', { kind: words.say('MCP servers'), count: 1 }),
					words.say('{kind} ({count})', { kind: words.say('custom commands'), count: 1 }),
				].join(words.say(', ')),
			}),
			words.say('Carry All'),
			words.say('Look at Each'),
			words.say('Not now'),
		],
		whole: wholeToast,
	},
	{
		name: 'what comes along',
		open: async ({ page, workbench, words }) => {
			await workbench.clickNotification(offered(words), words.say('Look at Each'));
			await page.locator('.multiDiffEntry').first().waitFor();
		},
		place: ({ page }) => page.locator('.quick-input-widget, .tab.active, .multiDiffEntry'),
		says: ({ words: { say } }) => [
			say('Carry over to {assistant}', qoder),
			`CLAUDE.md ${say('goes to {file}', { file: 'AGENTS.md' })}`,
			say('Left behind, to be set by you: {names}.', { names: 'TICKETS_TOKEN' }),
		],
		whole: ['.quick-input-titlebar', '.quick-input-action .monaco-button:visible'],
	},
	{
		name: 'carried over',
		open: async ({ page, words }) => {
			await page.locator('.quick-input-widget .quick-input-action .monaco-button').first().click();
			await toast(page, carried(words)).waitFor();
		},
		again: pointingAt(carried),
		place: ({ page, words }) => toast(page, carried(words)),
		says: ({ words }) => [
			carried(words),
			words.say('Left behind, to be set by you: {names}.', { names: 'TICKETS_TOKEN' }),
			words.say('Show All'),
			words.say('Undo'),
		],
		whole: wholeToast,
	},
	{
		name: 'report of what came along',
		open: async ({ workbench, words }) =>
			await workbench.clickNotification(carried(words), words.say('Show All')),
		place: async ({ page, words }) => {
			const title = words.say('Carry over to {assistant}', qoder);
			return (await webviewFrame(page, new RegExp(title))).locator('body');
		},
		says: ({ words: { say } }) => [
			say('Carried over'),
			say('To be set by you'),
			'TICKETS_TOKEN',
			`CLAUDE.md – ${say('goes to {file}', { file: 'AGENTS.md' })}`,
		],
		whole: ['h1'],
	},
	{
		name: 'undone',
		open: async (scene) => await chooseFromMenu(scene, scene.words.say('Undo the last switch')),
		again: pointingAt(undone),
		place: ({ page, words }) => toast(page, undone(words)),
		says: ({ words }) => [undone(words)],
		whole: wholeToast.slice(0, 1),
		close: async (scene) => {
			await scene.workbench.runCommand('Notifications: Clear All');
			await closeEditors(scene);
		},
	},
];

function switched({ say }: Words): string {
	return say('You are on {assistant} now: {done}.', {
		...qoder,
		done: say('the extension {id} is installed', { id: 'qoder.qoder' }),
	}).replace(/[.。]$/, '');
}

function offered({ say }: Words): string {
	return (
		say('This can come along to {assistant}: {things}. Nothing is overwritten.', {
			...qoder,
			things: '\0',
		}).split('\0')[0] ?? ''
	);
}

function carried({ say }: Words): string {
	return say('Carried over to {assistant}: {things}.', { ...qoder, things: '\0' }).split('\0')[0] ?? '';
}

function undone({ say }: Words): string {
	return say('The switch is undone. What is blocked stays off.');
}

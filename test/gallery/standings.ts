import { chooseFromMenu, type Scene, soon, statusItem, toast } from './stage.ts';
import { blockedSoon, pointingAt, type Surface, wholeToast } from './surface.ts';
import type { Words } from './words.ts';

/** How the policy stands, in the view and in the status bar; and a notice in the days before a block. */
export const standingSurfaces: readonly Surface[] = [
	standing('refused', {
		bring: async ({ stage }) => await stage.serve('damaged'),
		item: ({ say }) => say('Policy refused'),
		lines: (words) => [words.say('A policy was refused'), stillBlocked(words)],
	}),
	standing('stale', {
		bring: async (scene) => {
			const { stage } = scene;
			await stage.serve('good');
			await itemSays(scene, 'Claude Code');
			await stage.growOld();
			await stage.pointAt('http://127.0.0.1:9/policy.bundle.json');
		},
		item: ({ say }) => say('The policy is not up to date'),
		lines: (words) => [words.say('The policy is not up to date'), stillBlocked(words)],
	}),
	{
		name: 'notice before a block',
		open: async (scene) => {
			const { words, stage } = scene;
			await stage.pointAt(stage.source);
			await stage.guarded.publish((text) => text.replace('"2026-07-10"', `"${soon}"`));
			await rowOf(scene, words.say('version {version}', { version: stage.version() })).waitFor();
			await chooseFromMenu(scene, words.say('Show notices again'));
		},
		again: pointingAt(claudeSoon),
		place: ({ page, words }) => toast(page, claudeSoon(words)),
		says: ({ words }) => [
			claudeSoon(words),
			words.say('The policy is also about {assistants}.', { assistants: 'Codex' }),
		],
		whole: wholeToast,
		close: async ({ workbench }) => await workbench.runCommand('Notifications: Clear All'),
	},
	standing('nothing found', {
		bring: async ({ stage }) =>
			await stage.guarded.publish((text) =>
				text
					.replace(/"rules": \[[^]*?\n\t\]/, '"rules": []')
					.replace(/"exemptions": \[.*\]/, '"exemptions": []'),
			),
		item: ({ say }) => say('Assistants approved'),
		lines: ({ say }) => [say('The policy is up to date'), say('Nothing against the policy')],
	}),
	standing('unreachable', {
		bring: async (scene) => {
			const { stage, words } = scene;
			await stage.pointAt(undefined);
			await itemSays(scene, words.say('No assistant policy'));
			await stage.forgetPolicy();
			await stage.pointAt('http://127.0.0.1:9/policy.bundle.json');
		},
		item: ({ say }) => say('Policy unreachable'),
		lines: ({ say }) => [say('The policy cannot be reached')],
	}),
	standing('no policy', {
		bring: async ({ stage }) => await stage.pointAt(undefined),
		item: ({ say }) => say('No assistant policy'),
		lines: ({ title }) => [title('view.policy.welcome').split('\n')[0] ?? ''],
	}),
];

function claudeSoon(words: Words): string {
	return blockedSoon(words, 'Claude Code');
}

/** What is in force stays so. */
function stillBlocked({ say }: Words): string {
	return `${say('Found here')} Claude Code ${say('blocked')}`;
}

/** How the status bar item and the open view say that the policy stands. */
function standing(
	name: string,
	says: {
		readonly bring: (scene: Scene) => Promise<void>;
		readonly item: (words: Words) => string;
		readonly lines: (words: Words) => readonly string[];
	},
): Surface {
	return {
		name,
		open: async (scene) => {
			await says.bring(scene);
			await itemSays(scene, says.item(scene.words));
		},
		place: ({ page }) => page.locator('.part.sidebar, .part.statusbar'),
		says: ({ words }) => [says.item(words), ...says.lines(words)],
		whole: ['[id*="approvedAssistants.status"] a'],
	};
}

async function itemSays({ page }: Scene, text: string): Promise<void> {
	await page.locator(statusItem, { hasText: text }).waitFor();
}

function rowOf({ page }: Scene, text: string) {
	return page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();
}

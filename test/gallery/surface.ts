import type { Locator } from 'playwright-core';
import { writeInstant } from '../../src/core/wording/reader.ts';
import type { Look } from './looks.ts';
import { type Scene, soon, toast } from './stage.ts';
import type { Words } from './words.ts';

/** A place on the screen where we say something, and what must be seen there. */
export interface Surface {
	readonly name: string;
	/** Brings it onto the screen. */
	readonly open: (scene: Scene) => Promise<void>;
	/** Brings back what a change of the window takes away. */
	readonly again?: (scene: Scene) => Promise<void>;
	/** What it is drawn in. */
	readonly place: (scene: Scene) => Locator | Promise<Locator>;
	/** What can be read there. */
	readonly says: (scene: Scene, look: Look) => readonly string[];
	/** Selectors below the place, of what is wholly in the window, under nothing, and not cut off. */
	readonly whole: readonly string[];
	/** What else is wrong with it as it is, a line each. */
	readonly troubles?: (place: Locator) => Promise<readonly string[]>;
	readonly close?: (scene: Scene) => Promise<void>;
}

/** Who and what the example policy is about. */
export const acme = { assistant: 'Claude Code', organization: 'Acme' } as const;

/** The sentence that Claude Code is blocked. */
export function blocked({ say, reader }: Words): string {
	const date = writeInstant(Date.parse('2026-07-10'), reader);
	return say('{assistant} has been blocked at {organization} since {date}.', { ...acme, date });
}

/** The sentence that `assistant` will be blocked in some days. */
export function blockedSoon({ say, reader }: Words, assistant: string): string {
	return say('{assistant} will be blocked at {organization} from {date}, {countdown}.', {
		...acme,
		assistant,
		date: writeInstant(Date.parse(soon), reader),
		countdown: say('in {days} days', { days: 6 }),
	});
}

/** What the policy itself says of Claude Code. */
export function reason({ reader }: Words): string {
	return reader.language === 'en'
		? 'Claude Code is classed as high-risk software at Acme. Please remove it and work with Qoder.'
		: 'Claude Code 已被 Acme 列为高风险软件。请卸载它并改用 Qoder。';
}

export function switchToQoder({ say }: Words): string {
	return say('Switch to {assistant}', { assistant: 'Qoder' });
}

/** Keeps the pointer on a notification: one that nobody points at goes to the bell by itself. */
export function pointingAt(text: (words: Words) => string): (scene: Scene) => Promise<void> {
	return async ({ page, words }) => await toast(page, text(words)).hover();
}

/** Whole notifications: what they say, and their buttons. */
export const wholeToast = [
	'.notification-list-item-message',
	'.notification-list-item-buttons-container .monaco-button',
];

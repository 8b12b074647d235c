import type { Command, Word } from './reading.ts';
import { interpretMention } from './mentions.ts';
import type { Scene } from './scene.ts';

/**
 * Definitions of aliases and abbreviations, and the use of those that the line itself defines. A definition runs
 * nothing, so it is a mention.
 */
export function interpretAlias(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	if (expand(scene, words)) {
		return true;
	}
	if (name === 'alias' || name === 'abbr' || name === 'doskey') {
		define(scene, words.slice(1));
	} else if (/^(?:set-alias|new-alias|sal|nal)$/.test(name)) {
		const [alias, value] = words.slice(1).filter((word) => !word.text.startsWith('-'));
		if (alias !== undefined && value !== undefined) {
			scene.aliases.set(alias.text, value.text);
		}
	} else {
		return false;
	}
	for (const word of command.words.slice(1)) {
		interpretMention(
			scene,
			word.text.split(/[\s=]+/).map((text) => ({ ...word, text })),
		);
	}
	return true;
}

/** Puts the alias's text in its place; within that text the alias is no alias (Bash 6.6). */
function expand(scene: Scene, words: readonly Word[]): boolean {
	const [first, ...rest] = words;
	const expansion = first === undefined ? undefined : scene.aliases.get(first.text);
	if (first === undefined || expansion === undefined) {
		return false;
	}
	const aliases = new Map(scene.aliases);
	aliases.delete(first.text);
	const text = [expansion, ...rest.map((word) => quote(word.text))].join(' ');
	scene.interpretText({ ...scene, aliases }, text, scene.shell, first);
	return true;
}

function define(scene: Scene, words: readonly Word[]): void {
	const plain = words.filter((word) => !word.text.startsWith('-'));
	let found = false;
	for (const { text } of plain) {
		const equals = text.indexOf('=');
		if (equals > 0) {
			scene.aliases.set(text.slice(0, equals), text.slice(equals + 1));
			found = true;
		}
	}
	const [alias, ...value] = plain;
	if (!found && alias !== undefined && value.length > 0) {
		scene.aliases.set(alias.text, value.map((word) => word.text).join(' '));
	}
}

/** `text` as one word of a shell's command line. */
function quote(text: string): string {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

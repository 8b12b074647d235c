import type { Command, Word } from './reading/reading.ts';
import { interpretMention } from './mentions.ts';
import { quote } from './quote.ts';
import type { Scene } from './scene.ts';

const defining = /^(?:alias|abbr|doskey|set-alias|new-alias|sal|nal)$/;

/**
 * Definitions of aliases and abbreviations, and the use of those that the line itself defines. A definition runs
 * nothing, so it is a mention; in a file it is there to be used, as the body of a function is.
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
	if (!defining.test(name)) {
		return false;
	}
	const [first] = command.words;
	for (const [alias, value] of definedAliases(name, words)) {
		scene.aliases.set(alias, value);
		if (scene.everyFunction) {
			const word = words.find(({ text }) => text.includes(value)) ?? first;
			const cap = scene.cap === 'certain' ? 'likely' : scene.cap;
			scene.interpretText({ ...scene, cap, aliases: new Map() }, value, scene.shell, word);
		}
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

/** The aliases that a command defines, with their texts: `alias a=b`, `alias a b` (fish), `Set-Alias a b`. */
export function definedAliases(
	name: string,
	words: readonly Word[],
): readonly (readonly [alias: string, text: string])[] {
	if (!defining.test(name)) {
		return [];
	}
	const plain = words.slice(1).filter((word) => !word.text.startsWith('-'));
	const [alias, ...value] = plain.map((word) => word.text);
	if (name.endsWith('al') || name.includes('-')) {
		return alias === undefined || value[0] === undefined ? [] : [[alias, value[0]]];
	}
	const assigned = plain.flatMap(({ text }): (readonly [string, string])[] => {
		const equals = text.indexOf('=');
		return equals > 0 ? [[text.slice(0, equals), text.slice(equals + 1)]] : [];
	});
	return assigned.length > 0 || alias === undefined || value.length === 0
		? assigned
		: [[alias, value.join(' ')]];
}

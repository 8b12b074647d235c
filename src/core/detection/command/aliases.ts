import type { Command, Word } from './reading.ts';
import { interpretMention } from './mentions.ts';
import type { Scene } from './scene.ts';

/**
 * Definitions of aliases and abbreviations, and the use of those that the line itself defines. A definition runs
 * nothing, so it is a mention.
 */
export function interpretAlias(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	const expansion = scene.aliases.get(words[0]?.text ?? '');
	if (expansion !== undefined) {
		scene.aliases.delete(words[0]?.text ?? '');
		const text = [expansion, ...words.slice(1).map((word) => quote(word.text))].join(' ');
		scene.interpretText(scene, text, scene.shell, words[0]);
		scene.aliases.set(words[0]?.text ?? '', expansion);
		return true;
	}
	switch (name) {
		case 'alias':
		case 'abbr':
		case 'doskey':
			define(scene, words.slice(1));
			break;
		case 'set-alias':
		case 'new-alias':
		case 'sal':
		case 'nal': {
			const plain = words.slice(1).filter((word) => !word.text.startsWith('-'));
			const [alias, value] = plain;
			if (alias !== undefined && value !== undefined) {
				scene.aliases.set(alias.text, value.text);
			}
			break;
		}
		default:
			return false;
	}
	for (const word of command.words.slice(1)) {
		interpretMention(scene, word.text.split(/[\s=]+/).map((text) => ({ ...word, text })));
	}
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
export function quote(text: string): string {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

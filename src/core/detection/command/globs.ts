import { identify, programName } from './naming/identify.ts';
import { unknownText, type Word } from './reading/reading.ts';
import { report, type Scene } from './scene.ts';

/** A name with `*` or `?` in it runs the program that it matches. */
export function interpretGlob(scene: Scene, word: Word): boolean {
	const name = programName(word.text);
	if (
		word.quoted ||
		!/[*?[]/.test(name) ||
		name.includes(unknownText) ||
		name.replaceAll(/[^a-z]/g, '').length < 3
	) {
		return false;
	}
	const expression = name.length > 64 ? undefined : expressionOf(name);
	for (const command of expression === undefined ? [] : scene.catalog.byCommand.keys()) {
		const identity =
			expression?.test(command) === true
				? identify(scene.catalog, { name: command, path: word.text })
				: undefined;
		if (identity !== undefined) {
			report(scene, word, {
				assistant: identity.assistant,
				use: 'run',
				certainty: 'likely',
				fingerprint: 'command',
			});
			return true;
		}
	}
	return false;
}

/** Shell globs as an expression in which no part can match in two ways but the `*`, of which few are allowed. */
function expressionOf(glob: string): RegExp | undefined {
	const parts = glob.match(/\[[^\]]+\]|[\s\S]/g) ?? [];
	if (parts.filter((part) => part === '*').length > 3) {
		return undefined;
	}
	const pieces = parts.map((part) => {
		switch (part) {
			case '*':
				return '.*';
			case '?':
				return '.';
			default:
				return part.length > 1 && /^\[!?\w+\]$/.test(part)
					? part.replace('[!', '[^')
					: part.replaceAll(/[^\w]/g, '\\$&');
		}
	});
	return new RegExp(`^${pieces.join('')}$`);
}

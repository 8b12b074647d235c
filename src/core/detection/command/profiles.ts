import type { Profile } from '../profile.ts';
import { quote } from './quote.ts';
import type { Command, Reading, Word } from './reading/reading.ts';
import { readText } from './reading/readText.ts';
import type { Scene } from './scene.ts';

/** Aliases and functions of the shell's start-up files, which stand for others in what is typed. */
export function interpretProfile(
	scene: Scene,
	command: Command,
	interpretReading: (scene: Scene, reading: Reading) => void,
): boolean {
	const [first] = command.words;
	const { profile } = scene;
	// What the line itself defines comes first.
	if (first === undefined || profile === undefined || isDefinedHere(scene, first.text)) {
		return false;
	}
	const alias = first.quoted ? undefined : profile.aliases.get(first.text);
	const body = profile.functions.get(first.text);
	if (alias !== undefined) {
		// Within its own text an alias is none (Bash 6.6).
		const aliases = without(profile.aliases, first.text);
		const rest = command.words.slice(1).map((word: Word, at) => {
			// Behind an alias that ends in a blank the next word is looked up as well: `alias sudo='sudo '`.
			const next = at === 0 && !word.quoted && /\s$/.test(alias) ? aliases.get(word.text) : undefined;
			return next ?? quote(word.text);
		});
		const text = [alias, ...rest].join(' ');
		interpretReading(within(scene, first, { ...profile, aliases }), readText(text, scene.shell));
	} else if (body !== undefined) {
		const functions = without(profile.functions, first.text);
		const inner = within(scene, first, { ...profile, functions });
		// Of several commands any may be left out.
		const cap = body.length > 1 && scene.cap === 'certain' ? 'likely' : scene.cap;
		const commands = body.map((one) => ({ ...one, definedIn: undefined }));
		interpretReading({ ...inner, cap }, { commands, plain: true });
	}
	return alias !== undefined || body !== undefined;
}

function within(scene: Scene, first: Word, profile: Profile): Scene {
	return { ...scene, outer: scene.outer ?? first, depth: scene.depth + 1, profile };
}

function isDefinedHere(scene: Scene, name: string): boolean {
	return scene.aliases.has(name) || scene.functions.has(name);
}

function without<T>(map: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> {
	const rest = new Map(map);
	rest.delete(name);
	return rest;
}

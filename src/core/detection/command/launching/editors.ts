import type { Assistant } from '../../../catalog/assistant.ts';
import type { Word } from '../reading/reading.ts';
import { positionals } from './options.ts';
import { report, type Scene } from '../scene.ts';

/**
 * `--install-extension publisher.name[@version]` and its opposite, whichever editor is called: the option is the same
 * in VS Code and all that is made from it. `true` where an assistant's extension was named.
 */
export function interpretEditor(scene: Scene, words: readonly Word[]): boolean {
	let found = false;
	for (const [option, use] of [
		['--install-extension', 'install'],
		['--uninstall-extension', 'uninstall'],
	] as const) {
		if (!words.some((word) => word.text.startsWith(option))) {
			continue;
		}
		const named = positionals(words, undefined, option).taken;
		for (const word of named.flatMap((one) => [
			one,
			...(one.others ?? []).map((text) => ({ ...one, text })),
		])) {
			const assistant = extensionOf(scene, word.text);
			const bearer = assistant ?? packedBy(scene, word.text);
			if (bearer !== undefined) {
				const certainty = assistant === undefined ? 'likely' : 'certain';
				report(scene, word, { assistant: bearer, use, certainty, fingerprint: 'extension' });
				found = true;
			}
		}
	}
	return found;
}

/** The assistant of an extension id, with or without version, or of a VSIX that bears it. */
function extensionOf({ catalog }: Scene, value: string): Assistant | undefined {
	return catalog.byExtension.get(nameOfVsix(value) ?? value.toLowerCase().replace(/@.*$/, ''));
}

/** The assistant of a VSIX that bears its name without a publisher, as its own builds do: `bin/roo-code.vsix`. */
function packedBy({ catalog }: Scene, value: string): Assistant | undefined {
	const name = nameOfVsix(value);
	return name === undefined
		? undefined
		: catalog.assistants.find(
				({ id, kinds, extensions = [] }) =>
					(id === name && kinds.includes('extension')) ||
					extensions.some((extension) => extension.toLowerCase().endsWith(`.${name}`)),
			);
}

function nameOfVsix(value: string): string | undefined {
	const base = value.replaceAll('\\', '/').split('/').at(-1)?.toLowerCase() ?? '';
	return base.endsWith('.vsix')
		? base.slice(0, -'.vsix'.length).replace(/[-@_]v?\d[\w.+-]*$/, '')
		: undefined;
}

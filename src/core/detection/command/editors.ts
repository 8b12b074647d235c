import type { Assistant } from '../../catalog/assistant.ts';
import type { Word } from './reading.ts';
import { positionals } from './options.ts';
import { report, type Scene } from './scene.ts';

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
			if (assistant !== undefined) {
				report(scene, word, { assistant, use, certainty: 'certain', fingerprint: 'extension' });
				found = true;
			}
		}
	}
	return found;
}

/** The assistant of an extension id, with or without version, or of a VSIX that bears its name. */
function extensionOf(scene: Scene, value: string): Assistant | undefined {
	const base = value.replaceAll('\\', '/').split('/').at(-1)?.toLowerCase() ?? '';
	const id = base.endsWith('.vsix')
		? base.slice(0, -'.vsix'.length).replace(/[-@_]v?\d[\w.+-]*$/, '')
		: value.toLowerCase().replace(/@.*$/, '');
	return scene.catalog.byExtension.get(id);
}

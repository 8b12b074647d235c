import { type Draft, readScript } from '../draft.ts';
import { sliceOf } from '../slice.ts';
import { readSource } from '../code/sourceFiles.ts';

/** `<<-SHELL`, with its text up to the line that ends it. */
const hereDocument = /<<[-~]?["']?([A-Z]\w*)["']?[^\n]{0,200}\r?\n([^]*?)(?=\n[ \t]*\1\b|(?![^]))/g;
/** `inline: "x"` */
const inline = /\binline(?::|\s*=>?)\s*(["'])((?:\\.|(?!\1)[^\\\n])*)\1/g;

/** `Vagrantfile`: Ruby, and the scripts that set its machines up. */
export function readVagrantfile(draft: Draft): void {
	const { text } = draft;
	readSource({ ...draft, path: `${draft.path}.rb` });
	for (const pattern of [hereDocument, inline]) {
		for (const match of text.matchAll(pattern)) {
			const script = match[2] ?? '';
			const start = match.index + match[0].lastIndexOf(script);
			readScript(draft, sliceOf(text, start, start + script.length), 'bash');
		}
	}
}

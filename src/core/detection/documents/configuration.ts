import { certain, type Draft, note } from './draft.ts';
import { linesOf } from './lines.ts';
import { ownerOfPath } from './names.ts';

const homePath =
	/(?:~|\$HOME|\$\{HOME\}|\/home\/[\w.${}-]+|\/root|%USERPROFILE%|\$env:USERPROFILE)[/\\](\.[\w.-]+?)(?=[/\\"'`\s:,;)]|$)/g;
const variable = /(?<![\w$.{-])([A-Za-z]\w*_\w*)["']?\s*(?:[:=]|$)|^\s*ENV\s+(\w+)\s/g;

/** Variables that an assistant reads, and its folder in the home folder: signs that something is set up for it. */
export function readConfiguration(draft: Draft): void {
	const { names } = draft;
	for (const { text, start } of linesOf(draft.text)) {
		if (text.length > 4000 || /^\s*(?:#|\/\/|rem\b)/i.test(text)) {
			continue;
		}
		// Most lines have neither, and a look for the character costs less than the pattern.
		for (const match of /[/\\]\./.test(text) ? text.matchAll(homePath) : []) {
			const name = match[1] ?? '';
			const at = start + match.index + match[0].length - name.length;
			note(
				draft,
				{ range: [at, at + name.length], role: 'config' },
				certain(names.byHomePath.get(name), 'path'),
			);
		}
		for (const match of text.includes('_') ? text.matchAll(variable) : []) {
			const name = match[1] ?? match[2] ?? '';
			const at = start + match.index + match[0].indexOf(name);
			const assistant = names.byEnvironment.get(name.toUpperCase());
			note(draft, { range: [at, at + name.length], role: 'config' }, certain(assistant, 'environment'));
		}
	}
}

/** A file that only one assistant reads, by its path alone: instructions, rules, its folder. */
export function readOwnPath(draft: Draft): void {
	const assistant = ownerOfPath(draft.names, draft.path);
	if (assistant !== undefined) {
		const lineEnd = /\r?\n|$/.exec(draft.text)?.index ?? 0;
		const found = { assistant, certainty: 'likely', fingerprint: 'path' } as const;
		note(draft, { range: [0, lineEnd], role: 'config' }, found);
	}
}

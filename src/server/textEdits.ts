import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextChange } from '../core/decision/textChange.ts';

/** Changes of the text of `document` as the editor takes them. */
export function editsOf(document: TextDocument, changes: readonly TextChange[]): readonly TextEdit[] {
	return changes.map(({ start, end, text }) => ({
		range: { start: document.positionAt(start), end: document.positionAt(end) },
		newText: text,
	}));
}

/** The one edit that makes `document` read `text`, without what both begin and end with. */
export function minimalEdit(document: TextDocument, text: string): TextEdit {
	const old = document.getText();
	let start = 0;
	while (start < old.length && start < text.length && old[start] === text[start]) {
		start += 1;
	}
	let same = 0;
	while (
		same < old.length - start &&
		same < text.length - start &&
		old.at(-1 - same) === text.at(-1 - same)
	) {
		same += 1;
	}
	return {
		range: { start: document.positionAt(start), end: document.positionAt(old.length - same) },
		newText: text.slice(start, text.length - same),
	};
}

import type { Node } from 'jsonc-parser';
import { type Draft, readInner, readScript } from '../draft.ts';
import { memberOf, readJsonTree, sliceOfNode } from '../json/jsonDocument.ts';
import { joinSlices, replaceInSlice, type Slice, sliceOf, subSlice } from '../slice.ts';
import { readSource } from './sourceFiles.ts';

/** `!command`, `%pip install x`, `%%bash` and the like, by which a cell has a shell do something. */
const shellLine = /^[ \t]*(?:!|%(?=(?:pip|conda|uv)\b)|%sx\b|%system\b)/;
const shellCell = /^[ \t]*%%(?:bash|sh|script|!)[^\n]*\n/;
/** A module that is loaded for its magic commands. */
const extensionLoad = /^[ \t]*%(?:re)?load_ext(?=[ \t]+\w)/gm;
const longestLine = 2000;

/** Jupyter's notebooks: the code of the cells, and the commands in it. What cells have put out is not looked at. */
export function readNotebook(draft: Draft): void {
	const { languageId = '', text } = draft;
	const ending = endings.get(languageId);
	// The editor gives the cells one by one, as documents in their languages.
	if (ending !== undefined) {
		readCell(draft, sliceOf(text, 0, text.length), ending);
		return;
	}
	const tree = readJsonTree(draft.text);
	if (tree?.type === 'array') {
		// Lines of a cell, copied without it.
		readCell(draft, sourceOf(text, tree), 'py');
	}
	for (const cell of memberOf(tree, 'cells')?.children ?? []) {
		if (memberOf(cell, 'cell_type')?.value === 'code') {
			readCell(draft, sourceOf(draft.text, memberOf(cell, 'source')), languageOf(tree));
		}
	}
}

function readCell(draft: Draft, source: Slice, ending: string): void {
	const head = ending === 'sh' ? 0 : shellCell.exec(source.text)?.[0].length;
	if (head !== undefined) {
		readScript(draft, subSlice(source, head, source.text.length), 'bash');
		return;
	}
	const code = replaceInSlice(source, extensionLoad, (found) =>
		found.replace(/%load_ext|%reload_ext/, 'import'),
	);
	readInner({ ...draft, path: `${draft.path}.${ending}` }, code, readSource);
	let at = 0;
	for (const line of source.text.split('\n')) {
		const sign = line.length <= longestLine ? shellLine.exec(line)?.[0].length : undefined;
		if (sign !== undefined) {
			readScript(draft, subSlice(source, at + sign, at + line.length), 'bash');
		}
		at += line.length + 1;
	}
}

/** A cell's text: a string, or a list of its lines with their ends. */
function sourceOf(text: string, source: Node | undefined): Slice {
	const lines = source?.type === 'array' ? (source.children ?? []) : source === undefined ? [] : [source];
	return joinSlices(lines.filter(({ type }) => type === 'string').map((line) => sliceOfNode(text, line)));
}

/** Endings of files in the languages of cells. */
const endings: ReadonlyMap<string, string> = new Map([
	['python', 'py'],
	['javascript', 'js'],
	['typescript', 'ts'],
	['c#', 'cs'],
	['csharp', 'cs'],
	['java', 'java'],
	['kotlin', 'kt'],
	['rust', 'rs'],
	['go', 'go'],
	['ruby', 'rb'],
	['shellscript', 'sh'],
]);

/** The ending of files in the language of a notebook; most are in Python, and say so or nothing. */
function languageOf(tree: Node | undefined): string {
	const metadata = memberOf(tree, 'metadata');
	const language =
		memberOf(memberOf(metadata, 'kernelspec'), 'language') ??
		memberOf(memberOf(metadata, 'language_info'), 'name');
	return endings.get(String(language?.value).toLowerCase()) ?? 'py';
}

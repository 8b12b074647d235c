import { type Draft, matchExtension, note } from '../draft.ts';
import { eachJsonString, type JsonString, jsonRemoval, readJsonTree } from './jsonDocument.ts';

/** What one string of a JSON file says. */
type Rule = (draft: Draft, string: JsonString) => void;

/** Reads a document in JSON by what each of its strings says. */
export function readByRule(draft: Draft, rule: Rule): void {
	const tree = readJsonTree(draft.text);
	if (tree !== undefined) {
		eachJsonString(draft.text, tree, (string) => rule(draft, string));
	}
}

/** Notes the extension whose id the string is; it can be taken out and replaced where it is an item of a list. */
export function noteExtension(draft: Draft, { value, range, node, path }: JsonString): void {
	// Registers have the version behind the id: `github.copilot-1.200.0`.
	const isFolder = /^(?:relativeLocation|path|fsPath)$/.test(String(path.at(-1)));
	const id = isFolder ? value.replace(/^.*[/\\]/, '').replace(/-\d[\w.-]*$/, '') : value;
	const isItem = typeof path.at(-1) === 'number';
	const found = matchExtension(draft, id);
	const removal = isItem && found !== undefined ? jsonRemoval(draft.text, node) : undefined;
	note(draft, { range, role: 'extension', removal, replaceable: isItem }, found);
}

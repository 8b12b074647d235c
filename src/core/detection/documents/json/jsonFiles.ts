import { readExtensionList } from '../files/lineFiles.ts';
import { type Draft, matchExtension, note, readScript, readWords } from '../draft.ts';
import { type Slice, subSlice } from '../slice.ts';
import { readBareArguments, readCommandMember, textNode } from './jsonCommands.ts';
import { isOutermost, type JsonString, jsonRemoval } from './jsonDocument.ts';
import { noteExtension, readByRule } from './jsonRules.ts';
import { noteSetting } from './settings.ts';

/** `.vscode/extensions.json`, the editor's own register of installed extensions, and lists that are given to its command. */
export function readExtensionsJson(draft: Draft): void {
	if (!draft.text.includes('"')) {
		readExtensionList(draft);
		return;
	}
	readByRule(draft, (_, string) => {
		const { path, isKey } = string;
		if (!isKey && path[0] !== 'unwantedRecommendations') {
			noteExtension(draft, string);
		}
	});
}

/** `.vscode/settings.json`, `.vscode/tasks.json`, `.vscode/launch.json`, workspace files. */
export function readEditorJson(draft: Draft): void {
	readByRule(draft, (_, string) => {
		const { path, isKey, value } = string;
		if (isKey) {
			noteSetting(draft, string);
			noteExtensionSetting(draft, string);
			readCommandMember(draft, string);
		} else if (
			path.some((key) => /recommendations$/i.test(String(key)) && !/unwanted/i.test(String(key)))
		) {
			noteExtension(draft, string);
		} else if (isOutermost(path) && /\s(?:&&|\|\||;)\s/.test(value)) {
			// A line for a shell that was copied out of its arguments.
			readScript(draft, withoutQuotes(string.slice), 'sh');
		} else if (isInstalledExtension(string) || isListedExtension(string)) {
			noteExtension(draft, string);
		} else if (path.at(-1) === 'program') {
			readWords(draft, [{ text: value, range: string.range }]);
		} else if (path.at(-1) === 'module') {
			// What the debugger of Python starts.
			readWords(
				draft,
				['python', '-m', value].map((text) => ({ text, range: string.range })),
			);
		}
	});
}

function withoutQuotes(slice: Slice): Slice {
	return /^".*"$/s.test(slice.text) ? subSlice(slice, 1, slice.text.length - 1) : slice;
}

/** `["--install-extension", "x"]` */
function isInstalledExtension({ node, path }: JsonString): boolean {
	const at = path.at(-1);
	return typeof at === 'number' && node.parent?.children?.[at - 1]?.value === '--install-extension';
}

const leavingOut = /unwanted|ignore|disable|exclude|block|deny|words/i;

/** An item of a list that leaves nothing out; only an extension's id is taken for one. */
function isListedExtension({ node, path }: JsonString): boolean {
	const at = path.at(-1);
	const before: unknown = typeof at === 'number' ? node.parent?.children?.[at - 1]?.value : undefined;
	const isItem = typeof at === 'number' && !leavingOut.test(String(before));
	return isItem && !path.some((key) => leavingOut.test(String(key)));
}

/** MCP servers, of whichever assistant. */
export function readMcpJson(draft: Draft): void {
	readByRule(draft, (_, string) => {
		if (string.isKey) {
			readCommandMember(draft, string);
		} else if (isOutermost(string.path) && string.path.at(-1) === 0) {
			readBareArguments(draft, (string.node.parent?.children ?? []).flatMap(textNode));
		}
	});
}

/** `"remote.extensionKind": { "publisher.name": ["ui"] }`: how the editor runs an extension. */
function noteExtensionSetting(draft: Draft, { path, value, range, node }: JsonString): void {
	if (/^(?:remote\.extensionKind|extensions\.support\w+)$/.test(String(path.at(-2)))) {
		const removal = jsonRemoval(draft.text, node);
		note(draft, { range, role: 'config', removal }, matchExtension(draft, value));
	}
}

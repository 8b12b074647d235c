import type { Node } from 'jsonc-parser';
import { type Draft, matchExtension, note, readScript, readWords } from '../draft.ts';
import { matchImage } from '../../command/naming/images.ts';
import { matchPackage } from '../../command/naming/packages.ts';
import { readCommandMember, readWordList, textNode } from './jsonCommands.ts';
import { isOutermost, type JsonString, jsonRemoval } from './jsonDocument.ts';
import { matchFeature } from '../naming/matchAddress.ts';
import { ownerOfSetting } from '../naming/names.ts';
import { noteExtension, readByRule } from './jsonRules.ts';
import { readExtensionList } from '../files/lineFiles.ts';
import { packagesOf } from '../naming/packageKinds.ts';
import { type Slice, sliceOf, subSlice } from '../slice.ts';

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
		}
	});
}

/** `devcontainer.json`: features, extensions, the image and the commands of its life. */
export function readDevcontainer(draft: Draft): void {
	if (!draft.text.includes('"')) {
		if (/^\s*(?:\/\/|\/?\*)/.test(draft.text)) {
			return;
		}
		readScript(draft, sliceOf(draft.text, 0, draft.text.length), 'sh');
		return;
	}
	readByRule(draft, (_, string) =>
		string.isKey ? readFeature(draft, string) : readDevcontainerValue(draft, string),
	);
}

function readFeature(draft: Draft, string: JsonString): void {
	const { path, value, range, node } = string;
	if (path.at(-2) === 'settings' || isOutermost(path)) {
		noteSetting(draft, string);
	}
	readCommandMember(draft, string);
	if (/features$/i.test(String(path.at(-2))) || (isOutermost(path) && value.includes('/'))) {
		const removal = jsonRemoval(draft.text, node);
		note(draft, { range, role: 'install', removal }, matchFeature(draft, value));
	}
}

function readDevcontainerValue(draft: Draft, string: JsonString): void {
	const { path, value, range, slice, node } = string;
	const last = path.at(-1);
	if (last === 'image') {
		note(draft, { range, role: 'run' }, matchImage(draft.fingerprints, value));
	} else if (String(path[0]).endsWith('Command')) {
		if (last === 0) {
			readWordList(draft, (node.parent?.children ?? []).flatMap(textNode));
		} else if (typeof last === 'string') {
			readScript(draft, slice, 'sh');
		}
	} else if (typeof last === 'string' && String(path.at(-2)).includes('/')) {
		readFeatureOption(draft, string);
	} else if (path.at(-2) === 'extensions' || isOutermost(path)) {
		noteExtension(draft, string);
	}
}

/** Features that install packages are told which: `"npm-package:1": {"package": "x"}`. */
function readFeatureOption(draft: Draft, { path, value, range }: JsonString): void {
	const feature = String(path.at(-2));
	const source = packagesOf(feature.slice(feature.lastIndexOf('/')));
	for (const name of source === undefined ? [] : value.split(/[\s,]+/)) {
		note(draft, { range, role: 'install' }, source && matchPackage(draft.fingerprints, source, name));
	}
}

/** What is false of these is set for an assistant that is used. */
const saysMore = /share|telemetry|notif|feedback|log/i;

/** A setting of an assistant's own, unless it switches something off. */
function noteSetting(draft: Draft, { value, range, node }: JsonString): void {
	const own = ownerOfSetting(draft.names, value);
	if (own !== undefined && !isSwitchedOff(value, node.parent?.children?.[1])) {
		note(
			draft,
			{ range, role: 'config', removal: jsonRemoval(draft.text, node) },
			{ ...own, fingerprint: 'setting' },
		);
	}
}

/** `"x.enable": false`, `"x.enable": {"*": false}`, `"x.disableIndexing": true`. */
function isSwitchedOff(name: string, setTo: Node | undefined): boolean {
	if (setTo?.type === 'object' && setTo.children !== undefined && setTo.children.length > 0) {
		return setTo.children.every((member) => member.children?.[1]?.value === false);
	}
	return (
		(setTo?.value === false && !saysMore.test(name)) || (setTo?.value === true && /disable/i.test(name))
	);
}

/** `"remote.extensionKind": { "publisher.name": ["ui"] }`: how the editor runs an extension. */
function noteExtensionSetting(draft: Draft, { path, value, range, node }: JsonString): void {
	if (/^(?:remote\.extensionKind|extensions\.support\w+)$/.test(String(path.at(-2)))) {
		const removal = jsonRemoval(draft.text, node);
		note(draft, { range, role: 'config', removal }, matchExtension(draft, value));
	}
}

import type { Node } from 'jsonc-parser';
import { certain, type Draft, matchExtension, note, readScript, readWords } from './draft.ts';
import { matchImage, matchPackage } from '../command/packages.ts';
import {
	type JsonString,
	jsonRemoval,
	eachJsonString,
	memberOf,
	readJsonTree,
	sliceOfNode,
} from './jsonDocument.ts';
import { matchFeature } from './matchAddress.ts';
import { sliceOf } from './slice.ts';
import { withTemplatesBlanked } from './templates.ts';

/** What one string of a JSON file says. */
type Rule = (draft: Draft, string: JsonString) => void;

/** `.vscode/extensions.json`, and the editor's own register of installed extensions. */
export function readExtensionsJson(draft: Draft): void {
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
			readCommandMember(draft, string);
		} else if (
			path.some((key) => /recommendations$/i.test(String(key)) && !/unwanted/i.test(String(key)))
		) {
			noteExtension(draft, string);
		} else if (path.at(-1) === 'runtimeExecutable' || path.at(-1) === 'program') {
			readWords(draft, [{ text: value, range: string.range }]);
		}
	});
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
		readScript(draft, sliceOf(draft.text, 0, draft.text.length), 'sh');
		return;
	}
	readByRule(draft, (_, string) =>
		string.isKey ? readFeature(draft, string) : readDevcontainerValue(draft, string),
	);
}

function readFeature(draft: Draft, { path, value, range, node }: JsonString): void {
	if (/features$/i.test(String(path.at(-2))) || (path.length === 1 && value.includes('/'))) {
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
			readWordList(draft, node.parent?.children ?? []);
		} else if (typeof last === 'string') {
			readScript(draft, slice, 'sh');
		}
	} else if (path.at(-2) === 'extensions' || path.length === 1) {
		noteExtension(draft, string);
	}
}

const dependencyKeys =
	/^(?:(?:dev|peer|optional|bundled|bundle)?dependencies|resolutions|overrides|imports|require|require-dev|catalog)$/i;
const versionLike = /^(?:[\^~<>=*v]|\d|workspace:|latest|next|npm:|file:|link:)/;

/** `package.json`, `deno.json` and `composer.json`. */
export function readPackageJson(draft: Draft): void {
	readByRule(draft, (_, string) => {
		const { path } = string;
		if (path[0] === 'scripts') {
			readScript(draft, string.slice, 'sh');
		} else if (path[0] === 'extensionPack' || path[0] === 'extensionDependencies') {
			noteExtension(draft, string);
		} else if (path.slice(0, -1).some((key) => dependencyKeys.test(String(key)))) {
			readDependency(draft, string);
		} else if (path.length === 1 && string.isKey && versionLike.test(valueOf(string))) {
			readDependency(draft, string);
		}
	});
}

/** A dependency by its key, by what the key is another name for, or by an item of a list. */
function readDependency(draft: Draft, string: JsonString): void {
	const { path, isKey, value, range, node } = string;
	const source = draft.path.includes('composer') ? 'composer' : 'npm';
	const target = isKey ? valueOf(string) : '';
	if (isKey || typeof path.at(-1) === 'number') {
		const reference = /^npm:|github|gitlab/.test(target) ? target : value;
		const found = matchPackage(draft.fingerprints, source, reference);
		// Looking for what to delete takes time, and most dependencies are none of ours.
		const removal = found && jsonRemoval(draft.text, node);
		note(draft, { range, role: 'dependency', removal }, found);
	}
}

/** The string that a key is set to. */
function valueOf({ node }: JsonString): string {
	const value: unknown = node.parent?.children?.[1]?.value;
	return typeof value === 'string' ? value : '';
}

function readByRule(draft: Draft, rule: Rule): void {
	const tree = readJsonTree(draft.text);
	if (tree !== undefined) {
		eachJsonString(draft.text, tree, (string) => rule(draft, string));
	}
}

function noteExtension(draft: Draft, { value, range, node, path }: JsonString): void {
	// Registers have the version behind the id: `github.copilot-1.200.0`.
	const id = path.at(-1) === 'relativeLocation' ? value.replace(/-\d[\w.-]*$/, '') : value;
	const isItem = typeof path.at(-1) === 'number';
	const found = matchExtension(draft, id);
	const removal = isItem && found !== undefined ? jsonRemoval(draft.text, node) : undefined;
	note(draft, { range, role: 'extension', removal, replaceable: isItem }, found);
}

/** A setting of an assistant's own, unless it switches something off. */
function noteSetting(draft: Draft, { value, range, node }: JsonString): void {
	const own = draft.names.settingPrefixes.find(({ prefix }) => value.startsWith(prefix));
	const setTo = node.parent?.children?.[1];
	const values =
		setTo?.type === 'object'
			? (setTo.children ?? []).map((child) => child.children?.[1]?.value as unknown)
			: [];
	const isOff = setTo?.value === false || (values.length > 0 && values.every((one) => one === false));
	if (own !== undefined && !isOff) {
		note(
			draft,
			{ range, role: 'config', removal: jsonRemoval(draft.text, node) },
			certain(own.assistant, 'setting'),
		);
	}
}

/** `"command": "npx", "args": ["-y", "x"]`: of a task, a launch configuration or an MCP server. */
function readCommandMember(draft: Draft, { value: key, node }: JsonString): void {
	const command = node.parent?.children?.[1];
	if (!/^(?:command|cmd)$/.test(key) || command === undefined) {
		return;
	}
	const entry = node.parent?.parent;
	const removal = entry?.parent === undefined ? undefined : jsonRemoval(draft.text, entry);
	const words =
		command.type === 'array' ? command.children : [command, ...(memberOf(entry, 'args')?.children ?? [])];
	readWordList(draft, words ?? [], removal);
}

function readWordList(draft: Draft, nodes: readonly Node[], removal?: readonly [number, number]): void {
	const words = nodes
		.filter((node) => node.type === 'string')
		.map((node) => ({
			text: String(node.value),
			range: [node.offset, node.offset + node.length] as const,
		}));
	const [only] = words;
	const [onlyNode] = nodes;
	if (only !== undefined && onlyNode !== undefined && words.length === 1 && /\s/.test(only.text)) {
		readScript(draft, withTemplatesBlanked(sliceOfNode(draft.text, onlyNode)), 'sh', { removal });
	} else {
		readWords(draft, words, { removal });
	}
}

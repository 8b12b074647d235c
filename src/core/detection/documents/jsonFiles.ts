import type { Node } from 'jsonc-parser';
import type { PackageSource } from '../../catalog/assistant.ts';
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
import { ownerOfSetting } from './names.ts';
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
		} else if (isInstalledExtension(string) || isListedExtension(string)) {
			noteExtension(draft, string);
		} else if (path.at(-1) === 'program') {
			readWords(draft, [{ text: value, range: string.range }]);
		}
	});
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
	return (
		isItem && !path.some((key) => /unwanted|ignore|disable|exclude|block|deny|words/i.test(String(key)))
	);
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

function readFeature(draft: Draft, string: JsonString): void {
	const { path, value, range, node } = string;
	if (path.at(-2) === 'settings') {
		noteSetting(draft, string);
	}
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
			readWordList(draft, (node.parent?.children ?? []).flatMap(textNode));
		} else if (typeof last === 'string') {
			readScript(draft, slice, 'sh');
		}
	} else if (path[0] === 'features' && path.length === 3) {
		readFeatureOption(draft, string);
	} else if (path.at(-2) === 'extensions' || path.length === 1) {
		noteExtension(draft, string);
	}
}

/** Features that install packages are told which: `"npm-package:1": {"package": "x"}`. */
const packageFeatures: readonly (readonly [feature: RegExp, source: PackageSource])[] = [
	[/npm|node/, 'npm'],
	[/pip|python/, 'pypi'],
	[/brew/, 'brew'],
	[/nix/, 'nix'],
	[/mise|asdf/, 'mise'],
	[/cargo|rust/, 'cargo'],
	[/apt/, 'apt'],
];

function readFeatureOption(draft: Draft, { path, value, range }: JsonString): void {
	const source = packageFeatures.find(([feature]) => feature.test(String(path[1])))?.[1];
	for (const name of source === undefined ? [] : value.split(/[\s,]+/)) {
		note(draft, { range, role: 'install' }, source && matchPackage(draft.fingerprints, source, name));
	}
}

const dependencyKeys =
	/^(?:[a-z]*dependencies(?:meta)?|resolutions|overrides|imports|require|require-dev|catalogs?)$/i;
const versionLike = /^(?:[\^~<>=*v]|\d|workspace:|latest|next|npm:|file:|link:)/;
/** Where commands stand: scripts of npm and composer, tasks of Deno, what git hooks and devbox run. */
const scriptKeys =
	/^(?:scripts|tasks|lint-staged|hooks|git-?hooks|simple-git-hooks|pre-(?:commit|push)|init_hook)$/i;
const prose = /^(?:name|version|description|author|license|homepage|main|type|keywords|title)$/;

/** `package.json`, `deno.json`, `composer.json` and `devbox.json`. */
export function readPackageJson(draft: Draft): void {
	readByRule(draft, (_, string) => {
		const { path, isKey } = string;
		if (path[0] === 'extensionPack' || path[0] === 'extensionDependencies') {
			noteExtension(draft, string);
		} else if (isDependency(draft, string)) {
			readDependency(draft, string);
		} else if (!isKey && isCommandLine(string)) {
			readScript(draft, string.slice, 'sh');
		}
	});
}

/** A line that was copied out of its object still looks like a dependency. */
function isDependency({ path: file }: Draft, string: JsonString): boolean {
	const { path, isKey, value } = string;
	const isPiece =
		isKey &&
		isOutermost(path) &&
		(versionLike.test(valueOf(string)) || /^@[\w.-]+\/[\w.-]+$/.test(value));
	return (
		isPiece ||
		path.slice(0, -1).some((key) => dependencyKeys.test(String(key))) ||
		(path[0] === 'packages' && file.endsWith('devbox.json'))
	);
}

/** The same holds for a script. */
function isCommandLine({ path, value }: JsonString): boolean {
	const last = String(path.at(-1));
	return (
		!prose.test(last) &&
		(path.some((key) => scriptKeys.test(String(key))) ||
			last === 'command' ||
			(isOutermost(path) && /\s/.test(value)))
	);
}

/** What stands around a piece has no name. */
function isOutermost(path: JsonString['path']): boolean {
	return path.findIndex((key) => key !== '') === path.length - 1;
}

/** A dependency by its key, by what the key is another name for, or by an item of a list. */
function readDependency(draft: Draft, string: JsonString): void {
	const { path, isKey, value, range, node } = string;
	const source = sourceOf(draft.path);
	const target = isKey ? valueOf(string) : '';
	if (isKey || typeof path.at(-1) === 'number') {
		// Resolutions may begin with the package that asks for it: `**/name`.
		const name = source === 'nix' ? value.replace(/@.*$/, '') : value.replace(/^(?:\*\*\/)+/, '');
		const reference = /^npm:|github|gitlab/.test(target) ? target : name;
		const found = matchPackage(draft.fingerprints, source, reference);
		// Looking for what to delete takes time, and most dependencies are none of ours.
		const removal = found && jsonRemoval(draft.text, node);
		note(draft, { range, role: 'dependency', removal }, found);
	}
}

function sourceOf(path: string): PackageSource {
	return path.includes('composer') ? 'composer' : path.endsWith('devbox.json') ? 'nix' : 'npm';
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
	const own = ownerOfSetting(draft.names, value);
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
			certain(own, 'setting'),
		);
	}
}

/** `"command": "npx", "args": ["-y", "x"]`: of a task, a launch configuration, a terminal's profile or an MCP server. */
function readCommandMember(draft: Draft, { value: key, node }: JsonString): void {
	const command = node.parent?.children?.[1];
	const entry = node.parent?.parent;
	const args = argumentsOf(entry);
	if (command === undefined || !isCommandKey(key, args)) {
		return;
	}
	const removal = entry?.parent && jsonRemoval(draft.text, entry);
	const words = command.type === 'array' ? command.children : [command, ...(args ?? [])];
	readWordList(draft, (words ?? []).flatMap(textNode), removal);
}

function argumentsOf(entry: Node | undefined): readonly Node[] | undefined {
	return (memberOf(entry, 'args') ?? memberOf(entry, 'runtimeArgs'))?.children;
}

function isCommandKey(key: string, args: readonly Node[] | undefined): boolean {
	return /^(?:command|cmd|runtimeExecutable)$/.test(key) || (key === 'path' && args !== undefined);
}

/** A string, or the one in `{"value": "x", "quoting": "strong"}`. */
function textNode(node: Node): readonly Node[] {
	const text = node.type === 'object' ? memberOf(node, 'value') : node;
	return text?.type === 'string' ? [text] : [];
}

function readWordList(draft: Draft, nodes: readonly Node[], removal?: readonly [number, number]): void {
	const [first] = nodes;
	if (first !== undefined && /\s/.test(String(first.value))) {
		readScript(draft, withTemplatesBlanked(sliceOfNode(draft.text, first)), 'sh', { removal });
		return;
	}
	const words = nodes.map((node) => ({
		text: String(node.value),
		range: [node.offset, node.offset + node.length] as const,
	}));
	readWords(draft, words, { removal });
}

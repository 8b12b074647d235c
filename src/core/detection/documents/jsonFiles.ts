import type { Node } from 'jsonc-parser';
import { certain, type Draft, matchExtension, note, readScript, readWords } from './draft.ts';
import { matchImage, matchPackage } from '../command/packages.ts';
import {
	type JsonString,
	jsonRemoval,
	jsonStrings,
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
	readByRule(draft, (_, string) => {
		const { path, isKey, value, slice, node } = string;
		const removal = jsonRemoval(draft.text, node);
		if (isKey) {
			if (path.at(-2) === 'features' || (path.length === 1 && value.includes('/'))) {
				note(draft, string.range, 'install', matchFeature(draft, value), { removal });
			}
			return;
		}
		if (path.at(-1) === 'image') {
			note(draft, string.range, 'run', matchImage(draft.fingerprints, value));
		} else if (/Command$/.test(String(path[0])) && typeof path.at(-1) === 'string') {
			readScript(draft, slice, 'sh');
		} else if (/Command$/.test(String(path[0])) && path.at(-1) === 0) {
			readWordList(draft, node.parent?.children ?? []);
		} else if (path.at(-2) === 'extensions' || path.length === 1) {
			noteExtension(draft, string);
		}
	});
}

const dependencyKeys =
	/^(?:(?:dev|peer|optional|bundled|bundle)?dependencies|resolutions|overrides|imports|require|require-dev|catalog)$/i;
const versionLike = /^(?:[\^~<>=*v]|\d|workspace:|latest|next|npm:|git|https?:|file:|link:)/;

/** `package.json`, `deno.json` and `composer.json`. */
export function readPackageJson(draft: Draft): void {
	const source = /composer/i.test(draft.path) ? 'composer' : 'npm';
	readByRule(draft, (_, string) => {
		const { path, isKey, value, node } = string;
		const inDependencies = path.slice(0, -1).some((key) => dependencyKeys.test(String(key)));
		const removal = jsonRemoval(draft.text, node);
		if (isKey) {
			const other = node.parent?.children?.[1]?.value as unknown;
			const isPiece = path.length === 1 && typeof other === 'string' && versionLike.test(other);
			if (inDependencies || isPiece) {
				const version =
					typeof other === 'string' && /^npm:|github|gitlab/.test(other) ? other : value;
				note(draft, string.range, 'dependency', matchPackage(draft.fingerprints, source, version), {
					removal,
				});
			}
		} else if (path[0] === 'scripts') {
			readScript(draft, string.slice, 'sh');
		} else if (path[0] === 'extensionPack' || path[0] === 'extensionDependencies') {
			noteExtension(draft, string);
		} else if (inDependencies && typeof path.at(-1) === 'number') {
			note(draft, string.range, 'dependency', matchPackage(draft.fingerprints, source, value), {
				removal,
			});
		}
	});
}

function readByRule(draft: Draft, rule: Rule): void {
	const tree = readJsonTree(draft.text);
	if (tree !== undefined) {
		jsonStrings(draft.text, tree).forEach((string) => rule(draft, string));
	}
}

function noteExtension(draft: Draft, { value, range, node, path }: JsonString): void {
	// Registers have the version behind the id: `github.copilot-1.200.0`.
	const id = path.at(-1) === 'relativeLocation' ? value.replace(/-\d[\w.-]*$/, '') : value;
	const isItem = typeof path.at(-1) === 'number';
	const removal = isItem ? jsonRemoval(draft.text, node) : undefined;
	note(draft, range, 'extension', matchExtension(draft, id), { removal, replaceable: isItem });
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
		note(draft, range, 'config', certain(own.assistant, 'setting'), {
			removal: jsonRemoval(draft.text, node),
		});
	}
}

/** `"command": "npx", "args": ["-y", "x"]`: of a task, a launch configuration or an MCP server. */
function readCommandMember(draft: Draft, { value: key, node }: JsonString): void {
	const command = node.parent?.children?.[1];
	if (!/^(?:command|cmd)$/.test(key) || command === undefined) {
		return;
	}
	const entry = node.parent?.parent;
	const args = memberOf(entry, 'args')?.children ?? [];
	const removal =
		entry?.parent?.type === 'property' || entry?.parent?.type === 'array'
			? jsonRemoval(draft.text, entry)
			: undefined;
	if (command.type === 'array') {
		readWordList(draft, command.children ?? [], removal);
	} else if (command.type === 'string' && /\s/.test(String(command.value)) && args.length === 0) {
		readScript(draft, withTemplatesBlanked(sliceOfNode(draft.text, command)), 'sh', { removal });
	} else if (command.type === 'string') {
		readWordList(draft, [command, ...args], removal);
	}
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
		readScript(draft, sliceOfNode(draft.text, onlyNode), 'sh', { removal });
	} else {
		readWords(draft, words, { removal });
	}
}

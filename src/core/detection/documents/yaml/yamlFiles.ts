import { matchPackage } from '../../command/naming/packages.ts';
import { type Draft, note, readInner, readScript, readWords } from '../draft.ts';
import { readMcpJson } from '../json/jsonFiles.ts';
import { matchHostedImage, matchImageText } from '../naming/matchAddress.ts';
import { readDockerText } from '../files/dockerFiles.ts';
import { readToolVersions } from '../files/lineFiles.ts';
import type { Reference } from '../reference.ts';
import { type Slice, sliceOf, withPrefix } from '../slice.ts';
import { readSource } from '../code/sourceFiles.ts';
import { withTemplatesBlanked, withVariables } from '../templates.ts';
import { argumentLists, isArgumentItem } from './yamlArguments.ts';
import {
	type CommandKeys,
	commandKeys,
	isCommandPath,
	otherCommandKeys,
	readCommandValue,
	shellOf,
} from './yamlCommands.ts';
import { type YamlEntry, yamlEntries } from './yamlDocument.ts';
import { nameOf, namingKeyOf } from './yamlNames.ts';

/** GitHub, GitLab, Azure and CircleCI pipelines, compose files, Taskfile and others in YAML. */
export function readYaml(draft: Draft): void {
	readEntries(draft, commandKeys);
	if (!structure.test(draft.text)) {
		// Lines of a script, copied out of the text that they stand in.
		readScript(draft, withTemplatesBlanked(sliceOf(draft.text, 0, draft.text.length)), 'sh');
	}
}

/** A key, or an item of a list. */
const structure = /^[ \t]*(?:- |[\w."'-]+:(?:[ \t]|\r?$))/m;

/** YAML of no known kind: playbooks of Ansible, cloud-init, Kubernetes. */
export function readOtherYaml(draft: Draft): void {
	const references: Reference[] = [];
	readEntries({ ...draft, references }, otherCommandKeys);
	draft.references.push(...references.filter((one) => !isMereWord(draft.text, one)));
}

/** A word of several meanings as the whole value: whose `command: x` is, nothing in such a file tells. */
function isMereWord(text: string, { role, certainty, evidence, range: [start, end] }: Reference): boolean {
	return (
		role === 'run' &&
		certainty === 'likely' &&
		evidence.fingerprint === 'command' &&
		/:[ \t]*["']?$/.test(text.slice(Math.max(0, start - 100), start)) &&
		/^["']?[ \t]*\r?\n(?![ \t]*args:)/.test(text.slice(end, end + 100))
	);
}

function readEntries(draft: Draft, keys: CommandKeys): void {
	const entries = yamlEntries(draft.text);
	const shells = new Map(
		entries
			.filter(({ path }) => path.at(-1) === 'shell')
			.map(({ mapping, value }) => [mapping, value.text]),
	);
	const variables = new Map(
		entries
			.filter(({ path, isItem }) => path.length === 2 && path[0] === 'vars' && !isItem)
			.map(({ path, value }) => [path[1] ?? '', value.text]),
	);
	argumentLists(draft, entries);
	readMatrix(draft, entries);
	for (const entry of entries) {
		readEntry(draft, entry, { keys, shell: shells.get(entry.mapping), variables });
	}
}

/** What stands elsewhere in the file and decides how a command is read. */
interface Surroundings {
	readonly keys: CommandKeys;
	readonly shell: string | undefined;
	readonly variables: ReadonlyMap<string, string>;
}

function readEntry(draft: Draft, entry: YamlEntry, { keys, shell, variables }: Surroundings): void {
	const { path, value, isItem, item } = entry;
	const key = nameOf(path);
	if (value.text === '' || isArgumentItem(entry)) {
		return;
	}
	if (draft.path.endsWith('pnpm-workspace.yaml')) {
		readWorkspace(draft, entry);
	} else if (!readNamed(draft, entry) && !readOtherText(draft, path, value)) {
		if (isCommandPath(draft.path, entry, keys)) {
			const script = withVariables(value, 'task', variables);
			readCommandValue(draft, script, shellOf(keys[key], shell, value.text), isItem ? item : undefined);
		}
	}
}

/** A value that names something, by its key or as an image that is handed on: `RUNTIME_IMAGE=registry/owner/name:1`. */
function readNamed(draft: Draft, { path, value, isItem, item }: YamlEntry): boolean {
	const names = namingKeyOf(draft.path, path);
	if (names !== undefined && (isItem || names.ofItems !== true)) {
		const range = value.range(0, value.text.length);
		const removal = names.ofEntry === true ? item : undefined;
		const found = names.match(draft, value.text);
		note(draft, { range, role: names.role, removal, replaceable: names.role === 'extension' }, found);
		return true;
	}
	const from = isItem && /^\w+=\S+\/\S+$/.test(value.text) ? value.text.indexOf('=') + 1 : 0;
	const image =
		from > 0
			? matchImageText(draft, value.text.slice(from))
			: path.length === 0
				? matchHostedImage(draft, value.text)
				: undefined;
	return note(draft, { range: value.range(from, value.text.length), role: 'run' }, image);
}

/** MCP servers in JSON, as actions of assistants take them. */
const isServers = /^\s*\{[^]*"command"\s*:/;

/** A script of `actions/github-script`. */
const isJavaScript = /(?:^|\n)\s*(?:(?:return\s+)?await\s+[\w.]+\(|(?:const|let|var)\s+[\w{[])|=>\s*\{/;

/** A Dockerfile within a compose file, what Azure's task gives to npm, what a playbook fetches, and settings in JSON. */
function readOtherText(draft: Draft, path: readonly string[], value: Slice): boolean {
	const key = path.at(-1);
	if (key === 'url' && /^(?:get_url|uri|unarchive)$/.test(nameOf(path.slice(0, -1)))) {
		const range = value.range(0, value.text.length);
		readWords(
			draft,
			['curl', value.text].map((text) => ({ text, range })),
		);
	} else if (key === 'dockerfile_inline') {
		readDockerText(draft, value);
	} else if (key === 'customCommand' || key === 'install_args') {
		// Of Azure's task for npm, and of the action that installs with mise.
		readScript(draft, withPrefix(value, key === 'install_args' ? 'mise install ' : 'npm '), 'sh');
	} else if (key === 'tool_versions') {
		readInner(draft, value, readToolVersions);
	} else if ((key === 'script' || key === undefined) && isJavaScript.test(value.text)) {
		readInner({ ...draft, path: `${draft.path}.js` }, value, readSource);
	} else if (isServers.test(value.text)) {
		readInner(draft, value, readMcpJson);
	} else {
		return false;
	}
	return true;
}

/** `npm install -g ${{ matrix.pkg }}`: what the values of a matrix are. */
const matrixInstall =
	/\b(npm|npx|pnpm|yarn|bun|bunx|pip3?|pipx|uvx?)\b[^\n]{0,300}?\$\{\{\s*matrix\.(?:\w+\.)*([\w-]+)\s*\}\}/g;

/** Packages that a job installs or runs one after the other. */
function readMatrix(draft: Draft, entries: readonly YamlEntry[]): void {
	const sources = new Map(
		[...draft.text.matchAll(matrixInstall)].map(([, tool = '', key = '']) => [
			key,
			/^(?:pip|uv)/.test(tool) ? ('pypi' as const) : ('npm' as const),
		]),
	);
	for (const { path, value } of sources.size === 0 ? [] : entries) {
		const source = sources.get(path.at(-1) ?? '');
		const found = source && matchPackage(draft.fingerprints, source, value.text);
		note(draft, { range: value.range(0, value.text.length), role: 'install' }, found);
	}
}

/** pnpm's catalogs, and its lists of packages. */
function readWorkspace(draft: Draft, { path, isItem, keyRange, value }: YamlEntry): void {
	const [top = ''] = path;
	const inCatalog = /^(?:catalogs?|overrides)$/.test(top) && path.length > 1;
	if (inCatalog || (isItem && /dependencies$/i.test(top))) {
		const range = isItem ? value.range(0, value.text.length) : keyRange;
		const name = isItem ? value.text : (path.at(-1) ?? '');
		note(draft, { range, role: 'dependency' }, matchPackage(draft.fingerprints, 'npm', name));
	}
}

import { matchImage, matchPackage, matchRepository, type PackageMatch } from '../command/packages.ts';
import type { ShellKind } from '../signal.ts';
import { type Draft, type Match, matchExtension, note, readScript, readWords } from './draft.ts';
import { matchAction } from './matchAddress.ts';
import type { ReferenceRole } from './reference.ts';
import { withTemplatesBlanked } from './templates.ts';
import { type Slice, subSlice } from './slice.ts';
import { type YamlEntry, yamlEntries } from './yamlDocument.ts';

/** Keys under which pipelines, compose files and task runners write commands, and their shell where the key says it. */
const commandKeys: Readonly<Record<string, ShellKind>> = {
	run: 'sh',
	script: 'sh',
	before_script: 'sh',
	after_script: 'sh',
	inlineScript: 'sh',
	commands: 'sh',
	command: 'sh',
	cmd: 'sh',
	cmds: 'sh',
	sh: 'sh',
	bash: 'bash',
	pwsh: 'pwsh',
	powershell: 'pwsh',
	entry: 'sh',
	entrypoint: 'sh',
	init: 'sh',
	before: 'sh',
	setup: 'sh',
};

/** GitHub, GitLab, Azure and CircleCI pipelines, compose files, Taskfile and others in YAML. */
export function readYaml(draft: Draft): void {
	const entries = yamlEntries(draft.text);
	const shells = new Map(
		entries
			.filter(({ path }) => path.at(-1) === 'shell')
			.map(({ mapping, value }) => [mapping, value.text]),
	);
	for (const entry of entries) {
		readEntry(draft, entry, shells.get(entry.mapping));
	}
}

function readEntry(draft: Draft, entry: YamlEntry, shell: string | undefined): void {
	const { path, value, isItem, item } = entry;
	const key = path.at(-1) ?? '';
	if (value.text === '') {
		return;
	}
	const names = namingKeyOf(path);
	if (names !== undefined && (isItem || names.ofItems !== true)) {
		const range = value.range(0, value.text.length);
		const removal = names.ofEntry === true ? item : undefined;
		const found = names.match(draft, value.text);
		note(draft, { range, role: names.role, removal, replaceable: names.role === 'extension' }, found);
	} else if (path.length === 0 || Object.hasOwn(commandKeys, key)) {
		readCommandValue(draft, value, shellOf(key, shell, value.text), isItem ? item : undefined);
	}
}

function namingKeyOf(path: readonly string[]): NamingKey | undefined {
	const key = path.at(-1) === 'name' && path.at(-2) === 'image' ? 'image' : (path.at(-1) ?? '');
	return Object.hasOwn(namingKeys, key) ? namingKeys[key] : undefined;
}

/** A key whose value names something. */
interface NamingKey {
	readonly role: ReferenceRole;
	readonly match: (draft: Draft, text: string) => Match | PackageMatch | undefined;
	/** Its value is a list, whose items name it. */
	readonly ofItems?: boolean;
	/** The item that it begins is there for nothing else. */
	readonly ofEntry?: boolean;
}

const ofPypi: NamingKey = {
	role: 'dependency',
	match: ({ fingerprints }, text) => matchPackage(fingerprints, 'pypi', text),
	ofItems: true,
	ofEntry: true,
};
const ofImage: NamingKey = { role: 'run', match: ({ fingerprints }, text) => matchImage(fingerprints, text) };
const namingKeys: Readonly<Record<string, NamingKey>> = {
	uses: { role: 'run', match: matchAction, ofEntry: true },
	image: ofImage,
	container: ofImage,
	repo: {
		role: 'install',
		match: ({ fingerprints }, text) => matchRepository(fingerprints, undefined, text),
		ofEntry: true,
	},
	extensions: { role: 'extension', match: matchExtension, ofItems: true, ofEntry: true },
	dependencies: ofPypi,
	pip: ofPypi,
};

function readCommandValue(
	draft: Draft,
	value: Slice,
	shell: ShellKind,
	removal: readonly [number, number] | undefined,
): void {
	const script = withTemplatesBlanked(value);
	if (!/^\[.*\]$/.test(script.text)) {
		readScript(draft, script, shell, { removal });
		return;
	}
	const words = [...script.text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,[\]"']+)/g)].map((match) => ({
		text: match[1] ?? match[2] ?? match[3] ?? '',
		range: script.range(match.index, match.index + match[0].length),
		from: match.index + (match[3] === undefined ? 1 : 0),
	}));
	readWords(draft, words);
	// `cmds: [a b, c d]` is a list of commands; as words of one they would be nothing.
	for (const { text, from } of words.filter((word) => /\s/.test(word.text))) {
		readScript(draft, subSlice(script, from, from + text.length), shell);
	}
}

function shellOf(key: string, shell: string | undefined, text: string): ShellKind {
	const named = shell?.toLowerCase() ?? '';
	if (/pwsh|powershell/.test(named) || (named === '' && /^\s*\$[\w:]+\s*=/m.test(text))) {
		return 'pwsh';
	}
	return named === 'cmd' ? 'cmd' : (commandKeys[key] ?? 'sh');
}

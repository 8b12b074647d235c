import { matchImage, matchPackage, matchRepository } from '../command/packages.ts';
import type { ShellKind } from '../signal.ts';
import { type Draft, matchExtension, note, readScript, readWords } from './draft.ts';
import { matchAction } from './matchAddress.ts';
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
	const range = value.range(0, value.text.length);
	if (value.text === '') {
		return;
	}
	if (key === 'uses') {
		note(draft, range, 'run', matchAction(draft, value.text), { removal: item });
	} else if (key === 'image' || key === 'container' || (key === 'name' && path.at(-2) === 'image')) {
		note(draft, range, 'run', matchImage(draft.fingerprints, value.text));
	} else if (key === 'repo') {
		note(draft, range, 'install', matchRepository(draft.fingerprints, undefined, value.text), {
			removal: item,
		});
	} else if (isItem && key === 'extensions') {
		note(draft, range, 'extension', matchExtension(draft, value.text), {
			removal: item,
			replaceable: true,
		});
	} else if (isItem && (key === 'dependencies' || key === 'pip')) {
		note(draft, range, 'dependency', matchPackage(draft.fingerprints, 'pypi', value.text), {
			removal: item,
		});
	} else if (path.length === 0 || Object.hasOwn(commandKeys, key)) {
		readCommandValue(draft, value, shellOf(key, shell, value.text), isItem ? item : undefined);
	}
}

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

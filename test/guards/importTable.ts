import path from 'node:path';

/** An import of a source file, by paths relative to the project's folder or the bare name of a package. */
export interface Import {
	readonly from: string;
	readonly to: string;
}

/**
 * Who may import what; the one table. A part is a folder of `src`, or a layer of `src/core`. What is not listed is
 * forbidden, so a new folder has to be entered here first.
 */
const table: Readonly<Record<string, readonly string[]>> = {
	'core/base': ['zod', 'core/base'],
	'core/catalog': ['zod', 'core/base'],
	'core/policy': ['zod', 'core/base', 'core/catalog'],
	// A detector never sees the policy. jsonc-parser is a function from text to a tree: no I/O, no clock, no ambient state.
	'core/detection': ['zod', 'core/base', 'core/catalog', 'jsonc-parser'],
	'core/carrying': ['core/base', 'core/catalog', 'jsonc-parser'],
	'core/inventory': ['zod', 'core/base', 'core/catalog', 'core/detection'],
	'core/decision': ['zod', 'core/base', 'core/catalog', 'core/policy', 'core/detection'],
	'core/wording': ['zod', 'core/base', 'core/catalog', 'core/policy', 'core/detection', 'core/decision'],
	'core/notices': ['zod', 'core/base', 'core/policy', 'core/decision', 'core/wording'],
	'core/history': ['zod', 'core/base', 'core/policy', 'core/detection', 'core/decision'],
	'core/statusPage':
		'zod core/base core/catalog core/policy core/detection core/decision core/wording core/history'.split(
			' ',
		),
	'core/enforcement':
		'zod core/base core/catalog core/policy core/detection core/decision core/wording'.split(' '),
	'core/compile':
		'core/base core/catalog core/policy core/detection core/decision core/enforcement core/inventory'.split(
			' ',
		),
	node: [
		'core',
		'node:*',
		'policy data',
		'zod',
		'jsonc-parser',
		'ignore',
		'smol-toml',
		'yaml',
		'@vscode/tree-sitter-wasm',
	],
	protocol: ['core', 'vscode-languageserver-protocol'],
	extension: [
		'core',
		'node',
		'protocol',
		'node:*',
		'policy data',
		'vscode',
		'vscode-languageclient',
		'jsonc-parser',
	],
	// Of node only what reads the disk and verifies: the server has no way to the network.
	server: [
		'core',
		'protocol',
		'node/builtInCatalog.ts',
		'node/patience.ts',
		'node/files/scanTree.ts',
		'node/commands/shellGrammars.ts',
		'node/signing/signature.ts',
		'jsonc-parser',
		'vscode-languageserver',
		'vscode-languageserver-textdocument',
	],
	cli: [
		'core',
		'node',
		'node:*',
		'policy data',
		'zod',
		'jsonc-parser',
		'smol-toml',
		'yaml',
		'commander',
		'@bomb.sh/tab',
		'aws4fetch',
	],
	dev: ['core', 'node', 'server', 'cli', 'node:*', 'policy data', 'package'],
};

/** Folders and files of `src/core` that every layer stands on. */
const coreBase = ['json/', 'wording/translate.ts'];

/** What is wrong with an import, as a sentence; undefined when it is allowed. */
export function violationOf({ from, to }: Import): string | undefined {
	const source = partOf(from);
	const target = to.startsWith('.') ? partOf(path.posix.join(path.posix.dirname(from), to)) : partOf(to);
	if (source === target && !source.includes('?')) {
		return undefined;
	}
	const allowed = table[source];
	if (allowed === undefined) {
		return `${from}: "${source}" is not in the import table.`;
	}
	const names = [
		target,
		...(target === 'node' ? [fileOf(from, to)] : []),
		...(target.startsWith('core/') ? ['core'] : []),
		...(isPackage(target) ? ['package'] : []),
	];
	return names.some((name) => allowed.includes(name))
		? undefined
		: `${from} imports ${to}: ${source} may not import ${target}.`;
}

/** A file of ours, without `src/`. */
function fileOf(from: string, to: string): string {
	const file = to.startsWith('.') ? path.posix.join(path.posix.dirname(from), to) : to;
	return file.replace(/^src\//, '');
}

function partOf(place: string): string {
	if (place.startsWith('node:')) {
		return 'node:*';
	}
	if (place.startsWith('src/')) {
		const [, first = '', second = ''] = place.split('/');
		return first === 'core' ? coreLayer(place, second) : first;
	}
	if (place.startsWith('policy/') && place.endsWith('.json')) {
		return 'policy data';
	}
	if (place.startsWith('test/')) {
		return 'test';
	}
	const [scope = '', name = ''] = place.split('/');
	return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function coreLayer(place: string, folder: string): string {
	const within = place.slice('src/core/'.length);
	const base = !within.includes('/') || coreBase.some((start) => within.startsWith(start));
	return base ? 'core/base' : `core/${folder}`;
}

function isPackage(part: string): boolean {
	return (
		!(part in table) && part !== 'vscode' && part !== 'test' && part !== 'extension' && part !== 'node:*'
	);
}

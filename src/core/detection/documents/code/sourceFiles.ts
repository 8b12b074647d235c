import { matchImage } from '../../command/naming/images.ts';
import { matchPackage } from '../../command/naming/packages.ts';
import { commentLine, importingLine, longestLine } from './codeLines.ts';
import { readStarts } from './codeStarts.ts';
import { isComment } from './codeText.ts';
import { readCodeConfiguration } from './codeConfiguration.ts';
import { certain, type Draft, type Match, matchExtension, note } from '../draft.ts';
import { withEnding } from '../interpreters.ts';
import { linesOf } from '../lines.ts';

/** How a language names what it imports: the first group of each pattern. */
interface Language {
	readonly files: RegExp;
	readonly patterns: readonly RegExp[];
	readonly match: (draft: Draft, name: string) => Match | undefined;
}

const languages: readonly Language[] = [
	{
		files: /\.(?:[cm]?[jt]sx?|vue|svelte)$/,
		patterns: [
			/^\s*(?:import\b|export\b[^'"=]*\bfrom\b)[^'"]*?['"]([^'"]+)['"]/,
			/^\s*\}\s*from\s*['"]([^'"]+)['"]/,
			/\b(?:require|import|(?:vi|jest)\.\w*[mM]ock|createRequire\([^)]*\))\s*\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/,
		],
		match: matchNpm,
	},
	{
		files: /\.(?:py|pyi)$/,
		patterns: [
			/^(?:>>>)?\s*from\s+([\w.]+\s+import\s+\w+)/,
			/^(?:>>>)?\s*from\s+([\w.]+)\s+import\b/,
			/^(?:>>>)?\s*import\s+([\w.]+)/,
			/\b(?:import_module|__import__)\(\s*["']([\w.]+)["']/,
			/^\s*import\s+[\w.]+[^,#]*,\s*([\w.]+)/,
			/^\s*import\s+[\w.]+[^#]*,\s*([\w.]+)[^,]*$/,
		],
		match: (draft, name) => matchModule(draft, 'python', name.replace(/\s+import\s+/, '.')),
	},
	{
		files: /\.go$/,
		patterns: [/^\s*(?:import\s+)?(?:[\w.]+\s+)?"([\w.-]+\.[a-z]+\/[^"]+)"\s*(?:\/\/.*)?$/],
		match: ({ fingerprints }, name) => {
			const found = matchPackage(fingerprints, 'go', name);
			return found?.fingerprint === 'package' ? found : undefined;
		},
	},
	{
		files: /\.rs$/,
		patterns: [/^\s*(?:pub\s+)?use\s+(\w+)(?=::|;|\s+as\b)/, /^\s*extern\s+crate\s+(\w+)/],
		match: (draft, name) => matchModule(draft, 'rust', name),
	},
	{
		files: /\.(?:java|kt|kts|scala|groovy)$/,
		patterns: [/^\s*import\s+(?:static\s+)?([\w.]+)/],
		match: (draft, name) => matchModule(draft, 'java', name),
	},
	{
		files: /\.cs$/,
		patterns: [/^\s*(?:global\s+)?using\s+(?:static\s+)?([\w.]+)\s*;/],
		match: (draft, name) => matchModule(draft, 'csharp', name),
	},
	{
		files: /\.php$/,
		patterns: [/^\s*use\s+\\?([\w\\]+)/],
		match: (draft, name) => matchModule(draft, 'php', name.replaceAll('\\', '.')),
	},
	{
		files: /\.(?:rb|rake)$/,
		patterns: [/^\s*require\s+['"]([\w./-]+)['"]/],
		match: (draft, name) => matchModule(draft, 'ruby', name),
	},
];

/** Source code: what it imports, and MCP servers that it starts. */
export function readSource(file: Draft): void {
	const draft = { ...file, path: withEnding(file.path, file.text) };
	const language = languages.find(({ files }) => files.test(draft.path));
	if (language === undefined) {
		return;
	}
	for (const { text, start } of linesOf(draft.text)) {
		if (!mayImport(text)) {
			continue;
		}
		for (const pattern of language.patterns) {
			const found = pattern.exec(text);
			const name = found?.[1];
			if (found === null || name === undefined) {
				continue;
			}
			const at = start + found.index + found[0].lastIndexOf(name);
			if (
				note(
					draft,
					{ range: [at, at + (name.split(/\s/, 1)[0] ?? name).length], role: 'import' },
					language.match(draft, name),
				)
			) {
				break;
			}
		}
	}
	readStarts(draft);
	readImages(draft);
	readInstalledByCode(draft);
	readCodeConfiguration(draft);
	readNamedPackages(draft);
	if (draft.path.endsWith('.py')) {
		readPythonRequirements(draft);
	}
}

function mayImport(line: string): boolean {
	return line.length <= longestLine && importingLine.test(line) && !commentLine.test(line);
}

/** Images of containers that code starts: `"image": "x/y"`, `GenericContainer("x/y")`. */
function readImages(draft: Draft): void {
	const image = /(?:\bimage["']?\s*[:=]|Container\()\s*["']([\w./-]+\/[\w./-]+(?::[\w.-]+)?)["']/g;
	for (const match of draft.text.matchAll(image)) {
		const name = match[1] ?? '';
		const at = match.index + match[0].lastIndexOf(name);
		note(draft, { range: [at, at + name.length], role: 'run' }, matchImage(draft.fingerprints, name));
	}
}

/** `'@scope/name'`, with a version or a path in it: what code imports, installs, or writes into a manifest. */
const namedPackage = /(["'`])(@[\w.-]+\/[\w.-]+)(?:@[\w.^~-]+|\/[\w./-]+)?\1/g;

function readNamedPackages(draft: Draft): void {
	const known = new Set(draft.references.map(({ range }) => range[0]));
	for (const match of draft.text.matchAll(namedPackage)) {
		const name = match[2] ?? '';
		const at = match.index + 1;
		const found = matchPackage(draft.fingerprints, 'npm', name);
		const isOther = found === undefined || isComment(draft.text, match.index) || known.has(at);
		if (!isOther) {
			note(draft, { range: [at, at + name.length], role: 'dependency' }, found);
		}
	}
}

const installedExtension =
	/(?:installExtension|--install-extension)["'`][^"'`]{0,80}["'`]([\w-]+\.[\w.-]+)["'`]/g;
const npmInstalls = /\.npm_?[iI]nstall\(\s*\[?([^\])]*)/g;

/** What code has the editor or a sandbox install: `installExtension", "publisher.name"`, `.npmInstall(["x"])`. */
function readInstalledByCode(draft: Draft): void {
	const { text, fingerprints } = draft;
	for (const match of text.matchAll(installedExtension)) {
		const [whole, id = ''] = match;
		const at = match.index + whole.lastIndexOf(id);
		note(draft, { range: [at, at + id.length], role: 'extension' }, matchExtension(draft, id));
	}
	for (const match of text.matchAll(npmInstalls)) {
		const [whole, list = ''] = match;
		const from = match.index + whole.length - list.length;
		for (const item of list.matchAll(/(["'`])([^"'`\n]+)\1/g)) {
			const name = item[2] ?? '';
			const at = from + item.index + 1;
			note(
				draft,
				{ range: [at, at + name.length], role: 'install' },
				matchPackage(fingerprints, 'npm', name),
			);
		}
	}
}

/** What `setup.py` requires, and a script of its own in its first comment (PEP 723). */
function readPythonRequirements(draft: Draft): void {
	const list =
		/(?:\b(?:install_requires|tests_require|setup_requires|extras_require)\s*=|# dependencies\s*=|(?:\.(?:uv_)?pip_|session\.)install\()\s*(\{[^}]*|\[?[^\]})]*)/g;
	for (const found of draft.text.matchAll(list)) {
		const from = found.index + found[0].length - (found[1]?.length ?? 0);
		for (const item of (found[1] ?? '').matchAll(/["']([\w.-]+[^"'\n]*)["']/g)) {
			const name = item[1] ?? '';
			const at = from + item.index + 1;
			const match = matchPackage(draft.fingerprints, 'pypi', name);
			note(draft, { range: [at, at + name.length], role: 'dependency' }, match);
		}
	}
	// A requirement with a version says what it is without the list that it stands in.
	for (const found of draft.text.matchAll(versionedRequirement)) {
		const name = found[1] ?? '';
		const at = found.index + found[0].indexOf(name);
		const match = matchPackage(draft.fingerprints, 'pypi', name);
		note(draft, { range: [at, at + name.length], role: 'dependency' }, match);
	}
}

const versionedRequirement =
	/^[ \t]*["']([A-Za-z][\w.-]*(?:\[[\w, -]*\])?[ ]*(?:[=~!<>]=|[<>])[ ]*\d[^"'\n]*)["'],?[ \t]*(?:#.*)?$/gm;

function matchNpm({ fingerprints }: Draft, specifier: string): Match | undefined {
	const name =
		/^(?:npm:|https:\/\/(?:esm\.sh|cdn\.skypack\.dev|unpkg\.com|esm\.run|cdn\.jsdelivr\.net\/npm)\/)?((?:@[\w.-]+\/)?[\w.-]+)/.exec(
			specifier,
		)?.[1];
	if (name === undefined || specifier.startsWith('.')) {
		return undefined;
	}
	return certain(fingerprints.byPackage.get(`npm:${name.toLowerCase()}`), 'package');
}

/** The assistant whose module `name` is, or lies in. */
function matchModule({ names }: Draft, language: string, name: string): Match | undefined {
	for (let module = name; module !== ''; module = module.slice(0, Math.max(0, module.lastIndexOf('.')))) {
		const assistant = names.byModule.get(`${language}:${module}`);
		if (assistant !== undefined) {
			return certain(assistant, 'module');
		}
	}
	return undefined;
}

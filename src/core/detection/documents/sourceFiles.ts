import { matchPackage } from '../command/packages.ts';
import { certain, type Draft, type Match, note, readWords } from './draft.ts';
import { linesOf } from './lines.ts';
import type { Range } from './reference.ts';
import { commentLine, longestLine, startingLine } from './words.ts';

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
			/^\s*(?:import|export)\b[^'"]*?['"]([^'"]+)['"]/,
			/^\s*\}\s*from\s*['"]([^'"]+)['"]/,
			/\b(?:require|import)\s*\(\s*['"]([^'"]+)['"]/,
		],
		match: matchNpm,
	},
	{
		files: /\.(?:py|pyi)$/,
		patterns: [
			/^\s*from\s+([\w.]+\s+import\s+\w+)/,
			/^\s*from\s+([\w.]+)\s+import\b/,
			/^\s*import\s+([\w.]+)/,
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
		files: /\.rb$/,
		patterns: [/^\s*require\s+['"]([\w./-]+)['"]/],
		match: (draft, name) => matchModule(draft, 'ruby', name),
	},
];

/** Source code: what it imports, and MCP servers that it starts. */
export function readSource(draft: Draft): void {
	const language = languages.find(({ files }) => files.test(draft.path));
	if (language === undefined) {
		return;
	}
	for (const { text, start } of linesOf(draft.text)) {
		if (text.length > longestLine || commentLine.test(text)) {
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
		readStarts(draft, text, start);
	}
}

/** How code starts a program by name: the quote, the name, and what follows it. */
const starts: readonly RegExp[] = [
	/["']?\bcommand["']?\s*[:=]\s*(["'])([\w@./-]+)\1\s*,\s*["']?args["']?\s*[:=]\s*\[([^\]\n]*)/g,
	/\bsubprocess\.\w+\(\s*\[\s*(["'])([\w@./-]+)\1([^\]\n]*)/g,
	/\b(?:spawn|spawnSync|execFile|execFileSync|execa|create_subprocess_exec|exec\.Command|Command::new)\(\s*(["'`])([\w@./-]+)\1([^\n)]*)/g,
];

/** Programs that the code starts: MCP servers, and assistants that it calls without a shell. */
function readStarts(draft: Draft, text: string, start: number): void {
	if (!startingLine.test(text)) {
		return;
	}
	for (const match of starts.flatMap((pattern) => [...text.matchAll(pattern)])) {
		const [whole, quote = '', name = '', rest = ''] = match;
		const at = start + match.index + whole.indexOf(`${quote}${name}${quote}`) + 1;
		readCall(draft, { name, range: [at, at + name.length], rest });
	}
	for (const match of text.matchAll(ownPython)) {
		const at = start + match.index + match[0].indexOf('sys');
		readCall(draft, { name: 'python', range: [at, at + 'sys.executable'.length], rest: match[1] ?? '' });
	}
}

/** Python that starts itself with a module: `[sys.executable, "-m", "pip", …]`. */
const ownPython = /\[\s*sys\.executable\s*,([^\]\n]*)/g;

function readCall(
	draft: Draft,
	{ name, range, rest }: { readonly name: string; readonly range: Range; readonly rest: string },
): void {
	const args = [...rest.matchAll(/["'`]([^"'`]*)["'`]/g)].map((arg) => ({ text: arg[1] ?? '', range }));
	readWords(draft, [{ text: name, range }, ...args]);
}

function matchNpm({ fingerprints }: Draft, specifier: string): Match | undefined {
	const name = /^(?:npm:)?((?:@[\w.-]+\/)?[\w.-]+)/.exec(specifier)?.[1];
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

import type { PackageSource } from '../../../catalog/assistant.ts';
import { matchPackage, matchRepository, type PackageMatch } from '../../command/naming/packages.ts';
import { type Draft, type Match, matchExtension, note } from '../draft.ts';
import { linesOf, wholeLine } from '../lines.ts';
import { matchVariable } from '../signs/variables.ts';
import { anyOf } from '../patterns.ts';
import type { ReferenceRole } from '../reference.ts';

/** How lines of a format name something: the first group of `pattern` is the name. */
export interface LineRule {
	readonly pattern: RegExp;
	readonly role: ReferenceRole;
	readonly match: (draft: Draft, name: string) => Match | PackageMatch | undefined;
	/** Whether the line is the whole entry, so that deleting it takes nothing else away. */
	readonly isEntry?: boolean;
}

/** `requirements.txt`, constraint files. */
export function readRequirements(draft: Draft): void {
	readByRules(draft, [
		{
			pattern: /^\s*([A-Za-z][^#;\s]*(?:\s*[=<>~!]=[^#;\s]*)?)/,
			role: 'dependency',
			match: packageOf('pypi'),
			isEntry: true,
		},
		{
			pattern: /^\s*(?:-e\s+)?((?:[\w.-]+\s*@\s*)?(?:git\+)?https?:\S+)/,
			role: 'dependency',
			match: repositoryOf,
			isEntry: true,
		},
	]);
}

/** `Gemfile` and gem specifications. */
export function readGemfile(draft: Draft): void {
	const gem = /^\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)\s*\(?\s*['"]([^'"]+)['"]/;
	readByRules(draft, [
		{ pattern: gem, role: 'dependency', match: packageOf('gem'), isEntry: true },
		{
			pattern: /^[^#]*[{;(]\s*gem\s*\(?\s*['"]([^'"]+)['"]/,
			role: 'dependency',
			match: packageOf('gem'),
		},
		{
			pattern: /^[^#]*\bgit(?:hub)?(?::|\s*=>)\s*['"]([^'"]+)['"]/,
			role: 'dependency',
			match: shortRepositoryOf,
		},
	]);
}

/** `Brewfile`. */
export function readBrewfile(draft: Draft): void {
	const rule = (word: string, match: LineRule['match'], role: ReferenceRole = 'install'): LineRule => ({
		pattern: new RegExp(`^\\s*${word}[\\s(]\\s*['"]([^'"]+)['"]`),
		role,
		match,
		isEntry: true,
	});
	readByRules(draft, [
		rule('(?:brew|cask)', packageOf('brew')),
		rule('vscode', (_, id) => matchExtension(draft, id), 'extension'),
		rule('npm', packageOf('npm')),
		rule('uv', packageOf('pypi')),
		rule('cargo', packageOf('cargo')),
		rule('go', packageOf('go')),
	]);
}

/** Lines of a `Brewfile` that stand in a script, as it writes them into one: no command of the shell reads like that. */
export function readBrewLines(draft: Draft): void {
	const pattern = /^[ \t]*(?:brew|cask)[ \t]+["']([^"'$]+)["'][ \t]*(?:[,#].*)?$/;
	readByRules(draft, [{ pattern, role: 'install', match: packageOf('brew'), isEntry: true }]);
}

/** Scoped packages in a list of a script, each on a line of its own; no command begins with `@`. */
export function readPackageLines(draft: Draft): void {
	const pattern = /^[ \t]*["']?(@[\w.-]+\/[\w.-]+(?:@[\w.${}:-]+)?)["']?[ \t]*(?:\\|#.*)?$/;
	readByRules(draft, [{ pattern, role: 'install', match: packageOf('npm'), isEntry: true }]);
}

/** `go.mod`. */
export function readGoMod(draft: Draft): void {
	const pattern =
		/^\s*(?:(?:require|replace|tool)\s+)?([\w.-]+\.[a-z]+\/[\w./-]+)(?:\s+v\d|\s*=>|\s*(?:\/\/.*)?$)/;
	readByRules(draft, [{ pattern, role: 'dependency', match: packageOf('go'), isEntry: true }]);
}

/** `.tool-versions` of asdf and mise. */
export function readToolVersions(draft: Draft): void {
	readByRules(draft, [
		{ pattern: /^\s*([^#\s]+)\s+\S/, role: 'install', match: packageOf('mise'), isEntry: true },
	]);
}

/** Words for what is taken out, switched off or passed over. */
export const leavingOut = /disabl|remov|uninstall|unwanted|exclud|block|deny|ignor/i;

/** Extension ids in quotes, as lists in scripts and Nix files have them; or those only that have a line of their own. */
export function readListedExtensions(draft: Draft, where: 'anywhere' | 'alone' = 'anywhere'): void {
	// A list may be of what is to go: `$toDisable = @(`, `foreach ($x in $removed)`.
	if (where === 'alone' && leavingOut.test(draft.text)) {
		return;
	}
	for (const { text, start } of linesOf(draft.text)) {
		const isAlone = /^\s*(["'])[\w-]+\.[\w.-]+\1,?\s*(?:#.*)?$/.test(text);
		for (const match of /^\s*(?:#|echo\b)/.test(text) || (where === 'alone' && !isAlone)
			? []
			: text.matchAll(/(["'])([\w-]+\.[\w.-]+)\1/g)) {
			const id = match[2] ?? '';
			const at = start + match.index + 1;
			const removal = isAlone ? wholeLine(draft.text, at) : undefined;
			note(
				draft,
				{ range: [at, at + id.length], role: 'extension', removal, replaceable: true },
				matchExtension(draft, id),
			);
		}
	}
}

/** Extension ids without quotes, one to a line: what `code --list-extensions` prints. */
export function readExtensionList(draft: Draft): void {
	const pattern = /^\s*(?:[-*]\s+)?([\w-]+\.[\w-]+)(?:@[\w.-]+)?\s*(?:#.*)?$/;
	const match: LineRule['match'] = (_, id) => matchExtension(draft, id);
	readByRules(draft, [{ pattern, role: 'extension', match, isEntry: true }]);
}

/** Plugins of Vim and Neovim by repository: `Plug 'owner/name'`, `{ "owner/name" }`. */
export function readPlugins(draft: Draft): void {
	const pattern = /^(?!\s*(?:--|")\s)[^\n]*?["']([\w.-]+\/[\w.-]+)["']/;
	readByRules(draft, [{ pattern, role: 'extension', match: shortRepositoryOf }]);
}

/** `.env` files: the names, never the values. */
export function readEnvironmentFile(draft: Draft): void {
	const pattern = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/;
	readByRules(draft, [{ pattern, role: 'config', match: matchVariable, isEntry: true }]);
}

/**
 * Lock files: each assistant once, at the first place that names it. What is locked follows from what is asked for
 * elsewhere, so there is nothing to remove here.
 */
export function readLockFile(draft: Draft): void {
	const sources = lockSources(draft.path);
	const seen = new Set<string>();
	for (const match of draft.text.matchAll(lockedName)) {
		const name = match.slice(1).find((group) => group !== undefined) ?? '';
		const found = sources.map((source) => matchPackage(draft.fingerprints, source, name)).find(Boolean);
		if (found?.fingerprint === 'package' && !seen.has(found.assistant.id)) {
			seen.add(found.assistant.id);
			const start = match.index + match[0].indexOf(name);
			note(draft, { range: [start, start + name.length], role: 'dependency' }, found);
		}
	}
}

/** How lock files name a package, each in a group of its own. */
const lockedName = anyOf(
	[
		// package-lock.json, bun.lock, Pipfile.lock: a key of an object, a list or a version.
		/"(?!name")(?:node_modules\/)*((?:@[\w.-]+\/)?[\w.-]+)"\s*:\s*[{["]/,
		// yarn.lock, pnpm-lock.yaml: the head of an entry, what it resolves to, what the project asks for.
		/^\s{0,2}['"/]*((?:@[\w.-]+\/)?[\w.-]+)@[^\n]*:\s*$/,
		/^\s+resolution: "((?:@[\w.-]+\/)?[\w.-]+)@/,
		/^ {2,8}['"]?((?:@[\w.-]+\/)?[\w.-]+)['"]?:(?=\s*(?:\r?\n\s+specifier:|['"]?(?:[\^~\d]|npm:)))/,
		/registry\.[\w.-]+\/((?:@[\w.-]+\/)?[\w.-]+)\/-\//,
		// poetry.lock, uv.lock, Cargo.lock, composer.lock.
		/^name = "([^"]+)"|"name": "([^"]+)"|\{ name = "([^"]+)"/,
		// go.sum.
		/^([\w.-]+\.[a-z]+\/[\w./-]+) v\d/,
		// Gemfile.lock.
		/^ {2,6}([\w.-]+)!? \((?:[~<>=]+ )?\d/,
	],
	'gm',
);

const lockFiles: Readonly<Record<string, PackageSource>> = {
	'poetry.lock': 'pypi',
	'uv.lock': 'pypi',
	'pdm.lock': 'pypi',
	'Pipfile.lock': 'pypi',
	'Cargo.lock': 'cargo',
	'go.sum': 'go',
	'Gemfile.lock': 'gem',
	'composer.lock': 'composer',
};

function lockSources(path: string): readonly PackageSource[] {
	const name = path.slice(path.lastIndexOf('/') + 1);
	return [lockFiles[name] ?? 'npm'];
}

/** The match of a package of `source`. */
export function packageOf(source: PackageSource): LineRule['match'] {
	return ({ fingerprints }, name) => matchPackage(fingerprints, source, name);
}

/** The match of the repository that an address names. */
export function repositoryOf({ fingerprints }: Draft, address: string): PackageMatch | undefined {
	return matchRepository(fingerprints, undefined, address);
}

/** The same for `owner/name` alone. */
function shortRepositoryOf({ fingerprints }: Draft, address: string): PackageMatch | undefined {
	return matchRepository(fingerprints, 'gh', address);
}

export function readByRules(draft: Draft, rules: readonly LineRule[]): void {
	for (const { text, start } of linesOf(draft.text)) {
		for (const { pattern, role, match, isEntry } of rules) {
			const found = pattern.exec(text);
			const name = found?.[1];
			if (found === null || name === undefined) {
				continue;
			}
			const at = start + found.index + found[0].indexOf(name);
			const removal = isEntry === true ? wholeLine(draft.text, at) : undefined;
			if (note(draft, { range: [at, at + name.length], role, removal }, match(draft, name))) {
				break;
			}
		}
	}
}

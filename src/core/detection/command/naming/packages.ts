import type { Assistant, PackageSource } from '../../../catalog/assistant.ts';
import type { Certainty, Evidence } from '../../finding.ts';
import { type Fingerprints, ownerOfCommand, packageKey } from './fingerprints.ts';
import { matchFolder, matchPythonFolder, tarballName } from './packageFiles.ts';

/** An assistant that a package reference brings. */
export interface PackageMatch {
	readonly assistant: Assistant;
	readonly certainty: Certainty;
	readonly fingerprint: Evidence['fingerprint'];
}

/** Prefixes with which one tool names the packages of another: `mise use npm:x`, `deno run npm:x`. */
const sourcePrefixes: Readonly<Record<string, PackageSource>> = {
	npm: 'npm',
	pipx: 'pypi',
	pypi: 'pypi',
	cargo: 'cargo',
	go: 'go',
	gem: 'gem',
	dotnet: 'nuget',
};
const hosted =
	/(?:^|[/@+:])(?:(?:www\.)?github\.com[/:]|raw\.githubusercontent\.com\/|(?:github|gh|ubi|aqua|gitpkg):)([\w.-]+\/[\w.-]+)/i;

/** Longer texts name no package; prefixes in them may be repeated without end. UTF-16 code units. */
const longestReference = 2000;

/**
 * The assistant that `reference` brings when a package manager of `source` is given it: a name with or without version,
 * scope and extras, a repository, an address or a folder.
 */
export function matchPackage(
	fingerprints: Fingerprints,
	source: PackageSource,
	reference: string,
): PackageMatch | undefined {
	const text = reference.trim();
	if (text === '' || text.startsWith('-') || text.length > longestReference) {
		return undefined;
	}
	const other = renamed(text);
	if (other !== undefined) {
		return matchPackage(fingerprints, other.source, other.name);
	}
	return (
		matchName(fingerprints, source, plainName(source, text)) ??
		matchElsewhere(fingerprints, source, plainName(source, text)) ??
		matchAs[source]?.(fingerprints, text) ??
		(source === 'nix' && text.includes('#') ? undefined : matchRepository(fingerprints, source, text))
	);
}

/** Packagers of programs mostly take over the name that others gave: which others, by source. */
const namedAlike: Partial<Record<PackageSource, readonly PackageSource[]>> = {
	brew: ['npm', 'pypi', 'nix'],
	cask: ['npm', 'pypi', 'nix'],
	scoop: ['brew'],
	choco: ['brew'],
	apt: ['brew'],
	macports: ['brew'],
	mise: ['brew', 'nix'],
	snap: ['brew'],
};

/** A package that the catalog knows from another source only. Short names without a dash may be anybody's. */
function matchElsewhere(
	fingerprints: Fingerprints,
	source: PackageSource,
	name: string,
): PackageMatch | undefined {
	const others = namedAlike[source];
	if (others === undefined || !/^[\w.-]+$/.test(name)) {
		return undefined;
	}
	const mayDiffer = !name.includes('-') && source !== 'choco' && source !== 'scoop';
	const found = mayDiffer
		? undefined
		: others.map((other) => matchName(fingerprints, other, name)).find((match) => match !== undefined);
	const assistant = found?.assistant ?? ownerOfCommand(fingerprints, name);
	return assistant === undefined ? undefined : { assistant, certainty: 'likely', fingerprint: 'package' };
}

/** What else a source takes for a reference. */
const matchAs: Partial<
	Record<PackageSource, (fingerprints: Fingerprints, text: string) => PackageMatch | undefined>
> = {
	nix: matchAttribute,
	go: matchGo,
	npm: matchFolder,
	pypi: matchPythonFolder,
};

/** A package that is named by another tool's prefix, or by an npm alias. */
function renamed(text: string): { readonly source: PackageSource; readonly name: string } | undefined {
	const alias = /^@?[\w./-]+@npm:(.+)$/.exec(text)?.[1];
	if (alias !== undefined) {
		return { source: 'npm', name: alias };
	}
	const [, prefix = '', name = ''] = /^([a-z]+):(?!\/\/)(.+)$/i.exec(text) ?? [];
	const source = sourcePrefixes[prefix.toLowerCase()];
	return source === undefined ? undefined : { source, name };
}

function matchName(
	fingerprints: Fingerprints,
	source: PackageSource,
	name: string,
): PackageMatch | undefined {
	const assistant = fingerprints.byPackage.get(packageKey(source, name));
	return assistant === undefined ? undefined : { assistant, certainty: 'certain', fingerprint: 'package' };
}

/** Flakes that package assistants under the names of their commands. */
const agentFlake = /^github:numtide\/(?:llm-agents|nix-ai-tools)(?:\.nix)?(?:\/[^#]*)?#/i;

/** nix: `nixpkgs#name`, `-iA nixpkgs.name`, and flakes that offer it: `github:owner/repository#name`. */
function matchAttribute(fingerprints: Fingerprints, text: string): PackageMatch | undefined {
	const attribute = /[#.]([\w-]+)$/.exec(text)?.[1];
	const flake = /^github:[\w.-]+\/([\w.-]+)$/i.exec(text)?.[1];
	if (flake !== undefined) {
		const found = matchByAnyName(fingerprints, nameOfFlake(flake));
		return found && { ...found, certainty: 'likely' };
	}
	if (attribute === undefined) {
		return undefined;
	}
	const found = matchName(fingerprints, 'nix', attribute);
	const named = agentFlake.test(text) ? fingerprints.byCommand.get(attribute.toLowerCase()) : undefined;
	if (named !== undefined) {
		return { assistant: named, certainty: 'certain', fingerprint: 'package' };
	}
	return found ?? (text.includes('#') ? matchByAnyName(fingerprints, attribute) : undefined);
}

/** What a repository packs for Nix, by its name: `claude-code-nix` packs `claude-code`. */
export function nameOfFlake(repository: string): string {
	return repository.toLowerCase().replaceAll(/^nix-|(?:-cli)?[-.](?:nix|flake|overlay)$/g, '');
}

/**
 * An attribute of nixpkgs or of another set of packages, which mostly has the name that the program, the formula or the
 * package of a language has. `inSet`: it is certainly an attribute of such a set.
 */
export function matchNixName(
	fingerprints: Fingerprints,
	name: string,
	inSet = false,
): PackageMatch | undefined {
	return (
		matchName(fingerprints, 'nix', name) ??
		(name.includes('-') || inSet ? matchByAnyName(fingerprints, name) : undefined)
	);
}

/** The assistant whose repository an address, or `owner/name` where a tool takes that, lies in. */
export function matchRepository(
	fingerprints: Fingerprints,
	source: PackageSource | undefined,
	text: string,
): PackageMatch | undefined {
	const short =
		source === 'npm' || source === 'gh' ? /^([\w.-]+\/[\w.-]+)(?:#.*)?$/.exec(text)?.[1] : undefined;
	const repository = (hosted.exec(text)?.[1] ?? short)?.toLowerCase().replace(/\.git$/, '');
	if (repository === undefined) {
		return undefined;
	}
	const assistant = fingerprints.byRepository.get(repository);
	return assistant === undefined
		? matchFork(fingerprints, source, repository)
		: { assistant, certainty: 'certain', fingerprint: 'package' };
}

/** Where a package is installed from somebody's copy of its repository, that has the name of the program. */
function matchFork(
	fingerprints: Fingerprints,
	source: PackageSource | undefined,
	repository: string,
): PackageMatch | undefined {
	const name = /\/([\w-]+)$/.exec(repository)?.[1] ?? '';
	const assistant =
		source === 'pypi' || source === 'npm' ? ownerOfCommand(fingerprints, name, 7) : undefined;
	return assistant && { assistant, certainty: 'likely', fingerprint: 'package' };
}

/** The npm package in whose folder `path` lies. */
export function matchPackagePath(fingerprints: Fingerprints, path: string): PackageMatch | undefined {
	const unified = path.replaceAll('\\', '/').toLowerCase();
	const at = unified.lastIndexOf('node_modules/');
	const inside = at < 0 ? undefined : unified.slice(at + 'node_modules/'.length);
	for (const { name, assistant } of fingerprints.npmNames) {
		const found =
			inside === undefined
				? name.startsWith('@') && unified.includes(`/${name}/`)
				: inside.startsWith(`${name}/`);
		if (found) {
			return { assistant, certainty: 'certain', fingerprint: 'path' };
		}
	}
	return undefined;
}

const withoutVersion = (text: string): string => text.replace(/[@:=].*$/, '');

/** What may follow the name in a reference, by source: version, extras, architecture. */
const plainNames: Partial<Record<PackageSource, (text: string) => string>> = {
	npm: (text) => /^(@?[^@]+)(?:@.*)?$/.exec(tarballName(text) ?? text)?.[1] ?? text,
	pypi: (text) => /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~;@ ].*)?$/s.exec(text)?.[1] ?? text,
	apt: (text) => text.replace(/[=/:].*$/, ''),
	cargo: withoutVersion,
	go: withoutVersion,
	mise: withoutVersion,
	composer: withoutVersion,
	snap: withoutVersion,
	nuget: withoutVersion,
	nix: (text) => text.replace(/^nixpkgs[#.]/, ''),
	scoop: (text) => text.replace(/^.*\//, '').replace(/@.*$/, ''),
};

/** A reference without what may follow the name. */
function plainName(source: PackageSource, text: string): string {
	return plainNames[source]?.(text) ?? text;
}

/** A module, or a command in it. */
function matchGo(fingerprints: Fingerprints, text: string): PackageMatch | undefined {
	let path = text.replace(/@.*$/, '');
	while (path.includes('/')) {
		const found = matchName(fingerprints, 'go', path);
		if (found !== undefined) {
			return found;
		}
		path = path.slice(0, path.lastIndexOf('/'));
	}
	return undefined;
}

function matchByAnyName(fingerprints: Fingerprints, name: string): PackageMatch | undefined {
	for (const source of ['nix', 'brew', 'npm', 'pypi']) {
		const assistant = fingerprints.byPackage.get(packageKey(source, name));
		if (assistant !== undefined) {
			return { assistant, certainty: 'likely', fingerprint: 'package' };
		}
	}
	const scoped = fingerprints.npmNames.find((entry) => entry.name.endsWith(`/${name}`));
	return scoped === undefined
		? undefined
		: { assistant: scoped.assistant, certainty: 'likely', fingerprint: 'package' };
}

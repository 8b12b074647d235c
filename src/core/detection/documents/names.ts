import { type Assistant, moduleLanguages, type PackageSource } from '../../catalog/assistant.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { addToHash, atomHash } from '../command/atoms.ts';
import { distinctAtom, fingerprintsOf } from '../command/fingerprints.ts';

/** The catalog's fingerprints, arranged for what stands in files. What two assistants share names neither. */
export interface Names {
	/** By name, upper case. */
	readonly byEnvironment: ReadonlyMap<string, Assistant>;
	/** By folder or file in the home folder: `.claude`. */
	readonly byHomePath: ReadonlyMap<string, Assistant>;
	/** By path in a repository: `.claude`, `.github/copilot-instructions.md`. */
	readonly byRepositoryPath: ReadonlyMap<string, Assistant>;
	/** By `owner/name`, lower case. */
	readonly byAction: ReadonlyMap<string, Assistant>;
	/** By address without tag, lower case. */
	readonly byFeature: ReadonlyMap<string, Assistant>;
	/** By `language:module`. */
	readonly byModule: ReadonlyMap<string, Assistant>;
	/** By a name that nothing else is likely to have: ids and commands. */
	readonly byOwnName: ReadonlyMap<string, Assistant>;
	readonly settingPrefixes: readonly { readonly prefix: string; readonly assistant: Assistant }[];
	readonly atoms: ReadonlySet<number>;
}

const known = new WeakMap<Catalog, Names>();

/** The names of `catalog`, computed once for each. */
export function namesOf(catalog: Catalog): Names {
	const found = known.get(catalog);
	if (found !== undefined) {
		return found;
	}
	const made = collect(catalog);
	known.set(catalog, made);
	return made;
}

/**
 * The cheap first look at a whole document: `false` where no part of it can be a name that is looked for. A name that is
 * put together from pieces is missed here, which in files that are reviewed hides nothing.
 */
export function mayNameAssistant({ atoms }: Names, text: string): boolean {
	let hash = 0;
	let length = 0;
	for (let at = 0; at <= text.length; at += 1) {
		const code = at < text.length ? text.charCodeAt(at) : 0;
		const lower = code >= 65 && code <= 90 ? code + 32 : code;
		if ((lower >= 97 && lower <= 122) || (lower >= 48 && lower <= 57)) {
			hash = addToHash(hash, lower);
			length += 1;
		} else if (length > 0) {
			if (atoms.has(hash)) {
				return true;
			}
			hash = 0;
			length = 0;
		}
	}
	return false;
}

const moduleSources: Readonly<Record<string, PackageSource>> = {
	python: 'pypi',
	rust: 'cargo',
	csharp: 'nuget',
	ruby: 'gem',
};

/** Files that several tools read under one name. */
const sharedPaths = /^(?:\.?mcp\.json|AGENTS\.md)$/;

function collect(catalog: Catalog): Names {
	const byEnvironment = new Unshared();
	const byHomePath = new Unshared();
	const byRepositoryPath = new Unshared();
	const byAction = new Unshared();
	const byFeature = new Unshared();
	const byModule = new Unshared();
	const byOwnName = new Unshared();
	const settingPrefixes: { prefix: string; assistant: Assistant }[] = [];
	for (const assistant of catalog.assistants) {
		assistant.environment?.forEach((name) => byEnvironment.add(name.toUpperCase(), assistant));
		assistant.actions?.forEach((name) => byAction.add(name.toLowerCase(), assistant));
		assistant.features?.forEach((name) => byFeature.add(name.toLowerCase(), assistant));
		assistant.settingPrefixes?.forEach((prefix) => settingPrefixes.push({ prefix, assistant }));
		for (const path of assistant.configPaths ?? []) {
			const home = /^~\/(\.[\w.-]+)(?:\/|$)/.exec(path)?.[1];
			if (home !== undefined && home !== '.config' && home !== '.local') {
				byHomePath.add(home, assistant);
			} else if (/^[\w.]/.test(path) && !path.includes(':') && !sharedPaths.test(path)) {
				byRepositoryPath.add(path.replace(/\/$/, ''), assistant);
			}
		}
		addModules(byModule, assistant);
		for (const name of ownNames(assistant)) {
			byOwnName.add(name, assistant);
		}
	}
	const maps = { byEnvironment, byHomePath, byRepositoryPath, byAction, byFeature, byModule, byOwnName };
	const atoms = new Set(fingerprintsOf(catalog).atoms);
	const texts = [
		...Object.values(maps).flatMap((map) => [...map.keys()]),
		...settingPrefixes.map(({ prefix }) => prefix),
	];
	for (const text of texts) {
		atoms.add(atomHash(distinctAtom(text.replace(/^(?:python|java|php|csharp|rust|ruby):/, ''))));
	}
	return { ...maps, settingPrefixes, atoms };
}

function addModules(byModule: Unshared, assistant: Assistant): void {
	for (const language of moduleLanguages) {
		assistant.modules?.[language]?.forEach((name) => byModule.add(`${language}:${name}`, assistant));
	}
	for (const [language, source] of Object.entries(moduleSources)) {
		for (const name of assistant.packages?.[source] ?? []) {
			byModule.add(
				`${language}:${language === 'csharp' ? name : name.replaceAll('-', '_')}`,
				assistant,
			);
		}
	}
}

function ownNames(assistant: Assistant): readonly string[] {
	const shared = new Set((assistant.namesakes ?? []).map(({ command }) => command));
	const named = assistant.commands?.filter((name) => name.length > 5 && !shared.has(name)) ?? [];
	return [...new Set([...(assistant.id.includes('-') ? [assistant.id] : []), ...named])];
}

/** A map in which a name that several have is nobody's. */
class Unshared extends Map<string, Assistant> {
	readonly #shared = new Set<string>();

	add(name: string, assistant: Assistant): void {
		const before = this.get(name);
		if (before !== undefined && before !== assistant) {
			this.delete(name);
			this.#shared.add(name);
		} else if (!this.#shared.has(name)) {
			this.set(name, assistant);
		}
	}
}

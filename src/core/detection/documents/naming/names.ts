import type { Assistant, PackageSource } from '../../../catalog/assistant.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import { moduleLanguages } from '../../../catalog/packageSources.ts';
import {
	distinctAtom,
	fingerprintsOf,
	isCommonAtom,
	namesInCommands,
} from '../../command/naming/fingerprints.ts';
import { type CodeWords, codeWordsOf } from '../code/codeLines.ts';
import { type EnvironmentNames, environmentNamesOf, type Owner } from './environmentNames.ts';
import { homePathsOf, sharedHomePathsOf } from './homePaths.ts';
import { type OwnPaths, ownPathsOf } from './ownPaths.ts';
import { unshared } from '../../../catalog/unshared.ts';
import { type Words, wordsOf } from '../firstLook/words.ts';

/** The catalog's fingerprints, arranged for what stands in files. What two assistants share names neither. */
export interface Names extends OwnPaths, EnvironmentNames {
	/** By folder or file in the home folder: `.claude`. */
	readonly byHomePath: ReadonlyMap<string, Assistant>;
	/** By such a folder, those that have it in common. */
	readonly sharingHomePath: ReadonlyMap<string, readonly Assistant[]>;
	/** By port. */
	readonly byLocalServer: ReadonlyMap<string, Assistant>;
	/** By `owner/name`, lower case. */
	readonly byAction: ReadonlyMap<string, Assistant>;
	/** By address without tag, lower case. */
	readonly byFeature: ReadonlyMap<string, Assistant>;
	/** By `language:module`. */
	readonly byModule: ReadonlyMap<string, Assistant>;
	/** By a name that nothing else is likely to have: ids and commands. */
	readonly byOwnName: ReadonlyMap<string, Assistant>;
	/** Those of several words, without what parts them: `geminicli`. */
	readonly byJoinedName: ReadonlyMap<string, Assistant>;
	/** By an extension's own name, as `plain` writes it. */
	readonly bySettingName: ReadonlyMap<string, Assistant>;
	readonly settingPrefixes: readonly { readonly prefix: string; readonly assistant: Assistant }[];
	/** A setting of one of these as a key, its name in the first group. */
	readonly settingKey: RegExp;
	/** For the first look at a whole document, and at source code. */
	readonly words: Words;
	readonly codeWords: CodeWords;
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

const moduleSources: Readonly<Record<string, PackageSource>> = {
	python: 'pypi',
	rust: 'cargo',
	csharp: 'nuget',
	ruby: 'gem',
};

function collect(catalog: Catalog): Names {
	const { assistants } = catalog;
	const environment = environmentNamesOf(assistants);
	const { byEnvironment, bySharedEnvironment, environmentPrefixes } = environment;
	const byHomePath = homePathsOf(assistants);
	const { byRepositoryPath, repositoryTop } = ownPathsOf(catalog);
	const byAction = unshared(assistants, ({ actions = [] }) => actions.map((name) => name.toLowerCase()));
	const byFeature = unshared(assistants, ({ features = [] }) => features.map((name) => name.toLowerCase()));
	const byModule = unshared(assistants, modulesOf);
	const byOwnName = unshared(assistants, ownNames);
	const byJoinedName = unshared(assistants, (assistant) =>
		ownNames(assistant).flatMap((name) => (name.includes('-') ? [name.replaceAll('-', '')] : [])),
	);
	const bySettingName = unshared(assistants, settingNames);
	const settingPrefixes = assistants.flatMap((assistant) =>
		(assistant.settingPrefixes ?? []).map((prefix) => ({ prefix, assistant })),
	);
	const byLocalServer = unshared(assistants, ({ localServers = [] }) =>
		localServers.map((server) => server.replace(/^.*:/, '')),
	);
	const maps = {
		byEnvironment,
		bySharedEnvironment,
		byLocalServer,
		byHomePath,
		byRepositoryPath,
		byAction,
		byFeature,
		byModule,
		byOwnName,
		byJoinedName,
	};
	const texts = [
		...Object.values(maps).flatMap((map) => [...map.keys()]),
		...[...settingPrefixes, ...environmentPrefixes].map(({ prefix }) => prefix),
		...bySettingName.keys(),
	];
	const words = wordsOf([
		...fingerprintsOf(catalog).telling,
		...texts.map((text) => distinctAtom(text.replace(/^[a-z]+:/, ''))),
	]);
	const tellingSettings = settingPrefixes.map(({ prefix }) => prefix).filter(isTelling);
	// The inputs of actions have no capitals, and stand in no code.
	const variables = [...byEnvironment.keys(), ...bySharedEnvironment.keys()].filter(
		(name) => name === name.toUpperCase(),
	);
	const others = { variables, marks: [...byLocalServer.keys(), ...tellingSettings] };
	const codeWords = codeWordsFor(assistants, [...byModule.keys()], others);
	return {
		...maps,
		repositoryTop,
		sharingHomePath: sharedHomePathsOf(assistants),
		bySettingName,
		settingPrefixes,
		settingKey: settingKeyOf(tellingSettings),
		environmentPrefixes,
		words,
		codeWords,
	};
}

/** Whether the prefix of a setting is no word of every text, such as `continue`, and no command anyway. */
function isTelling(prefix: string): boolean {
	return /[A-Z]|\w\W\w/.test(prefix);
}

/** For the first look at source code: what it imports, what it starts, and what else gives an assistant away in it. */
function codeWordsFor(
	assistants: readonly Assistant[],
	modules: readonly string[],
	{ variables, marks }: { readonly variables: readonly string[]; readonly marks: readonly string[] },
): CodeWords {
	const started = assistants.flatMap(({ commands = [], images = [] }) => [...commands, ...images]);
	const extensions = assistants.flatMap(({ extensions: ids = [] }) =>
		ids.filter((id) => !isCommonAtom(distinctAtom(id))),
	);
	return codeWordsOf({
		imported: [...modules, ...assistants.flatMap(importedPackages)].map((name) =>
			distinctAtom(name.replace(/^[a-z]+:/, '')),
		),
		started: started.map(distinctAtom),
		// Variables begin with whose they are, and end in words of every text.
		named: [...[...extensions, ...marks].map(distinctAtom), ...variables.map(firstAtom)],
		names: [...namesInCommands(assistants), ...modules, ...variables, ...marks].flatMap(spellingsOf),
	});
}

function firstAtom(name: string): string {
	const first = /^[A-Z0-9]+/.exec(name)?.[0].toLowerCase() ?? '';
	return first.length > 2 && !isCommonAtom(first) ? first : distinctAtom(name);
}

function settingKeyOf(prefixes: readonly string[]): RegExp {
	const names = prefixes.map((prefix) => prefix.replaceAll(/[^\w]/g, '\\$&')).join('|');
	return new RegExp(`["']((?:${names === '' ? '(?!)' : names})[\\w.-]*)["']\\s*:`, 'g');
}

/** Whose a folder of the home folder is; of several, the one after which the document is named: `modules/auggie/start.sh`. */
export function ownerOfHomePath(names: Names, folder: string, document: string): Assistant | undefined {
	const named = names.sharingHomePath.get(folder)?.find(({ id }) => isPartOf(document, id));
	return named ?? names.byHomePath.get(folder);
}

/** Whether a path has `name` as a word, or as words in a row. */
function isPartOf(path: string, name: string): boolean {
	const at = path.indexOf(name);
	const around = `${path.charAt(at - 1)}${path.charAt(at + name.length)}`;
	return at >= 0 && !/[A-Za-z0-9]/.test(around);
}

/** The assistant that contributes the editor setting `name`: by its prefixes, else by the name that it begins with. */
export function ownerOfSetting({ settingPrefixes, bySettingName }: Names, name: string): Owner | undefined {
	const known = settingPrefixes.find(({ prefix }) => name.startsWith(prefix))?.assistant;
	if (known !== undefined) {
		return { assistant: known, certainty: 'certain' };
	}
	const dot = name.indexOf('.');
	const begun = dot < 0 ? undefined : bySettingName.get(plain(name.slice(0, dot)));
	return begun && { assistant: begun, certainty: 'likely' };
}

/** A name without what people write differently: `AI-Toolkit` and `aiToolkit` are one. */
function plain(name: string): string {
	return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Extensions mostly begin their settings with their own name, and the shortest names mean many things. */
function settingNames({ id, kinds, extensions = [] }: Assistant): readonly string[] {
	const names = [id, ...extensions.flatMap((one) => one.split('.').slice(1))].map(plain);
	return kinds.includes('extension')
		? [...new Set(names)].filter((name) => name.length > 4 && !isCommonAtom(name))
		: [];
}

/**
 * A name as it may be written: a scoped package by its folder alone as well, and a part of a module in Python as
 * `from google import genai`.
 */
function spellingsOf(name: string): readonly string[] {
	const text = name.replace(/^[a-z]+:(?:\/\/)?(?:www\.)?/, '');
	const folder = /^@[^/]+\/(.+)$/.exec(text)?.[1];
	const part = /^python:(.+)\.(\w+)$/.exec(name);
	return [
		text,
		...(folder === undefined || isCommonAtom(folder) ? [] : [folder]),
		...(part === null ? [] : [`${part[1]}.import.${part[2]}`]),
	];
}

/** Packages by whose names code imports them. */
function importedPackages({ packages }: Assistant): readonly string[] {
	return (['npm', 'go'] as const).flatMap((source) => packages?.[source] ?? []);
}

function modulesOf({ modules, packages }: Assistant): readonly string[] {
	const named = moduleLanguages.flatMap((language) =>
		(modules?.[language] ?? []).map((name) => `${language}:${name}`),
	);
	const packaged = Object.entries(moduleSources).flatMap(([language, source]) =>
		(packages?.[source] ?? []).map(
			(name) => `${language}:${language === 'csharp' ? name : name.replaceAll('-', '_')}`,
		),
	);
	return [...named, ...packaged];
}

function ownNames(assistant: Assistant): readonly string[] {
	const shared = new Set((assistant.namesakes ?? []).map(({ command }) => command));
	const named = assistant.commands?.filter((name) => name.length > 4 && !shared.has(name)) ?? [];
	return [...(assistant.id.includes('-') ? [assistant.id] : []), ...named];
}

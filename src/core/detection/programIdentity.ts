import type { Assistant, PackageSource } from '../catalog/assistant.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { fingerprintsOf, packageKey } from './command/naming/fingerprints.ts';
import { programName } from './command/naming/identify.ts';
import { matchPackage, matchPackagePath } from './command/naming/packages.ts';
import { packagesInPath } from './packagePlaces.ts';

/** What was looked up about a program without running it. */
export interface ProgramFacts {
	/** The file that its name resolves to, absolute. */
	readonly path: string;
	/** The file behind all links. */
	readonly target: string;
	/** The interpreter's line of a script, without `#!`. */
	readonly shebang?: string | undefined;
	/** The file or module that a short script does nothing but hand over to. */
	readonly handsTo?: string | undefined;
	/** The name in the `package.json` above it, where that offers this very file as a program. */
	readonly packageName?: string | undefined;
	/** The program of an assistant's own name elsewhere on this machine that it is byte for byte the same as. */
	readonly copyOf?: string | undefined;
}

/** Whose program a file is. */
export type ProgramIdentity =
	| { readonly owner: 'assistant'; readonly assistant: Assistant }
	/** It belongs to a package that is none of the catalog's. */
	| { readonly owner: 'other'; readonly package: string };

/** Folders in which programs of any origin lie, so that the place says nothing. */
const commonFolder = /^(?:~|%userprofile%)?\/?(?:\.local\/bin|bin|node_modules\/\.bin)\/[^/]+$/i;

/**
 * Tells whose program a file is from where it lies and what it belongs to; `undefined` where that says nothing. A name
 * that other programs share is no proof.
 */
export function judgeProgram(catalog: Catalog, facts: ProgramFacts): ProgramIdentity | undefined {
	const places = [facts.target, facts.handsTo, interpreterOf(facts.shebang)].filter(
		(place) => place !== undefined,
	);
	const assistant =
		firstOf(places, (place) => ownerByPlace(catalog, place)) ??
		ownerByPackage(catalog, 'npm', facts.packageName) ??
		ownerByPackage(catalog, 'pypi', moduleOf(facts)) ??
		ownerByName(catalog, facts);
	if (assistant !== undefined) {
		return { owner: 'assistant', assistant };
	}
	const other = facts.packageName ?? firstOf(places, packageOfPlace);
	return other === undefined ? undefined : { owner: 'other', package: other };
}

function firstOf<T>(places: readonly string[], look: (place: string) => T | undefined): T | undefined {
	for (const place of places) {
		const found = look(place);
		if (found !== undefined) {
			return found;
		}
	}
	return undefined;
}

function ownerByPlace(catalog: Catalog, place: string): Assistant | undefined {
	const unified = place.replaceAll('\\', '/');
	const fingerprints = fingerprintsOf(catalog);
	for (const { source, name } of packagesInPath(unified)) {
		const found = matchPackage(fingerprints, source, name);
		if (found !== undefined) {
			return found.assistant;
		}
	}
	return (
		matchPackagePath(fingerprints, unified)?.assistant ??
		extensionOwner(catalog, unified) ??
		catalog.assistants.find(({ binaryPaths }) =>
			binaryPaths?.some((path) => isOwnPlace(path.replaceAll('\\', '/'), unified)),
		)
	);
}

/** Whether `path` is where only the assistant's own installer puts a program, and `place` is there. */
function isOwnPlace(path: string, place: string): boolean {
	if (commonFolder.test(path) || !/^(?:~|%userprofile%)\//i.test(path) || path.includes('*')) {
		return false;
	}
	const inHome = path.slice(path.indexOf('/'));
	return (
		/^(?:\/home\/[^/]+|\/root|\/Users\/[^/]+|[A-Z]:\/Users\/[^/]+)(\/.*)$/i.exec(place)?.[1] === inHome
	);
}

/** The assistant in whose editor extension's folder a file lies: `…/extensions/publisher.name-1.2.3/…`. */
export function extensionOwner(catalog: Catalog, place: string): Assistant | undefined {
	const folder = /\/extensions\/([a-z0-9][\w-]*\.[\w.-]+?)-\d+\.\d+\.\d+[^/]*\//i.exec(
		place.replaceAll('\\', '/'),
	)?.[1];
	return folder === undefined ? undefined : catalog.byExtension.get(folder.toLowerCase());
}

function ownerByPackage(
	catalog: Catalog,
	source: PackageSource,
	name: string | undefined,
): Assistant | undefined {
	return name === undefined ? undefined : fingerprintsOf(catalog).byPackage.get(packageKey(source, name));
}

/** By the name of the file behind the links, or of the program that it is a copy of. */
function ownerByName(catalog: Catalog, { target, copyOf }: ProgramFacts): Assistant | undefined {
	return firstOf(
		[copyOf, target].filter((place) => place !== undefined),
		(place) => {
			const name = programName(place);
			return catalog.byCommand
				.get(name)
				?.find(({ namesakes }) => namesakes?.some(({ command }) => command === name) !== true);
		},
	);
}

/** The Python module that a console script imports its start from. */
function moduleOf({ shebang, handsTo }: ProgramFacts): string | undefined {
	return shebang !== undefined && /\b(?:python|pypy)[\d.]*\b/.test(shebang) && handsTo !== undefined
		? /^[A-Za-z_]\w*/.exec(handsTo)?.[0]
		: undefined;
}

function interpreterOf(shebang: string | undefined): string | undefined {
	const path = shebang?.trim().split(/\s+/)[0];
	return path === undefined || /^\/(?:usr\/)?bin\//.test(path) ? undefined : path;
}

function packageOfPlace(place: string): string | undefined {
	return packagesInPath(place.replaceAll('\\', '/'))[0]?.name;
}

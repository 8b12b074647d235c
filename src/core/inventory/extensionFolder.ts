import { readLooseJson } from './looseJson.ts';

/** What a folder of extensions holds, as it was read. */
export interface ExtensionFolder {
	/** The names of the folders in it. */
	readonly names: readonly string[];
	/** `extensions.json`: what is installed in the default profile; `undefined` when there is none. */
	readonly listing: string | undefined;
	/** `.obsolete`: what was uninstalled, and is removed when the editor next starts. */
	readonly obsolete: string | undefined;
	/** The `extensions.json` of every other profile. */
	readonly profiles: readonly ProfileListing[];
}

export interface ProfileListing {
	readonly name: string;
	readonly listing: string;
}

/**
 * An extension on the disk. `installed`: in at least one profile. `unlisted`: its folder lies there, and no profile has
 * it (an older version, or dropped there). `obsolete`: uninstalled. `missing`: listed, and its folder is gone.
 */
export interface ExtensionEntry {
	/** `publisher.name`, as written. */
	readonly id: string;
	readonly version: string | undefined;
	/** Absolute, or relative to the folder of extensions. */
	readonly folder: string;
	/** The profiles that have it; the default one is `''`. */
	readonly profiles: readonly string[];
	readonly state: 'installed' | 'unlisted' | 'obsolete' | 'missing';
}

/**
 * The extensions in a folder, as the editor itself reads it (VS Code 1.139, extensionsScannerService): the listings
 * count where there are any; without one, every folder that is not obsolete is an extension of the default profile.
 */
export function readExtensionFolder(folder: ExtensionFolder): readonly ExtensionEntry[] {
	const entries = new Map<string, { id: string; version: string | undefined; profiles: string[] }>();
	const present = new Set(folder.names);
	const listings = [{ name: '', listing: folder.listing }, ...folder.profiles];
	for (const { name, listing } of listings) {
		for (const { id, version, place: written } of readListing(listing) ?? []) {
			const base = written.replace(/^.*[\\/]/, '');
			const place = present.has(base) ? base : written;
			const known = entries.get(place) ?? { id, version, profiles: [] };
			known.profiles.push(name);
			entries.set(place, known);
		}
	}
	const listed = readListing(folder.listing) !== undefined;
	const obsolete = readObsolete(folder.obsolete);
	for (const name of folder.names) {
		const parsed = parseFolderName(name);
		if (!entries.has(name) && parsed !== undefined) {
			entries.set(name, { ...parsed, profiles: listed ? [] : [''] });
		}
	}
	return [...entries].map(([place, { id, version, profiles }]) => {
		const elsewhere = /[\\/]/.test(place);
		const gone = !elsewhere && !present.has(place);
		const state = gone ? 'missing' : obsolete.has(place.toLowerCase()) ? 'obsolete' : 'installed';
		return {
			id,
			version,
			folder: place,
			profiles,
			state: state === 'installed' && profiles.length === 0 ? 'unlisted' : state,
		};
	});
}

/** `publisher.name-1.2.3` or `publisher.name-1.2.3-linux-x64`, taken apart; `undefined` for folders of another kind. */
export function parseFolderName(name: string): { readonly id: string; readonly version: string } | undefined {
	const [, id, version] = /^([\w-]+\.[\w.-]+?)-(\d+\.\d+\.\d+.*)$/.exec(name) ?? [];
	return id === undefined || version === undefined
		? undefined
		: { id, version: version.replace(platform, '') };
}

const platform =
	/-(?:win32|linux|alpine|darwin)-(?:x64|ia32|arm64|armhf)$|-(?:web|universal|undefined|unknown)$/;

interface ListedExtension {
	readonly id: string;
	readonly version: string | undefined;
	/** The folder's name, or its absolute path where it lies elsewhere. */
	readonly place: string;
}

function readListing(text: string | undefined): readonly ListedExtension[] | undefined {
	const value = text === undefined ? undefined : readLooseJson(text);
	return Array.isArray(value) ? value.flatMap(readListed) : undefined;
}

function readListed(value: unknown): readonly ListedExtension[] {
	const entry = (value ?? {}) as {
		readonly identifier?: { readonly id?: unknown } | null;
		readonly version?: unknown;
		readonly relativeLocation?: unknown;
		readonly location?: { readonly path?: unknown; readonly fsPath?: unknown } | string | null;
	};
	const id = entry.identifier?.id;
	if (typeof id !== 'string' || id === '') {
		return [];
	}
	const version = typeof entry.version === 'string' ? entry.version : undefined;
	const { location } = entry;
	const path = typeof location === 'string' ? location : (location?.path ?? location?.fsPath);
	const place = entry.relativeLocation ?? path;
	return typeof place === 'string' ? [{ id, version, place }] : [];
}

/** The names of obsolete folders, lower case: the editor writes them so. */
function readObsolete(text: string | undefined): ReadonlySet<string> {
	const value = text === undefined ? undefined : readLooseJson(text);
	return new Set(
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([name, gone]) => (gone === true ? [name.toLowerCase()] : []))
			: [],
	);
}

import { isAbsolute } from 'node:path';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { aiCategories, aiContributionPoints, commandPrefixes } from '../../core/detection/lookAlike.ts';
import type { ExtensionSignal } from '../../core/detection/signal.ts';
import type { EditorPlace } from '../../core/inventory/editors.ts';
import {
	type ExtensionEntry,
	type ProfileListing,
	readExtensionFolder,
} from '../../core/inventory/extensionFolder.ts';
import { readLooseJson } from '../../core/inventory/looseJson.ts';
import { manifestFacts } from '../../core/detection/extensionManifest.ts';
import { type Disk, textOf } from './disk.ts';

/** An extension on the disk, with what is needed to tell which assistant it is. */
export interface InstalledExtension {
	readonly entry: ExtensionEntry;
	/** Its folder, absolute. */
	readonly path: string;
	readonly place: EditorPlace;
	readonly signal: ExtensionSignal;
}

/** What one place of an editor holds. */
export interface EditorContent {
	readonly place: EditorPlace;
	/** Whether anything of an editor is there, such as settings, beyond empty folders. */
	readonly inUse: boolean;
	/** Names of the profiles besides the default one. */
	readonly profiles: readonly string[];
	/** All that lie there, of all profiles, disabled ones too. */
	readonly extensions: readonly InstalledExtension[];
}

/**
 * Reads what an editor keeps in one place: the extensions of every profile, installed or left over. Manifests are read
 * only of those that the catalog does not know by their id. Nothing is activated, and nothing of the editor is asked.
 */
export async function readEditorPlace(
	catalog: Catalog,
	place: EditorPlace,
	disk: Disk,
): Promise<EditorContent> {
	const folder = place.extensions;
	const [names, listing, obsolete, userNames, profiles] = await Promise.all([
		disk.names(folder),
		disk.text(`${folder}/extensions.json`),
		disk.text(`${folder}/.obsolete`),
		disk.names(`${place.userData}/User`),
		readProfiles(place, disk),
	]);
	const entries = readExtensionFolder({ names: [...names], listing, obsolete, profiles });
	const extensions = await Promise.all(
		entries.map((entry) => readExtension({ catalog, place, disk }, entry)),
	);
	const settled = place.host === 'remote' ? names.size > 0 : userNames.size > 0;
	return {
		place,
		inUse: settled || extensions.some(({ entry }) => entry.state === 'installed'),
		profiles: profiles.map(({ name }) => name),
		extensions,
	};
}

async function readProfiles({ userData }: EditorPlace, disk: Disk): Promise<readonly ProfileListing[]> {
	const folder = `${userData}/User/profiles`;
	const ids = [...(await disk.names(folder))];
	if (ids.length === 0) {
		return [];
	}
	const names = profileNames(await disk.text(`${userData}/User/globalStorage/storage.json`));
	const listings = await Promise.all(ids.map((id) => disk.text(`${folder}/${id}/extensions.json`)));
	return ids.flatMap((id, index) => {
		const listing = listings[index];
		return listing === undefined ? [] : [{ name: names.get(id) ?? id, listing }];
	});
}

/** The names that people gave to profiles, by the folder's name (`userDataProfiles` of storage.json). */
function profileNames(text: string | undefined): ReadonlyMap<string, string> {
	const storage = text === undefined ? undefined : readLooseJson(text);
	const profiles = (storage as { userDataProfiles?: unknown } | null | undefined)?.userDataProfiles;
	return new Map(
		(Array.isArray(profiles) ? (profiles as { location?: unknown; name?: unknown }[]) : []).flatMap(
			(profile) =>
				typeof profile.location === 'string' && typeof profile.name === 'string'
					? [[profile.location, profile.name] as const]
					: [],
		),
	);
}

async function readExtension(
	{ catalog, place, disk }: { readonly catalog: Catalog; readonly place: EditorPlace; readonly disk: Disk },
	entry: ExtensionEntry,
): Promise<InstalledExtension> {
	const path = isAbsolute(entry.folder) ? entry.folder : `${place.extensions}/${entry.folder}`;
	const file = `${path}/package.json`;
	const base = { kind: 'extension', id: entry.id, version: entry.version } as const;
	if (entry.state !== 'installed' || catalog.byExtension.has(entry.id.toLowerCase())) {
		const gone = entry.state === 'installed' && !(await disk.has(file));
		return { entry: gone ? { ...entry, state: 'missing' } : entry, path, place, signal: base };
	}
	const manifest = await textOf(file);
	return manifest === undefined
		? { entry: { ...entry, state: 'missing' }, path, place, signal: base }
		: {
				entry,
				path,
				place,
				signal: {
					...base,
					...contributionsOf(catalog, manifest),
					...(await programsIn(catalog, disk, path)),
				},
			};
}

/** Folders of an extension in which programs lie; theirs are looked at too, as many have one for each system. */
const programFolders = ['bin', 'binaries', 'native', 'resources', 'resources/bin', 'resources/native-binary'];

/** The names of the catalog's programs that an extension has in its folder. */
async function programsIn(
	catalog: Catalog,
	disk: Disk,
	path: string,
): Promise<Pick<ExtensionSignal, 'programs'>> {
	const top = await disk.names(path);
	const folders = programFolders.filter((folder) => top.has(folder.split('/')[0] ?? folder));
	const names = await Promise.all(folders.map((folder) => namesBelow(disk, `${path}/${folder}`)));
	const programs = names
		.flat()
		.map((name) => name.replace(/\.exe$/i, ''))
		.filter((name) => catalog.byCommand.has(name.toLowerCase()));
	return programs.length === 0 ? {} : { programs: [...new Set(programs)] };
}

/** What lies in a folder, and in those of its folders that have no file's ending. */
async function namesBelow(disk: Disk, folder: string): Promise<readonly string[]> {
	const names = [...(await disk.names(folder))];
	const inner = await Promise.all(
		names
			.filter((name) => !name.includes('.'))
			.slice(0, 16)
			.map((name) => disk.names(`${folder}/${name}`)),
	);
	return [...names, ...inner.flatMap((found) => [...found])];
}

/** What a manifest contributes that assistants do. Most have no such word in them, and are not parsed. */
function contributionsOf(
	catalog: Catalog,
	text: string,
): Pick<ExtensionSignal, 'aiContributions' | 'commands' | 'brings'> {
	const worthReading =
		/"extension(?:Pack|Dependencies)"/.test(text) ||
		aiCategories.some((category) => text.includes(`"${category}"`)) ||
		aiContributionPoints.some((point) => text.includes(`"${point}"`)) ||
		commandPrefixes(catalog).some(({ prefix }) => text.includes(`"${prefix}`));
	if (!worthReading) {
		return {};
	}
	return manifestFacts(readLooseJson(text));
}

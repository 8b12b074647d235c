import { readdirSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands, env, type ExtensionContext, extensions } from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.ts';
import type { ExtensionSignal } from '../../core/detection/signal.ts';
import { openDisk } from '../../node/inventory/disk.ts';
import { readEditorPlace } from '../../node/inventory/extensions.ts';
import { watchFile } from '../../node/files/watchFile.ts';

/** The folders in which this editor keeps what is installed on this machine, with `/` between their parts. */
export interface InstalledPlaces {
	readonly extensions: string;
	readonly userData: string;
}

/**
 * The folders of the editor that we run in: ours lies among its extensions, and our storage among its user data. None
 * while we are under development, as we lie elsewhere then.
 */
export function installedPlaces({
	extension,
	globalStorageUri,
}: Pick<ExtensionContext, 'extension' | 'globalStorageUri'>): InstalledPlaces {
	const slashes = (path: string): string => path.replaceAll('\\', '/');
	return {
		extensions: slashes(dirname(extension.extensionPath)),
		userData: slashes(join(globalStorageUri.fsPath, '..', '..', '..')),
	};
}

/**
 * All extensions that are installed here, also those that this window's extension host does not have: switched off,
 * another profile's, another host's. Read from what the editor keeps on the disk, and where the window is on another
 * machine also from the settings that its extensions contribute. Nothing is activated.
 */
export async function installedOnDisk(
	catalog: Catalog,
	{ extensions: folder, userData }: InstalledPlaces,
): Promise<readonly ExtensionSignal[]> {
	const place = {
		editor: { id: '', name: env.appName, product: '', commands: [] },
		host: env.remoteName === undefined ? 'local' : 'remote',
		extensions: folder,
		userData,
		settings: `${userData}/User/settings.json`,
	} as const;
	const { extensions: found } = await readEditorPlace(catalog, place, openDisk([]));
	const here = found
		.filter(({ entry }) => entry.state === 'installed')
		.map(({ signal, entry }): ExtensionSignal => ({
			...signal,
			where: { profiles: entry.profiles, loaded: false },
		}));
	const known = new Set([...here, ...extensions.all].map(({ id }) => id.toLowerCase()));
	const others = env.remoteName === undefined ? [] : await contributorsOfSettings();
	return [
		...here,
		...others
			.filter((id) => !known.has(id.toLowerCase()))
			.map((id): ExtensionSignal => ({
				kind: 'extension',
				id,
				where: { loaded: false, otherHost: true },
			})),
	];
}

/** Calls `onChange` when something is installed or uninstalled, in whatever profile or window. */
export function watchInstalled(
	{ extensions: folder, userData }: InstalledPlaces,
	onChange: () => void,
): () => void {
	const user = join(userData, 'User');
	const profiles = namesIn(join(user, 'profiles'));
	const files = [
		join(folder, 'extensions.json'),
		join(folder, '.obsolete'),
		join(user, 'mcp.json'),
		join(user, 'profiles'),
		...profiles.flatMap((name) => [
			join(user, 'profiles', name, 'extensions.json'),
			join(user, 'profiles', name, 'mcp.json'),
		]),
	];
	const ends = files.map((file) => watchFile(file, onChange, 'events'));
	const profilesWatch = watchNames(join(user, 'profiles'), onChange);
	return () => [...ends, profilesWatch].forEach((end) => end());
}

/** Calls `onChange` when something comes into a folder or leaves it. */
function watchNames(folder: string, onChange: () => void): () => void {
	try {
		const watcher = watch(folder, { persistent: false }, onChange);
		watcher.on('error', () => watcher.close());
		return () => watcher.close();
	} catch {
		return () => undefined; // No such folder yet: the one above it is watched too.
	}
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

/**
 * Ids of the extensions that contribute settings, of every extension host, running or not. The command is the editor's
 * own (VS Code 1.139); one that does not have it tells nothing.
 */
async function contributorsOfSettings(): Promise<readonly string[]> {
	try {
		const all: unknown = await commands.executeCommand('_getAllSettings');
		const ids = Object.values(all ?? {}).map(contributorOf);
		return [...new Set(ids.filter((id) => typeof id === 'string'))];
	} catch {
		return [];
	}
}

function contributorOf(setting: unknown): unknown {
	const { source, section } = (setting ?? {}) as {
		readonly source?: { readonly id?: unknown } | null;
		readonly section?: { readonly extensionInfo?: { readonly id?: unknown } | null } | null;
	};
	return source?.id ?? section?.extensionInfo?.id;
}

import { FileType, RelativePattern, Uri, workspace } from 'vscode';
import type { Assistant } from '../../core/catalog/assistant.ts';
import type { FoundFile, FoundFiles } from '../../core/carrying/item.ts';
import { keyBindingsPath } from '../../core/carrying/keyBindings.ts';
import { fixedPart, isPattern, matchPlace } from '../../core/carrying/place.ts';
import type { CarryRoot } from './roots.ts';

/** A file above this is not read; instructions are never that long. In bytes. */
const largest = 1024 * 1024;
/** Files and folders are looked at up to here, so that a strange project does not hold anybody up. */
const mostFiles = 500;
/** Milliseconds after which what lies further down is left to whoever looks for it. */
const searchPatience = 5000;
const deepest = 6;

interface Place {
	readonly path: string;
	readonly nested: boolean;
}

/** The files of a place that assistants read, and what they say. Nothing is followed that leads out of a project. */
export async function findFiles(root: CarryRoot, catalog: readonly Assistant[]): Promise<FoundFiles> {
	const places = placesIn(catalog).filter(({ path }) => path.startsWith('~/') === root.isHome);
	const paths = new Set(places.filter(({ path }) => !isPattern(path)).map(({ path }) => path));
	if (root.isHome) {
		paths.add(keyBindingsPath);
	}
	const patterns = places.filter(({ path }) => isPattern(path));
	for (const start of new Set(patterns.map(({ path }) => fixedPart(path)))) {
		for (const path of await filesBelow(root, start.replace(/\/$/, ''), deepest)) {
			if (patterns.some((place) => matchPlace(place.path, path) !== undefined)) {
				paths.add(path);
			}
		}
	}
	for (const path of root.isHome ? [] : await nestedFiles(root, places)) {
		paths.add(path);
	}
	const found = await Promise.all(
		[...paths].slice(0, mostFiles).map(async (path) => [path, await readFile(root, path)] as const),
	);
	return new Map(found.flatMap(([path, file]) => (file === undefined ? [] : [[path, file] as const])));
}

function placesIn(catalog: readonly Assistant[]): readonly Place[] {
	return catalog.flatMap(({ reads = {} }) => [
		...(reads.instructions ?? []).map(({ path, nested }) => ({ path, nested: nested === true })),
		...[...(reads.servers ?? []), ...(reads.commands ?? []), ...(reads.other ?? [])].map(({ path }) => ({
			path,
			nested: false,
		})),
		...(reads.ignore ?? []).map((path) => ({ path, nested: false })),
	]);
}

async function filesBelow(root: CarryRoot, folder: string, depth: number): Promise<readonly string[]> {
	let entries: readonly [string, FileType][] = [];
	try {
		entries = await workspace.fs.readDirectory(root.uriOf(folder));
	} catch {
		return []; // There is none.
	}
	const found: string[] = [];
	for (const [name, type] of entries.slice(0, mostFiles)) {
		const path = `${folder}/${name}`;
		const isOwnFolder =
			(type & FileType.Directory) !== 0 && (root.isHome || (type & FileType.SymbolicLink) === 0);
		if (isOwnFolder && depth > 0) {
			found.push(...(await filesBelow(root, path, depth - 1)));
		} else if ((type & FileType.File) !== 0) {
			found.push(path);
		}
	}
	return found;
}

/** What lies in folders further down; nothing where the editor cannot search. */
async function nestedFiles(root: CarryRoot, places: readonly Place[]): Promise<readonly string[]> {
	const names = [...new Set(places.filter(({ nested }) => nested).map(({ path }) => path))];
	const { promise: noTime, resolve: giveUp } = Promise.withResolvers<readonly Uri[]>();
	// On a file system that nobody can search, the editor waits for whoever can (VS Code 1.139).
	const timer = setTimeout(() => giveUp([]), searchPatience);
	try {
		const pattern = new RelativePattern(root.folder, `**/{${names.join(',')}}`);
		const search = workspace.findFiles(pattern, '**/{node_modules,.git}/**', mostFiles);
		const found = await Promise.race([search, noTime]);
		const start = `${root.folder.path.replace(/\/$/, '')}/`;
		return found.flatMap(({ path }) => (path.startsWith(start) ? [path.slice(start.length)] : []));
	} catch {
		return [];
	} finally {
		clearTimeout(timer);
	}
}

async function readFile(root: CarryRoot, path: string): Promise<FoundFile | undefined> {
	const uri = root.uriOf(path);
	try {
		const { type, size } = await workspace.fs.stat(uri);
		if ((type & FileType.File) === 0) {
			return undefined;
		}
		if (size > largest) {
			return { problem: 'tooLarge' };
		}
		const isLink =
			(type & FileType.SymbolicLink) !== 0 || (!root.isHome && (await liesBehindLink(root, path)));
		const text = decode(await workspace.fs.readFile(uri));
		return text === undefined ? { problem: 'notText' } : { text, link: isLink };
	} catch (error) {
		return error instanceof Error &&
			/FileNotFound|EntryNotFound|ENOENT|ENOTDIR/.test(`${error.name} ${error.message}`)
			? undefined
			: { problem: 'unreadable' };
	}
}

/** Whether one of the folders on the way from the project to a file is a link. */
export async function liesBehindLink(root: CarryRoot, path: string): Promise<boolean> {
	const folders = path.split('/').slice(0, -1);
	for (const index of folders.keys()) {
		try {
			const { type } = await workspace.fs.stat(
				Uri.joinPath(root.folder, ...folders.slice(0, index + 1)),
			);
			if ((type & FileType.SymbolicLink) !== 0) {
				return true;
			}
		} catch {
			return false; // From here on nothing is there yet.
		}
	}
	return false;
}

/** UTF-8 to the byte, with its byte order mark; `undefined` for anything else. */
export function decode(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

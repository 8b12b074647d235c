import { constants } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';

/** Reads files and folders of one moment: each folder is listed once, and what no listing has is not asked for again. */
export interface Disk {
	/** The names in a folder; none when there is no such folder, or it cannot be read. */
	readonly names: (folder: string) => Promise<ReadonlySet<string>>;
	readonly has: (path: string) => Promise<boolean>;
	/** The text of a file; `undefined` when it cannot be read or has more than `limit` bytes. */
	readonly text: (file: string, limit?: number) => Promise<string | undefined>;
}

const usualLimit = 4 * 1024 * 1024;

/** `roots`: folders that are taken to be there, and below which everything is found through listings. */
export function openDisk(roots: readonly string[]): Disk {
	const listings = new Map<string, Promise<ReadonlySet<string>>>();
	const known = new Map<string, Promise<boolean>>(roots.map((root) => [root, Promise.resolve(true)]));
	const disk: Disk = {
		names: async (folder) => {
			const listing = listings.get(folder) ?? list(folder);
			listings.set(folder, listing);
			return listing;
		},
		has: async (path) => {
			const answer = known.get(path) ?? look(path);
			known.set(path, answer);
			return answer;
		},
		text: async (file, limit = usualLimit) => {
			return (await disk.has(file)) ? textOf(file, limit) : undefined;
		},
	};
	return disk;

	async function list(folder: string): Promise<ReadonlySet<string>> {
		if (!(await disk.has(folder))) {
			return none;
		}
		return readdir(folder).then(
			(names) => new Set(names),
			() => none,
		);
	}

	async function look(path: string): Promise<boolean> {
		const at = path.lastIndexOf('/');
		const parent = path.slice(0, at);
		// What lies below no root may be in folders that cannot be listed; it is tried.
		return (
			at <= 0 ||
			((await disk.has(parent)) &&
				(!isBelowRoot(parent) || (await disk.names(parent)).has(path.slice(at + 1))))
		);
	}

	function isBelowRoot(path: string): boolean {
		return roots.some((root) => path === root || path.startsWith(`${root}/`));
	}
}

const none: ReadonlySet<string> = new Set();

/** The text of a file that most likely is there, without a look at the listing of its folder. */
export async function textOf(file: string, limit = usualLimit): Promise<string | undefined> {
	const bytes = await startOf(file, limit + 1);
	return bytes === undefined || bytes.length > limit ? undefined : bytes.toString('utf8');
}

/** Enough for most manifests and settings, so that they are read at once. */
const chunk = 32 * 1024;

/** The first `length` bytes of a file, fewer when it is shorter; `undefined` when it cannot be read or is no file. */
export async function startOf(file: string, length: number): Promise<Buffer | undefined> {
	try {
		// A pipe of somebody's must not be waited for.
		const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		try {
			return await readUpTo(handle, length);
		} finally {
			await handle.close();
		}
	} catch {
		return undefined;
	}
}

async function readUpTo(handle: FileHandle, length: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let at = 0;
	for (let ended = false; !ended && at < length;) {
		const wanted = Math.min(at === 0 ? chunk : chunk * 32, length - at);
		const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
		chunks.push(buffer.subarray(0, bytesRead));
		at += bytesRead;
		ended = bytesRead < wanted;
	}
	return Buffer.concat(chunks);
}

/** The paths that a path with `*` for whole folder names stands for; those without are taken as they are. */
export async function expandFolders(disk: Disk, path: string): Promise<readonly string[]> {
	const at = path.indexOf('/*');
	if (at < 0) {
		return [path];
	}
	const [before, after] = [path.slice(0, at), path.slice(at + 2)];
	const names = [...(await disk.names(before))];
	const expanded = await Promise.all(names.map((name) => expandFolders(disk, `${before}/${name}${after}`)));
	return expanded.flat();
}

import { type Dirent, readdirSync } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import ignore, { type Ignore } from 'ignore';
import { type Patience, waitFor } from '../patience.ts';
import { largestFile, textOf } from './readBytes.ts';

/** A file of a tree that may be read. */
export interface TreeFile {
	/** Its place on the disk. */
	readonly file: string;
	/** From the top of the tree, with `/`. */
	readonly path: string;
}

/** How far a walk goes. */
export interface WalkLimits {
	/** Files seen at most; the walk ends there. */
	readonly files: number;
	/** Folders inside each other, at most. */
	readonly depth: number;
}

/** `milliseconds`: how long one folder may keep it waiting. */
export interface WalkOptions extends Patience {
	readonly limits?: WalkLimits;
	/** Folders are read without letting others have their turn: several times faster, for programs that do nothing else. */
	readonly atOnce?: boolean;
}

const usualOptions = { signal: undefined, limits: { files: 500_000, depth: 64 }, atOnce: false };

/** What version control and package managers keep for themselves, whether a `.gitignore` names it or not. */
const neverEntered = new Set(['.git', '.hg', '.svn', 'node_modules', '.venv', '__pycache__']);

/** How often the walk lets others have their turn, in files. */
const turn = 256;

/**
 * The files below `top` for which `isWanted` holds, one folder after the other. What a `.gitignore` leaves out stays out;
 * links to folders are not followed, so that no walk goes round in circles or leaves the tree. Folders that cannot be
 * read are passed over.
 */
export async function* walkTree(
	top: string,
	isWanted: (path: string) => boolean,
	options: WalkOptions = {},
): AsyncGenerator<TreeFile, 'whole' | 'limit' | 'cancelled' | 'late'> {
	const { signal, limits, atOnce } = { ...usualOptions, ...options };
	let seen = 0;
	const folders: Folder[] = [{ at: '', depth: 0, ignores: [] }];
	for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
		const read = await waitFor(contentOf(top, folder, atOnce), options);
		if (typeof read === 'string') {
			return read;
		}
		const { entries, ignores } = read.value;
		for (const { name, kind } of entries) {
			seen += 1;
			const end = endOf(seen, limits, signal);
			if (end !== undefined) {
				return end;
			}
			await (seen % turn === 0 ? setImmediate() : undefined);
			const below = { at: pathIn(folder, name), depth: folder.depth + 1, ignores };
			if (kind === 'folder' && isEntered(name, below, limits)) {
				folders.push(below);
			} else if (kind === 'file' && isWanted(below.at) && !isLeftOut(ignores, below.at)) {
				yield { file: `${top}${path.sep}${below.at}`, path: below.at };
			}
		}
	}
	return 'whole';
}

async function contentOf(
	top: string,
	folder: Folder,
	atOnce: boolean,
): Promise<{ readonly entries: readonly Entry[]; readonly ignores: readonly IgnoreRules[] }> {
	const entries = await entriesOf(path.join(top, folder.at), atOnce);
	return { entries, ignores: await withOwnIgnores(top, folder, entries) };
}

function pathIn({ at }: Folder, name: string): string {
	return at === '' ? name : `${at}/${name}`;
}

function endOf(
	seen: number,
	limits: WalkLimits,
	signal: AbortSignal | undefined,
): 'limit' | 'cancelled' | undefined {
	if (signal?.aborted === true) {
		return 'cancelled';
	}
	return seen > limits.files ? 'limit' : undefined;
}

function isEntered(name: string, { at, depth, ignores }: Folder, limits: WalkLimits): boolean {
	return !neverEntered.has(name) && depth <= limits.depth && !isLeftOut(ignores, `${at}/`);
}

/**
 * The text of a file, or `undefined` where it is too large, binary, no plain file, or cannot be read; or where its bytes
 * show that it is not wanted, which saves to decode it.
 */
export async function readTextFile(
	file: string,
	isWanted: (bytes: Uint8Array) => boolean = () => true,
): Promise<string | undefined> {
	try {
		const handle = await open(file, 'r');
		try {
			const { size } = await handle.stat();
			const bytes = size > largestFile ? undefined : await handle.readFile();
			return bytes === undefined || bytes.includes(0) || !isWanted(bytes) ? undefined : textOf(bytes);
		} finally {
			await handle.close();
		}
	} catch {
		return undefined;
	}
}

/** Whether `file` is a folder, and its path without links. */
export async function folderAt(
	file: string,
): Promise<{ readonly isFolder: boolean; readonly real: string } | undefined> {
	try {
		const real = await realpath(file);
		return { isFolder: (await stat(real)).isDirectory(), real };
	} catch {
		return undefined;
	}
}

interface Folder {
	/** From the top, with `/`. */
	readonly at: string;
	readonly depth: number;
	readonly ignores: readonly IgnoreRules[];
}

interface IgnoreRules {
	/** The folder that the rules stand in. */
	readonly at: string;
	readonly rules: Ignore;
}

async function withOwnIgnores(
	top: string,
	{ at, ignores }: Folder,
	entries: readonly Entry[],
): Promise<readonly IgnoreRules[]> {
	const hasOwn = entries.some(({ name }) => name === '.gitignore');
	const text = hasOwn ? await readTextFile(path.join(top, at, '.gitignore')) : undefined;
	return text === undefined ? ignores : [...ignores, { at, rules: ignore().add(text) }];
}

/** The rules of the nearest `.gitignore` that has something to say decide. */
function isLeftOut(ignores: readonly IgnoreRules[], at: string): boolean {
	for (const { at: folder, rules } of ignores.toReversed()) {
		const { ignored, unignored } = rules.test(folder === '' ? at : at.slice(folder.length + 1));
		if (ignored || unignored) {
			return ignored;
		}
	}
	return false;
}

interface Entry {
	readonly name: string;
	readonly kind: 'file' | 'folder';
}

async function entriesOf(folder: string, atOnce: boolean): Promise<readonly Entry[]> {
	try {
		const options = { withFileTypes: true } as const;
		return kindsOf(atOnce ? readdirSync(folder, options) : await readdir(folder, options));
	} catch {
		// It went away, or is not ours to read.
		return [];
	}
}

/** Files and folders by name. */
function kindsOf(entries: readonly Dirent[]): readonly Entry[] {
	return entries
		.flatMap((entry) => {
			const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : undefined;
			return kind === undefined ? [] : [{ name: entry.name, kind } as const];
		})
		.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, lstat, open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { programName } from '../../core/detection/command/naming/identify.ts';
import { judgeProgram, type ProgramFacts } from '../../core/detection/programIdentity.ts';

/** Where a program's name is looked up. */
export interface SearchPlaces {
	readonly home: string;
	readonly path: readonly string[];
	readonly folder: string | undefined;
	readonly platform: NodeJS.Platform;
	readonly isOwnFolder: (folder: string) => boolean;
}

/** What was read of program files, kept until a file changes. */
export interface ProgramFiles {
	factsOf(catalog: Catalog, file: string, searchPath: readonly string[]): Promise<ProgramFacts | undefined>;
}

/** The file that `name` runs: found on the PATH, or where the name itself points. */
export async function resolveProgram(name: string, places: SearchPlaces): Promise<string | undefined> {
	const endings = places.platform === 'win32' ? ['', '.exe', '.cmd', '.bat', '.ps1'] : [''];
	const folders = /[\\/]/.test(name)
		? [undefined]
		: places.path.filter((folder) => path.isAbsolute(folder) && !places.isOwnFolder(folder));
	for (const folder of folders) {
		for (const ending of endings) {
			const file = folder === undefined ? fileNamed(name, places) : path.join(folder, name);
			if (file !== undefined && (await isProgram(file + ending))) {
				return file + ending;
			}
		}
	}
	return undefined;
}

function fileNamed(name: string, { home, folder }: SearchPlaces): string | undefined {
	if (/^~[\\/]/.test(name)) {
		return path.join(home, name.slice(2));
	}
	return path.isAbsolute(name) ? name : folder === undefined ? undefined : path.resolve(folder, name);
}

async function isProgram(file: string): Promise<boolean> {
	try {
		await access(file, constants.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
}

interface Kept {
	readonly stamp: string;
	readonly facts: ProgramFacts;
}

/** How much of a script is read to see what it hands over to, in bytes. */
const readAhead = 4096;
/** Programs that are remembered. */
const mostKept = 2000;

export function createProgramFiles(places: Pick<SearchPlaces, 'platform' | 'isOwnFolder'>): ProgramFiles {
	const kept = new Map<string, Kept>();
	const bearers = new Map<string, Promise<readonly Bearer[]>>();

	async function read(
		catalog: Catalog,
		file: string,
		searchPath: readonly string[],
	): Promise<Kept | undefined> {
		const target = await realpath(file);
		const { size, mtimeMs, ino } = await stat(target);
		const stamp = [target, size, mtimeMs, ino, await stampOf(searchPath)].join('|');
		const before = kept.get(file);
		if (before?.stamp === stamp) {
			return before;
		}
		const own = await ownFacts(file, target);
		const facts =
			judgeProgram(catalog, own)?.owner === 'assistant'
				? own
				: { ...own, copyOf: await copied(catalog, { target, size }, searchPath) };
		if (kept.size >= mostKept) {
			kept.clear();
		}
		kept.set(file, { stamp, facts });
		return kept.get(file);
	}

	/** The program of an assistant's own name on the PATH that has the very same bytes. */
	async function copied(
		catalog: Catalog,
		{ target, size }: { readonly target: string; readonly size: number },
		searchPath: readonly string[],
	): Promise<string | undefined> {
		const key = await stampOf(searchPath);
		let known = bearers.get(key);
		if (known === undefined) {
			bearers.clear();
			known = bearersOn(
				catalog,
				searchPath.filter((folder) => !places.isOwnFolder(folder)),
			);
			bearers.set(key, known);
		}
		for (const bearer of await known) {
			if (bearer.size === size && size > 0 && (await sameBytes(bearer.file, target))) {
				return bearer.named;
			}
		}
		return undefined;
	}

	return {
		factsOf: async (catalog, file, searchPath) => {
			try {
				return (await read(catalog, file, searchPath))?.facts;
			} catch {
				return undefined; // It is gone, or not for us to read: then the line alone speaks.
			}
		},
	};
}

/** An assistant's program on the PATH. */
interface Bearer {
	readonly named: string;
	readonly file: string;
	readonly size: number;
}

/** Folders of programs that are all the same file and go by the name they are called by. */
const shimFolder = /[\\/](?:shims|\.volta|\.proto|chocolatey|WinGet)(?:[\\/]|$)/i;
/** As many of one size in a folder are such programs, too. */
const fewAlike = 3;

async function bearersOn(catalog: Catalog, folders: readonly string[]): Promise<readonly Bearer[]> {
	const found: Bearer[] = [];
	for (const folder of new Set(folders.filter((one) => !shimFolder.test(one)))) {
		const names = await readdir(folder).catch(() => []);
		const own = names
			.filter((name) => catalog.byCommand.has(programName(name)))
			.map((name) => path.join(folder, name))
			.filter((named) => judgeProgram(catalog, { path: named, target: named })?.owner === 'assistant');
		const bearers = (await Promise.all(own.map(async (named) => await bearerAt(catalog, named)))).filter(
			(bearer) => bearer !== undefined,
		);
		const sizes = bearers.length === 0 ? [] : await sizesOf(folder, names);
		found.push(...bearers.filter(({ size }) => sizes.filter((one) => one === size).length < fewAlike));
	}
	return found;
}

/** The program at `named`, unless what lies behind it may be any other program as well. */
async function bearerAt(catalog: Catalog, named: string): Promise<Bearer | undefined> {
	try {
		const file = await realpath(named);
		const isOwn = judgeProgram(catalog, { path: named, target: file })?.owner === 'assistant';
		if (!isOwn || /\$\{?0\b|BASH_SOURCE|%~?n0|\bargv\b/.test(await scriptStart(file))) {
			return undefined;
		}
		return { named, file, size: (await stat(file)).size };
	} catch {
		return undefined; // A link that leads nowhere.
	}
}

async function scriptStart(file: string): Promise<string> {
	const text = await startOf(file);
	return text.startsWith('#!') ? text : '';
}

/** Sizes of the files themselves; links count as nothing. */
async function sizesOf(folder: string, names: readonly string[]): Promise<readonly number[]> {
	return await Promise.all(
		names.map(async (name) => {
			try {
				const one = await lstat(path.join(folder, name));
				return one.isFile() ? one.size : 0;
			} catch {
				return 0;
			}
		}),
	);
}

async function sameBytes(one: string, other: string): Promise<boolean> {
	return one === other || (await digestOf(one)) === (await digestOf(other));
}

async function digestOf(file: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const part of createReadStream(file)) {
		hash.update(part as Buffer);
	}
	return hash.digest('hex');
}

/** Changes when a program is added to a folder of the PATH or taken from it. */
async function stampOf(folders: readonly string[]): Promise<string> {
	const times = await Promise.all(
		folders.map(async (folder) => {
			try {
				return (await stat(folder)).mtimeMs;
			} catch {
				return 0;
			}
		}),
	);
	return [...folders, ...times].join(',');
}

async function ownFacts(file: string, target: string): Promise<ProgramFacts> {
	const text = await startOf(target);
	const shebang = /^#!\s*([^\r\n]+)/.exec(text)?.[1];
	const isScript = shebang !== undefined || /\.(?:cmd|bat|ps1)$/i.test(target);
	return {
		path: file,
		target,
		shebang,
		handsTo: isScript && text.length < readAhead ? handedTo(text) : undefined,
		packageName: await packageOffering(target),
	};
}

async function startOf(file: string): Promise<string> {
	const handle = await open(file, 'r');
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(readAhead), 0, readAhead, 0);
		return buffer.toString('latin1', 0, bytesRead);
	} finally {
		await handle.close();
	}
}

/** What package managers' own shims start (npm, pnpm), and what Python's console scripts import. */
function handedTo(text: string): string | undefined {
	const file = /[\\/]((?:@[\w.-]+[\\/])?[\w.-]+(?:[\\/][\w.-]+)*\.[cm]?js)"/.exec(text)?.[1];
	const inModules = /node_modules[\\/][^"\s]+/.exec(text)?.[0] ?? (file && `node_modules/${file}`);
	return inModules === undefined ? /^from ([A-Za-z_][\w.]*) import \w+/m.exec(text)?.[1] : `/${inModules}`;
}

/** The name in the nearest `package.json` above `target`, where it offers that file as a program. */
async function packageOffering(target: string): Promise<string | undefined> {
	for (let folder = path.dirname(target), up = 0; up < 8; folder = path.dirname(folder), up += 1) {
		const text = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => undefined);
		if (text !== undefined) {
			const { name, bins } = readManifest(text);
			return bins.some((bin) => path.resolve(folder, bin) === target) ? name : undefined;
		}
		if (folder === path.dirname(folder)) {
			break;
		}
	}
	return undefined;
}

function readManifest(text: string): { readonly name: string | undefined; readonly bins: readonly string[] } {
	try {
		const { name, bin } = JSON.parse(text) as { readonly name?: unknown; readonly bin?: unknown };
		const bins = typeof bin === 'object' && bin !== null ? Object.values(bin) : [bin];
		return {
			name: typeof name === 'string' ? name : undefined,
			bins: bins.filter((one) => typeof one === 'string'),
		};
	} catch {
		return { name: undefined, bins: [] };
	}
}

import { realpath } from 'node:fs/promises';
import type { Assistant } from '../../core/catalog/assistant.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { programName } from '../../core/detection/command/naming/identify.ts';
import type { InstalledSignal, PackageReference } from '../../core/detection/installedSignal.ts';
import { type Machine, shownPath } from '../../core/inventory/machine.ts';
import { listedPrograms, programFolders } from '../../core/inventory/programFolders.ts';
import { packagesInPath } from '../../core/detection/packagePlaces.ts';
import { readScript } from '../../core/inventory/script.ts';
import { launcherMarker } from '../commands/launchers.ts';
import { type Disk, expandFolders, startOf } from './disk.ts';
import { goPackageOf } from './goBuild.ts';
import { ownerPackages } from './owners.ts';

/** Where a program was found, and by which name it is called. */
interface Place {
	readonly name: string;
	readonly path: string;
}

/** What programs are looked for in. */
export interface Surroundings {
	readonly catalog: Catalog;
	readonly machine: Machine;
	readonly disk: Disk;
	/** The assistants whose settings are on the machine. */
	readonly settings: ReadonlySet<string>;
}

/** How much of a script is read: package managers' launchers are shorter. */
const scriptLength = 8192;

/**
 * The programs that bear a name of the catalog's, in the folders of the PATH and those known in every home, each with
 * what tells whose it is. Nothing is run.
 */
export async function findPrograms(surroundings: Surroundings): Promise<readonly InstalledSignal[]> {
	const { catalog, machine, disk } = surroundings;
	const folders = await Promise.all(programFolders(machine).map((folder) => expandFolders(disk, folder)));
	const inFolders = await Promise.all(
		[...new Set(folders.flat())].map((folder) => candidates(catalog, disk, folder)),
	);
	const listed = catalog.assistants.flatMap((assistant) =>
		listedPrograms(assistant, machine).map((path) => ({ name: programName(path), path })),
	);
	const byPath = new Map(
		[...inFolders.flat(), ...(await present(disk, listed))].map((place) => [place.path, place]),
	);
	const signals = await Promise.all([...byPath.values()].map((place) => look(surroundings, place)));
	return withoutRepeats(signals.filter((signal) => signal !== undefined));
}

async function candidates(catalog: Catalog, disk: Disk, folder: string): Promise<readonly Place[]> {
	const names = await disk.names(folder);
	if (names.has(launcherMarker)) {
		return [];
	}
	return [...names].flatMap((file) => {
		const name = programName(file);
		return catalog.byCommand.has(name) ? [{ name, path: `${folder}/${file}` }] : [];
	});
}

async function present(disk: Disk, places: readonly Place[]): Promise<readonly Place[]> {
	const found = await Promise.all(places.map(({ path }) => disk.has(path)));
	return places.filter((_, index) => found[index] === true);
}

async function look(surroundings: Surroundings, { name, path }: Place): Promise<InstalledSignal | undefined> {
	const { catalog, machine, disk, settings } = surroundings;
	const bearers = catalog.byCommand.get(name) ?? [];
	const target = await realpath(path).catch(() => undefined);
	const base = {
		kind: 'installed',
		what: 'program',
		name,
		path: shownPath(machine, path),
		settings: bearers.map(({ id }) => id).filter((id) => settings.has(id)),
	} as const;
	if (target === undefined) {
		return { ...base, form: 'gone' };
	}
	const start = await startOf(target, scriptLength);
	if (start === undefined) {
		return undefined;
	}
	const facts = await factsOf({ name, path, target, start, bearers, machine, disk });
	return { ...base, target: shownPath(machine, target), ...facts };
}

interface Program extends Place {
	readonly target: string;
	readonly start: Buffer;
	readonly bearers: readonly Assistant[];
	readonly machine: Machine;
	readonly disk: Disk;
}

/** What tells whose a program is, surest first: the folder that it lies in, its package's records, its own text. */
async function factsOf(
	program: Program,
): Promise<Pick<InstalledSignal, 'packages' | 'version' | 'form' | 'marks'>> {
	const { path, target, start, bearers } = program;
	const form = isBinary(start) ? 'binary' : 'script';
	const owners = await ownerPackages(program);
	if (owners.packages.length > 0) {
		return { ...owners, form };
	}
	const lying = [...packagesInPath(target), ...(target === path ? [] : packagesInPath(path))];
	if (lying.length > 0) {
		return { packages: lying, form };
	}
	if (form === 'binary') {
		const go = await goPackageOf(target);
		const packages: readonly PackageReference[] = go === undefined ? [] : [{ source: 'go', name: go }];
		return { packages, form };
	}
	return { ...readScript(start.toString('utf8'), bearers), form };
}

/** Executable images have a NUL within their first bytes (ELF, Mach-O, PE); text has none. */
function isBinary(start: Buffer): boolean {
	return start.subarray(0, 512).includes(0);
}

/** One program may be reached by several paths; the first is kept. */
function withoutRepeats(signals: readonly InstalledSignal[]): readonly InstalledSignal[] {
	const seen = new Set<string>();
	return signals.filter(({ name, path, target }) => {
		const key = `${name}\n${target ?? path}`;
		return !seen.has(key) && seen.add(key);
	});
}

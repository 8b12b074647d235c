import { dirname } from 'node:path';
import * as z from 'zod';
import type { Assistant } from '../../core/catalog/assistant.ts';
import type { PackageReference } from '../../core/detection/installedSignal.ts';
import type { Machine } from '../../core/inventory/machine.ts';
import { readLooseJson } from '../../core/inventory/looseJson.ts';
import type { Disk } from './disk.ts';

/** A program whose package is looked for. */
interface Program {
	readonly name: string;
	readonly path: string;
	readonly target: string;
	readonly start: Buffer;
	readonly bearers: readonly Assistant[];
	readonly machine: Machine;
	readonly disk: Disk;
}

/** The packages that record a program as theirs, with the version where they say it. */
export interface Owners {
	readonly packages: readonly PackageReference[];
	readonly version?: string | undefined;
}

const nobody: Owners = { packages: [] };

/** Looks for the package that says of itself that it brought the program: npm, Python, Cargo, Volta. */
export async function ownerPackages(program: Program): Promise<Owners> {
	for (const look of [npmOwner, voltaOwner, pythonOwner, cargoOwner]) {
		const owners = await look(program);
		if (owners.packages.length > 0) {
			return owners;
		}
	}
	return nobody;
}

const manifestSchema = z.object({
	name: z.string(),
	version: z.string().optional(),
	bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
});

/** How far above a program its package's folder may be: `lib/node_modules/@scope/name/dist/bin/cli.js`. */
const levels = 5;

/**
 * The nearest package.json above the file that the command's links lead to. One that names another command, or none, is
 * that of a project which the file only lies in; but inside `node_modules` every one is a package's.
 */
async function npmOwner({ name, target, machine, disk }: Program): Promise<Owners> {
	let folder = dirname(target);
	for (let level = 0; level < levels && folder !== machine.home && folder !== dirname(folder); level++) {
		const text = await disk.text(`${folder}/package.json`, 512 * 1024);
		const manifest = manifestSchema.safeParse(text === undefined ? undefined : readLooseJson(text)).data;
		if (manifest !== undefined) {
			const { bin, version } = manifest;
			const commands =
				typeof bin === 'string' ? [manifest.name.replace(/^.*\//, '')] : Object.keys(bin ?? {});
			const installed = /[\\/]node_modules[\\/]/.test(folder);
			const packages: readonly PackageReference[] =
				installed || commands.includes(name) ? [{ source: 'npm', name: manifest.name }] : [];
			return { packages, version: packages.length === 0 ? undefined : version };
		}
		folder = dirname(folder);
	}
	return nobody;
}

/** Volta's commands are links to one program; what each is, is written beside them. */
async function voltaOwner({ name, path, machine, disk }: Program): Promise<Owners> {
	if (!path.startsWith(`${machine.home}/.volta/bin/`)) {
		return nobody;
	}
	const text = await disk.text(`${machine.home}/.volta/tools/user/bins/${name}.json`);
	const schema = z.object({ package: z.string(), version: z.string().optional() });
	const bin = schema.safeParse(text === undefined ? undefined : readLooseJson(text)).data;
	return bin === undefined
		? nobody
		: { packages: [{ source: 'npm', name: bin.package }], version: bin.version };
}

/** A Python script's distribution names it in its list of files (PyPA, "Recording installed projects"). */
async function pythonOwner({ name, path, target, start, bearers, disk }: Program): Promise<Owners> {
	const firstLine = start.toString('latin1', 0, 200).split('\n', 1)[0] ?? '';
	const wanted = new Set(bearers.flatMap(({ packages }) => packages?.pypi ?? []).map(normalized));
	if (!/^#!.*python/.test(firstLine) || wanted.size === 0) {
		return nobody;
	}
	for (const folder of new Set([dirname(dirname(target)), dirname(dirname(path))])) {
		for (const { name: distribution, version, folder: at } of await distributionsIn(
			disk,
			`${folder}/lib`,
			wanted,
		)) {
			if ((await disk.text(`${at}/RECORD`))?.includes(`/bin/${name},`) === true) {
				return { packages: [{ source: 'pypi', name: distribution }], version };
			}
		}
	}
	return nobody;
}

/** A Python distribution that is installed. */
export interface Distribution {
	readonly name: string;
	readonly version: string;
	readonly folder: string;
}

/** The distributions of `wanted` names below a folder `lib` of an environment. */
export async function distributionsIn(
	disk: Disk,
	lib: string,
	wanted: ReadonlySet<string>,
): Promise<readonly Distribution[]> {
	const versions = [...(await disk.names(lib))].filter((one) => one.startsWith('python'));
	const found = await Promise.all(
		versions.map(async (python) => {
			const site = `${lib}/${python}/site-packages`;
			return [...(await disk.names(site))].flatMap((entry): readonly Distribution[] => {
				const [, name, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(entry) ?? [];
				return name !== undefined && version !== undefined && wanted.has(normalized(name))
					? [{ name: normalized(name), version, folder: `${site}/${entry}` }]
					: [];
			});
		}),
	);
	return found.flat();
}

/** A distribution's name as PyPI compares it (PEP 503). */
export function normalized(name: string): string {
	return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

const crateListSchema = z.object({ installs: z.record(z.string(), z.object({ bins: z.array(z.string()) })) });

/** What Cargo's own list says that it installed: each crate with the programs that it brought. */
export async function cratesIn(disk: Disk, home: string): Promise<readonly Crate[]> {
	const text = await disk.text(`${home}/.cargo/.crates2.json`);
	const list = crateListSchema.safeParse(text === undefined ? undefined : readLooseJson(text)).data;
	return Object.entries(list?.installs ?? {}).map(([key, { bins }]) => {
		const [name = '', version] = key.split(' ');
		return { name, version, programs: bins.map((bin) => bin.replace(/\.exe$/, '')) };
	});
}

export interface Crate {
	readonly name: string;
	readonly version: string | undefined;
	readonly programs: readonly string[];
}

async function cargoOwner({ name, path, machine, disk }: Program): Promise<Owners> {
	if (!path.startsWith(`${machine.home}/.cargo/bin/`)) {
		return nobody;
	}
	const crate = (await cratesIn(disk, machine.home)).find(({ programs }) => programs.includes(name));
	return crate === undefined
		? nobody
		: { packages: [{ source: 'cargo', name: crate.name }], version: crate.version };
}

import type { PackageSource } from '../../core/catalog/assistant.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { fingerprintsOf, packageKey } from '../../core/detection/command/naming/fingerprints.ts';
import type { InstalledSignal } from '../../core/detection/installedSignal.ts';
import { readLooseJson } from '../../core/inventory/looseJson.ts';
import { type Machine, shownPath } from '../../core/inventory/machine.ts';
import { packageFolders } from '../../core/inventory/packageFolders.ts';
import { type Disk, expandFolders } from './disk.ts';
import { cratesIn, distributionsIn, normalized } from './owners.ts';

/** The packages of the catalog's that are installed for all of a person's projects; those within projects are not looked for. */
export async function findPackages(
	catalog: Catalog,
	machine: Machine,
	disk: Disk,
): Promise<readonly InstalledSignal[]> {
	const { byPackage } = fingerprintsOf(catalog);
	const isKnown = (source: PackageSource, name: string): boolean => byPackage.has(packageKey(source, name));
	const found = await Promise.all([
		...packageFolders(machine).map(async ({ source, folder }) => {
			const folders = await expandFolders(disk, folder);
			const packages = await Promise.all(folders.map((one) => packagesIn(disk, source, one)));
			return packages.flat().filter(({ name }) => isKnown(source, name));
		}),
		userDistributions(catalog, machine, disk),
		cratesIn(disk, machine.home).then((crates) =>
			crates
				.filter(({ name }) => isKnown('cargo', name))
				.map(({ name, version }) => ({
					source: 'cargo' as const,
					name,
					version,
					path: `${machine.home}/.cargo`,
				})),
		),
	]);
	return Promise.all(found.flat().map((one) => signalOf(machine, disk, one)));
}

interface FoundPackage {
	readonly source: PackageSource;
	readonly name: string;
	readonly path: string;
	readonly version?: string | undefined;
}

async function packagesIn(
	disk: Disk,
	source: PackageSource,
	folder: string,
): Promise<readonly FoundPackage[]> {
	const names = [...(await disk.names(folder))];
	const scoped = await Promise.all(
		names
			.filter((name) => source === 'npm' && name.startsWith('@'))
			.map(async (scope) =>
				[...(await disk.names(`${folder}/${scope}`))].map((name) => `${scope}/${name}`),
			),
	);
	return [...names, ...scoped.flat()].map((name) => ({ source, name, path: `${folder}/${name}` }));
}

/** What `pip install --user` put beside a person's own Python. */
async function userDistributions(
	catalog: Catalog,
	{ home }: Machine,
	disk: Disk,
): Promise<readonly FoundPackage[]> {
	const wanted = new Set(
		catalog.assistants.flatMap(({ packages }) => packages?.pypi ?? []).map((name) => normalized(name)),
	);
	const distributions = await distributionsIn(disk, `${home}/.local/lib`, wanted);
	return distributions.map(({ name, version, folder }) => ({
		source: 'pypi',
		name,
		version,
		path: folder,
	}));
}

async function signalOf(
	machine: Machine,
	disk: Disk,
	{ source, name, path, version }: FoundPackage,
): Promise<InstalledSignal> {
	const text = source === 'npm' ? await disk.text(`${path}/package.json`, 512 * 1024) : undefined;
	const manifest = text === undefined ? undefined : (readLooseJson(text) as { version?: unknown } | null);
	const stated = typeof manifest?.version === 'string' ? manifest.version : undefined;
	return {
		kind: 'installed',
		what: 'package',
		name,
		path: shownPath(machine, path),
		version: version ?? stated,
		packages: [{ source, name }],
	};
}

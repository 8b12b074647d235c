import type { Catalog } from '../../core/catalog/catalog.ts';
import { type Machine, shownPath } from '../../core/inventory/machine.ts';
import { absolute } from '../../core/inventory/mcpFiles.ts';
import type { Trace } from '../../core/inventory/remains.ts';
import type { Disk } from './disk.ts';

/** The settings and folders of the catalog's assistants that lie in the home. */
export async function findTraces(catalog: Catalog, machine: Machine, disk: Disk): Promise<readonly Trace[]> {
	const candidates = catalog.assistants.flatMap(({ id, configPaths = [] }) =>
		configPaths.flatMap((configPath) => {
			const path = absolute(configPath, machine);
			return path === undefined ? [] : [{ assistant: id, path }];
		}),
	);
	const present = await Promise.all(candidates.map(({ path }) => disk.has(path)));
	return candidates
		.filter((_, index) => present[index] === true)
		.map(({ assistant, path }) => ({ assistant, path: shownPath(machine, path) }));
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { indexCatalog } from '../../core/catalog/catalog.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { takeInventory } from '../../node/inventory/takeInventory.ts';
import { thisMachine } from '../../node/inventory/thisMachine.ts';
import { makeFullHome } from '../homes/fullHome.ts';
import { median, type Row } from './figures.ts';

const rounds = 25;

/** The inventory of a home with ten editions, 25 extensions of assistants among 145, and 25 tools, read before. */
export async function benchInventory(): Promise<readonly Row[]> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-bench-'));
	try {
		makeFullHome(home);
		const catalog = indexCatalog(builtInCatalog);
		const other = thisMachine(home);
		// With this machine's own folders of programs too, as when a person looks at their own home.
		const own = { ...other, path: (process.env['PATH'] ?? '').split(path.delimiter) };
		const measure = async (machine: typeof other): Promise<number> => {
			const times: number[] = [];
			for (let round = 0; round < rounds; round++) {
				const start = performance.now();
				await takeInventory(catalog, machine);
				times.push(performance.now() - start);
			}
			return median(times);
		};
		return [
			{ name: 'inventory of a full home, warm', value: await measure(other), unit: 'ms', limit: 50 },
			{
				name: 'the same with the PATH of this process',
				value: await measure(own),
				unit: 'ms',
				limit: 50,
			},
		];
	} finally {
		await rm(home, { recursive: true, force: true });
	}
}

import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { type Batch, pack } from './batch.ts';
import { sift } from './sift.ts';

/** Several that sift files at once. */
export interface Sifters {
	/** The paths of a batch in whose files there may be a reference. */
	readonly sift: (batch: Batch) => Promise<readonly string[]>;
	/** How many calls are worth having under way. */
	readonly most: number;
	/** How many threads were started. */
	readonly threads: () => number;
	readonly stop: () => Promise<void>;
}

/** So many files are read in the time that a thread takes to start. */
const usuallyFew = 500;
/** More threads would only wait for the disk, and each has memory of its own. */
const mostThreads = 4;

/** Sifts in this thread while there are few files, and in one for each processor after that. */
export function openSifters(catalog: Catalog, fewFiles = usuallyFew): Sifters {
	const threads: Thread[] = [];
	const count = Math.min(availableParallelism(), mostThreads);
	let files = 0;
	return {
		sift: async (batch) => {
			files += batch.paths.length;
			if (files > fewFiles && threads.length === 0) {
				threads.push(...Array.from({ length: count }, () => startThread(catalog)));
			}
			const idlest = threads.toSorted((a, b) => a.waiting.length - b.waiting.length)[0];
			const indexes = await (idlest === undefined ? sift(catalog, batch) : ask(idlest, batch));
			return indexes.flatMap((index) => batch.paths[index] ?? []);
		},
		most: count * 4,
		threads: () => threads.length,
		stop: async () => {
			await Promise.all(threads.map(async ({ worker }) => await worker.terminate()));
		},
	};
}

interface Thread {
	readonly worker: Worker;
	/** Who waits for an answer; they come in the order of the questions. */
	readonly waiting: Waiting[];
}

interface Waiting {
	readonly resolve: (indexes: readonly number[]) => void;
	readonly reject: (error: unknown) => void;
}

function startThread(catalog: Catalog): Thread {
	// Bundled, it lies beside the program.
	const file = `siftWorker${path.extname(import.meta.filename)}`;
	const worker = new Worker(path.join(import.meta.dirname, file), {
		workerData: catalog.assistants,
		// It makes hardly anything that lasts, and would else wait long before it gives memory back.
		resourceLimits: { maxYoungGenerationSizeMb: 2 },
	});
	const waiting: Waiting[] = [];
	worker.on('message', (indexes: readonly number[]) => waiting.shift()?.resolve(indexes));
	worker.on('error', (error) => waiting.splice(0).forEach(({ reject }) => reject(error)));
	return { worker, waiting };
}

async function ask({ worker, waiting }: Thread, batch: Batch): Promise<readonly number[]> {
	return await new Promise((resolve, reject) => {
		waiting.push({ resolve, reject });
		worker.postMessage(pack(batch), []);
	});
}

import { parentPort, workerData } from 'node:worker_threads';
import type { Assistant } from '../../core/catalog/assistant.ts';
import { indexCatalog } from '../../core/catalog/catalog.ts';
import { type PackedBatch, unpack } from './batch.ts';
import { sift } from './sift.ts';

/** Sifts what `sifters.ts` sends, and answers each with the indexes. */
const catalog = indexCatalog(workerData as readonly Assistant[]);
parentPort?.on('message', (batch: PackedBatch) => {
	parentPort?.postMessage(sift(catalog, unpack(batch)), []);
});

import { parentPort, workerData } from 'node:worker_threads';
import type { Assistant } from '../../core/catalog/assistant.ts';
import { indexCatalog } from '../../core/catalog/catalog.ts';
import { sift, type SiftedFile } from './sift.ts';

/** Sifts what `sifters.ts` sends, and answers each with the indexes. */
const catalog = indexCatalog(workerData as readonly Assistant[]);
parentPort?.on('message', (files: readonly SiftedFile[]) => {
	parentPort?.postMessage(sift(catalog, files), []);
});

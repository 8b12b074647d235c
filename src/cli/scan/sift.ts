import type { Catalog } from '../../core/catalog/catalog.ts';
import { mayHoldReference } from '../../core/detection/documents/firstLook/mayHoldReference.ts';
import { readBytesSync } from '../../node/files/readBytes.ts';
import { type Batch, fileAt } from './batch.ts';

/** Those of a batch, as indexes, in which there may be a reference. Reads one after the other, and decodes none. */
export function sift(catalog: Catalog, batch: Batch): readonly number[] {
	const kept: number[] = [];
	for (const [index, at] of batch.paths.entries()) {
		const bytes = readBytesSync(fileAt(batch, at));
		if (bytes !== undefined && mayHoldReference(catalog, batch.prefix + at, bytes)) {
			kept.push(index);
		}
	}
	return kept;
}

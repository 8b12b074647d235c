import type { Catalog } from '../../core/catalog/catalog.ts';
import { mayHoldReference } from '../../core/detection/documents/mayHoldReference.ts';
import { readBytesSync } from '../../node/scanTree.ts';

/** A file and the path that it is judged by, from where the program was started. */
export interface SiftedFile {
	readonly file: string;
	readonly place: string;
}

/** Those of `files`, as indexes, in which there may be a reference. Reads them one after the other, and decodes none. */
export function sift(catalog: Catalog, files: readonly SiftedFile[]): readonly number[] {
	return files.flatMap(({ file, place }, index) => {
		const bytes = readBytesSync(file);
		return bytes !== undefined && mayHoldReference(catalog, place, bytes) ? [index] : [];
	});
}

import path from 'node:path';

/** Files of one tree that are looked at in one go. */
export interface Batch {
	/** The folder that they lie below. */
	readonly top: string;
	/** What comes before a path where the file is named and judged by it: from where the program was started. */
	readonly prefix: string;
	/** From the top, with `/`. */
	readonly paths: readonly string[];
}

/** Where a file of a batch lies on the disk. */
export function fileAt({ top }: Batch, at: string): string {
	return `${top}${path.sep}${at}`;
}

/** A batch on its way to a thread: one text is copied much faster than many. No path has a NUL. */
export type PackedBatch = Omit<Batch, 'paths'> & { readonly paths: string };

export function pack(batch: Batch): PackedBatch {
	return { ...batch, paths: batch.paths.join('\0') };
}

export function unpack(packed: PackedBatch): Batch {
	return { ...packed, paths: packed.paths === '' ? [] : packed.paths.split('\0') };
}

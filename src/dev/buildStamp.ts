import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { hashFile } from './stageFolder.ts';

/** Besides the sources: how they are bundled, and by which versions of what. */
const recipe = ['esbuild.config.mjs', 'package-lock.json', 'src/dev/build.ts'];

/**
 * SHA-256 in hexadecimal over the recipe, all that went into a program and all that came out, read now under `root`;
 * nothing when one of the files is gone.
 */
export async function buildStamp(
	root: string,
	{ inputs, outputs }: Pick<Metafile, 'inputs' | 'outputs'>,
): Promise<string | undefined> {
	const hash = createHash('sha256');
	for (const file of [...recipe, ...Object.keys(inputs), ...Object.keys(outputs)]) {
		const place = path.join(root, file);
		if (!existsSync(place)) {
			return undefined;
		}
		hash.update(`${file}\0${await hashFile(place)}\0`);
	}
	return hash.digest('hex');
}

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { lockFolder } from './lockFolder.ts';

/**
 * Fills a folder and puts it at `target` by a rename. When `target` holds the same already, it stays as it is, so
 * that a second process which reads it is not disturbed.
 */
export async function stageFolder(target: string, fill: (folder: string) => Promise<void>): Promise<string> {
	const scratch = `${target}.${process.pid}.unfinished`;
	await rm(scratch, { recursive: true, force: true });
	await mkdir(scratch, { recursive: true });
	await fill(scratch);
	// Tests that run at the same time stage the same.
	const release = await lockFolder(`${target}.lock`, () => undefined);
	try {
		if (existsSync(target) && (await hashFolder(target)) === (await hashFolder(scratch))) {
			await rm(scratch, { recursive: true });
		} else {
			await rm(target, { recursive: true, force: true });
			await rename(scratch, target);
		}
	} finally {
		await release();
	}
	return target;
}

/** One hash over the names and contents of all files in a folder. */
export async function hashFolder(folder: string): Promise<string> {
	const hash = createHash('sha256');
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
	for (const file of files.toSorted()) {
		hash.update(path.relative(folder, file))
			.update('\0')
			.update(await hashFile(file));
	}
	return hash.digest('hex');
}

/** Lower-case hexadecimal SHA-256. */
export async function hashFile(file: string): Promise<string> {
	return createHash('sha256')
		.update(await readFile(file))
		.digest('hex');
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './paths.ts';
import { hashFile, hashFolder } from './stageFolder.ts';

export interface PackedExtension {
	/** Path of the VSIX. */
	readonly file: string;
	/** Lower-case hexadecimal SHA-256 of the VSIX. */
	readonly sha256: string;
}

/**
 * Packs a staged extension folder. When nothing in the folder changed since the last time, the VSIX that is there is
 * kept, so its SHA-256 stays the same too (a zip holds times).
 */
export async function packVsix(folder: string, file: string): Promise<PackedExtension> {
	const stamp = `${file}.stamp`;
	const inputs = await hashFolder(folder);
	const before = existsSync(file) && existsSync(stamp) ? (await readFile(stamp, 'utf8')).split(' ') : [];
	const [packedInputs, packedHash] = before;
	if (packedInputs === inputs && packedHash !== undefined && packedHash === (await hashFile(file))) {
		return { file, sha256: packedHash };
	}
	await mkdir(path.dirname(file), { recursive: true });
	const scratch = `${file}.${process.pid}.unfinished`;
	await runVsce(folder, scratch);
	await rename(scratch, file);
	const sha256 = await hashFile(file);
	await writeFile(stamp, `${inputs} ${sha256}`);
	return { file, sha256 };
}

/** As a program, because its library prints what it does. */
async function runVsce(folder: string, file: string): Promise<void> {
	const options = [
		'--no-dependencies',
		'--no-rewrite-relative-links',
		'--allow-missing-repository',
		'--allow-star-activation',
	];
	await promisify(execFile)(
		process.execPath,
		[
			path.join(root, 'node_modules/@vscode/vsce/vsce'),
			'package',
			...options,
			'--skip-license',
			'--out',
			file,
		],
		{ cwd: folder },
	);
}

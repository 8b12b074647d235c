import { randomBytes } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** `mode`: the file's permissions; those of the file it replaces if absent, else 0o600. */
export interface AtomicWriteOptions {
	readonly mode?: number | undefined;
}

/**
 * Writes a file so that readers and a crash see the old content or the new, never a part: into a file beside it, to the
 * disk, then renamed over it. Makes missing folders. A symbolic link stays one: its target is replaced.
 */
export async function writeFileAtomic(
	path: string,
	content: string | Uint8Array,
	{ mode }: AtomicWriteOptions = {},
): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const target = await realpath(path).catch(() => path);
	const folder = dirname(target);
	const permissions = mode ?? (await stat(target).catch(() => undefined))?.mode ?? 0o600;
	const temporary = join(folder, `.${randomBytes(8).toString('hex')}.tmp`);
	try {
		const file = await open(temporary, 'wx', permissions & 0o777);
		try {
			await file.writeFile(content);
			await file.chmod(permissions & 0o777);
			await file.sync();
		} finally {
			await file.close();
		}
		await renameOver(temporary, target);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncFolder(folder);
}

const busyCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);
const busyWaits = [20, 50, 100, 200, 400, 800, 1600, 3200];

/** On Windows a file cannot be replaced while a scanner or a reader holds it, which passes. */
async function renameOver(from: string, to: string): Promise<void> {
	const waits = process.platform === 'win32' ? busyWaits : [];
	for (const milliseconds of waits) {
		try {
			await rename(from, to);
			return;
		} catch (error) {
			if (!busyCodes.has((error as NodeJS.ErrnoException).code ?? '')) {
				throw error;
			}
			await wait(milliseconds);
		}
	}
	await rename(from, to);
}

/** Makes the rename itself last through a power cut, where the system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
	try {
		const handle = await open(folder, 'r');
		try {
			await handle.sync();
		} finally {
			await handle.close();
		}
	} catch {
		// Windows and some network shares cannot; the content itself is on the disk already.
	}
}

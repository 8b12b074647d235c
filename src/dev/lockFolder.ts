import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds for which a lock is waited for: an installation takes minutes. */
const longest = 10 * 60_000;

/**
 * Waits until no other process holds the lock, which is a folder, and takes it; returns what gives it back. The lock of a
 * process that is gone is nobody's.
 *
 * @param waiting Called once, when somebody else has it.
 * @throws After ten minutes.
 */
export async function lockFolder(folder: string, waiting: () => void): Promise<() => Promise<void>> {
	const owner = path.join(folder, 'pid');
	const deadline = Date.now() + longest;
	for (let waited = false; Date.now() < deadline; waited = true) {
		try {
			await mkdir(folder);
			await writeFile(owner, String(process.pid));
			return () => rm(folder, { recursive: true, force: true });
		} catch (error) {
			if (!isSystemError(error) || error.code !== 'EEXIST') {
				throw error;
			}
		}
		if (waited && !(await ownerLives(owner))) {
			await rm(folder, { recursive: true, force: true });
			continue;
		}
		if (!waited) {
			waiting();
		}
		await pause(500);
	}
	throw new Error(
		`${folder} has been held for ten minutes. If nothing is running, delete it and try again.`,
	);
}

async function ownerLives(owner: string): Promise<boolean> {
	try {
		process.kill(Number(await readFile(owner, 'utf8')), 0);
		return true;
	} catch (error) {
		return isSystemError(error) && error.code === 'EPERM';
	}
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'code' in error;
}

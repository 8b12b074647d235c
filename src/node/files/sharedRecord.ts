import { readFileSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeFileAtomic } from './atomicFile.ts';

/** A small JSON file that several processes read and change, one after the other. */
export interface SharedRecord<T> {
	read(): T;
	/**
	 * Changes it while nobody else does. `change` may be called only once, with what the file holds then. Where the file
	 * cannot be written (a full or read-only disk) the change holds for this process; it never rejects for that.
	 */
	update(change: (value: T) => T): Promise<void>;
}

/** Milliseconds after which a lock belongs to a process that died: what is done under one takes a few. */
const staleAfter = 5000;
const lockWait = 15;
/** Milliseconds for which a lock is waited for; after that the change is made without: a lost one costs little here. */
const lockPatience = 3000;

/** @param parse Makes the value of what the file holds; `undefined` where there is no file, or no JSON in it. */
export function createSharedRecord<T>(file: string, parse: (value: unknown) => T): SharedRecord<T> {
	/** What could not be written down. */
	let unsaved: T | undefined;
	let last: Promise<void> = Promise.resolve();
	const read = (): T => unsaved ?? parse(readJson(file));

	async function changeNow(change: (value: T) => T): Promise<void> {
		await whileLocked(`${file}.lock`, async () => {
			const before = read();
			const after = change(before);
			if (after !== before) {
				await writeFileAtomic(file, `${JSON.stringify(after)}\n`).then(
					() => (unsaved = undefined),
					() => (unsaved = after),
				);
			}
		});
	}

	return {
		read,
		update: async (change) => {
			const mine = last.then(async () => await changeNow(change));
			// One that failed does not hold the next ones up.
			last = mine.catch(() => undefined);
			await mine;
		},
	};
}

function readJson(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

/** Does `act` while no other process does anything under the lock at `path`. Where there can be no lock, it is done without. */
export async function whileLocked<T>(path: string, act: () => Promise<T>): Promise<T> {
	const release = await lock(path);
	try {
		return await act();
	} finally {
		await release();
	}
}

/** Waits for the lock and takes it. Returns what gives it back. */
async function lock(path: string): Promise<() => Promise<void>> {
	const deadline = performance.now() + lockPatience;
	await mkdir(dirname(path), { recursive: true }).catch(() => undefined);
	while (performance.now() < deadline) {
		try {
			await (await open(path, 'wx')).close();
			return async () => await rm(path, { force: true }).catch(() => undefined);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
				break;
			}
		}
		await breakStale(path);
		await wait(lockWait);
	}
	return () => Promise.resolve();
}

/** Renamed first, so that of several who find it stale one breaks it, and none breaks the lock of the next. */
async function breakStale(path: string): Promise<void> {
	const found = await stat(path).catch(() => undefined);
	if (found === undefined || Date.now() - found.mtimeMs < staleAfter) {
		return;
	}
	const broken = `${path}.${process.pid}`;
	await rename(path, broken).catch(() => undefined);
	await rm(broken, { force: true }).catch(() => undefined);
}

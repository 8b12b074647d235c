import { type FSWatcher, unwatchFile, watch, watchFile as pollFile } from 'node:fs';
import { basename, dirname } from 'node:path';
import { systemTimer } from './timers.ts';

/** Milliseconds between looks at the file where the system sends no events, as on network shares. */
const lookEvery = 2000;
/** Milliseconds in which the events of one change are taken together. */
const settle = 30;

/**
 * Calls `onChange` after the file at `path` changed, appeared or was replaced. Does not keep the process alive. Returns
 * the function that ends it.
 *
 * @param looks Whether to look at the file now and then as well, for file systems that send no events.
 */
export function watchFile(
	path: string,
	onChange: () => void,
	looks: 'looks' | 'events' = 'looks',
): () => void {
	let cancel: () => void = () => undefined;
	const changed = (): void => {
		cancel();
		cancel = systemTimer(onChange, settle);
	};
	const name = basename(path);
	let watcher: FSWatcher | undefined;
	try {
		// The folder, not the file: an atomic write puts another file in its place.
		watcher = watch(dirname(path), { persistent: false }, (_event, file) => {
			if (file === null || file === name) {
				changed();
			}
		});
		watcher.on('error', () => watcher?.close());
	} catch {
		// No such folder yet, or no events from this file system: looking at the file goes on.
	}
	const looked = (
		now: { mtimeMs: number; size: number },
		before: { mtimeMs: number; size: number },
	): void => {
		if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) {
			changed();
		}
	};
	if (looks === 'looks') {
		pollFile(path, { persistent: false, interval: lookEvery }, looked);
	}
	return () => {
		cancel();
		watcher?.close();
		unwatchFile(path, looked);
	};
}

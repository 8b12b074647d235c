import { existsSync, type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { systemTimer } from '../timers.ts';

/** What is done when something happens in a folder. */
export interface FolderEvents {
	/** Something about `name` in the folder changed; `null`: anything may have. */
	changed(name: string | null): void;
	/** This folder is watched from now on: the one that is wanted, or while it is missing the one above; `undefined`: none can be. */
	watching(folder: string | undefined): void;
}

/** Milliseconds until a folder that went away, or could not be watched, is tried again. */
const patience = 1000;

/**
 * Watches `folder` by the system's events. While there is no such folder, the nearest one above it is watched for its coming;
 * when it goes or another takes its place, the new one is. Does not keep the process alive. Returns the function that ends it.
 *
 * @param folder Absolute.
 */
export function watchFolder(folder: string, events: FolderEvents): () => void {
	let watcher: FSWatcher | undefined;
	let cancel: () => void = () => undefined;

	/** Whether the folder itself is watched now. */
	function arm(): boolean {
		watcher?.close();
		cancel();
		const [at, found] = nearest(folder);
		watcher = found;
		if (at === undefined || found === undefined) {
			events.watching(undefined);
			return false;
		}
		const id = idOf(at);
		const next = at === folder ? undefined : relative(at, folder).split(sep)[0];
		// Of the folder itself the system says under its own name that it went or was moved.
		const isGone = (name: string | null): boolean =>
			(name === null || name === basename(at)) && idOf(at) !== id;
		found.on('change', (_event, file) => {
			const name = typeof file === 'string' ? file : null;
			if (next === undefined) {
				events.changed(name);
			}
			if (isGone(name) || (next !== undefined && (name === null || name === next))) {
				armAnew();
			}
		});
		found.on('error', () => {
			found.close();
			events.watching(undefined);
			cancel();
			cancel = systemTimer(armAnew, patience);
		});
		events.watching(at);
		return at === folder;
	}

	function armAnew(): void {
		if (arm()) {
			// It may have come with all that is in it.
			events.changed(null);
		}
	}

	arm();
	return () => {
		cancel();
		watcher?.close();
	};
}

/** The folder, or the nearest one above it that is there, and what watches it; nothing when that cannot be watched. */
function nearest(folder: string): readonly [string?, FSWatcher?] {
	for (let at = folder, below = folder; ; below = at, at = dirname(at)) {
		try {
			const watcher = watch(at, { persistent: false });
			if (at === folder || !existsSync(below)) {
				return [at, watcher];
			}
			// It has come just now, or is nothing that can be watched.
			watcher.close();
			return [folder, watch(folder, { persistent: false })];
		} catch {
			if (existsSync(at) || at === dirname(at)) {
				return [];
			}
		}
	}
}

function idOf(folder: string): string {
	const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
	return stats === undefined ? '' : `${stats.dev}:${stats.ino}`;
}

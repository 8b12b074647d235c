import { unwatchFile, watchFile as pollFile } from 'node:fs';
import { lstat, realpath, statfs } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { systemTimer } from '../timers.ts';
import { watchFolder } from './watchFolder.ts';

/** Milliseconds between looks at a file of which the system may not tell that it changed. */
const lookEvery = 60_000;
/** Milliseconds in which the events of one change are taken together. */
const settle = 30;

/**
 * Calls `onChange` after the file at `path` changed, appeared or was replaced, also when its folder is made only later. The
 * system tells; nothing is done meanwhile. Does not keep the process alive. Returns the function that ends it.
 *
 * @param looks Whether to look at the file now and then as well where the system may not tell: on network shares and other
 *   file systems that are not known to, and behind links.
 * @param every Milliseconds between these looks.
 */
export function watchFile(
	path: string,
	onChange: () => void,
	looks: 'looks' | 'events' = 'looks',
	every = lookEvery,
): () => void {
	const file = resolve(path);
	let cancel: () => void = () => undefined;
	let ended = false;
	const changed = (): void => {
		cancel();
		cancel = systemTimer(onChange, settle);
	};
	const looked = (now: Stamp, before: Stamp): void => {
		if (stampOf(now) !== stampOf(before)) {
			changed();
		}
	};
	async function lookWhereNeeded(folder: string | undefined): Promise<void> {
		const tells = await tellsOf(file, folder);
		if (!ended && folder === watched) {
			unwatchFile(file, looked);
			if (!tells) {
				pollFile(file, { persistent: false, interval: every }, looked);
			}
		}
	}

	let watched: string | undefined;
	// The folder, not the file: an atomic write puts another file in its place.
	const endWatching = watchFolder(dirname(file), {
		changed: (name) => {
			if (name === null || name === basename(file)) {
				changed();
			}
		},
		watching: (folder) => {
			watched = folder;
			if (looks === 'looks') {
				void lookWhereNeeded(folder);
			}
		},
	});
	return () => {
		ended = true;
		cancel();
		endWatching();
		unwatchFile(file, looked);
	};
}

interface Stamp {
	readonly mtimeMs: number;
	readonly size: number;
	readonly ino: number;
}

/** Another file in its place counts too, whatever its time. */
function stampOf({ mtimeMs, size, ino }: Stamp): string {
	return `${mtimeMs} ${size} ${ino}`;
}

/**
 * File systems of Linux on a disk or in memory, of which inotify tells all (`linux/magic.h`): btrfs, ext, f2fs, overlay, tmpfs,
 * xfs, zfs, bcachefs.
 */
const localTypes: ReadonlySet<number> = new Set([
	0x91_23_68_3e, 0xef_53, 0xf2_f5_20_10, 0x79_4c_76_30, 0x01_02_19_94, 0x58_46_53_42, 0x2f_c1_2f_c1,
	0xca_45_1a_4e,
]);

/** Whether events from `folder` tell of every change of `file`. Behind a link it may change where nobody watches. */
async function tellsOf(file: string, folder: string | undefined): Promise<boolean> {
	if (folder === undefined) {
		return false;
	}
	try {
		const isLink = await lstat(file).then(
			(stats) => stats.isSymbolicLink(),
			() => false,
		);
		return !isLink && (await realpath(folder)) === folder && localTypes.has((await statfs(folder)).type);
	} catch {
		return false;
	}
}

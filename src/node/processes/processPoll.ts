import type { StartTimer } from '../timers.ts';

/** Looks again and again, but only while something is held. */
export interface ProcessPoll {
	/** Something runs below `root` from now on. */
	hold(key: unknown, root: number): void;
	/** It has ended. What it left running is looked at once more. */
	release(key: unknown): void;
	dispose(): void;
}

/** Milliseconds from a start to the first looks, and between later ones. */
export interface PollTimes {
	readonly first: readonly number[];
	readonly every: number;
	/** From the end of the last thing to the last look. */
	readonly after: number;
}

/** @param look Looks below `roots`. No look begins before the last one has ended. */
export function createProcessPoll(
	look: (roots: readonly number[]) => Promise<void>,
	times: PollTimes,
	startTimer: StartTimer,
): ProcessPoll {
	const held = new Map<unknown, number>();
	/** Roots whose work has ended, for the last look. */
	let ended: number[] = [];
	let ahead: number[] = [];
	let cancel: (() => void) | undefined;
	let looking = false;
	let disposed = false;

	function schedule(): void {
		cancel?.();
		cancel = undefined;
		if (disposed || looking || (held.size === 0 && ended.length === 0)) {
			return;
		}
		const delay = held.size === 0 ? times.after : (ahead.shift() ?? times.every);
		cancel = startTimer(() => void lookNow(), delay);
	}

	async function lookNow(): Promise<void> {
		cancel = undefined;
		looking = true;
		const roots = new Set([...held.values(), ...ended]);
		ended = [];
		try {
			await look([...roots]);
		} finally {
			looking = false;
			schedule();
		}
	}

	return {
		hold: (key, root) => {
			held.set(key, root);
			ahead = [...times.first];
			schedule();
		},
		release: (key) => {
			const root = held.get(key);
			if (root !== undefined) {
				held.delete(key);
				ended.push(root);
				schedule();
			}
		},
		dispose: () => {
			disposed = true;
			cancel?.();
		},
	};
}

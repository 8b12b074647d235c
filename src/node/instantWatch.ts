import type { StartTimer } from './timers.ts';

/** Waits for a moment of the wall clock, across sleep and changes of the clock. */
export interface InstantWatch {
	/** From now on waits for `at` (epoch milliseconds), instead of what was before; for nothing without it. */
	await(at: number | undefined): void;
	dispose(): void;
}

/**
 * The longest wait at a time, in milliseconds. Timers count the time that a machine is awake, not that of its clock,
 * and take no more than 2^31-1 ms: so the clock is looked at again this often, while there is something to wait for.
 */
const longest = 60_000;

/** How far the clock may be off what the timer promised before it counts as set anew, in milliseconds. */
const tolerance = 5_000;

/** @param arrive Called when the moment has come, or when the clock was set so that it has to be named anew. */
export function createInstantWatch(
	arrive: () => void,
	now: () => number,
	startTimer: StartTimer,
): InstantWatch {
	let cancel: (() => void) | undefined;

	function wait(at: number): void {
		const from = now();
		const delay = Math.max(0, Math.min(at - from, longest));
		cancel = startTimer(() => {
			cancel = undefined;
			const moved = Math.abs(now() - (from + delay)) > tolerance;
			if (now() >= at || moved) {
				arrive();
			} else {
				wait(at);
			}
		}, delay);
	}

	return {
		await: (at) => {
			cancel?.();
			cancel = undefined;
			if (at !== undefined) {
				wait(at);
			}
		},
		dispose: () => {
			cancel?.();
			cancel = undefined;
		},
	};
}

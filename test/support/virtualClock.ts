import type { StartTimer } from '../../src/node/timers.ts';

/** A clock and timers that move only when told to. */
export interface VirtualClock {
	readonly now: () => number;
	readonly startTimer: StartTimer;
	/** Milliseconds until the next timer; `undefined` without one. */
	next(): number | undefined;
	/** Moves to the next timer and runs it. */
	step(): void;
	/** Sets the time without running anything, as when a machine sleeps or its clock is changed. */
	set(time: number): void;
}

/** A clock that stands at `start`, in epoch milliseconds. */
export function virtualClock(start: number): VirtualClock {
	let time = start;
	const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
	const first = (): { readonly at: number; readonly callback: () => void } | undefined =>
		[...timers].sort((a, b) => a.at - b.at)[0];
	return {
		now: () => time,
		startTimer: (callback, milliseconds) => {
			const timer = { at: time + milliseconds, callback };
			timers.add(timer);
			return () => timers.delete(timer);
		},
		next: () => {
			const timer = first();
			return timer && timer.at - time;
		},
		step: () => {
			const timer = first();
			if (timer !== undefined) {
				timers.delete(timer);
				time = Math.max(time, timer.at);
				timer.callback();
			}
		},
		set: (to) => {
			time = to;
		},
	};
}

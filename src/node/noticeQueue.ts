import { type NoticeMemory, rememberTold } from '../core/notices/noticeMemory.ts';
import { type Notice, planNotices } from '../core/notices/planNotices.ts';
import type { SharedRecord } from './files/sharedRecord.ts';
import type { StartTimer } from './timers.ts';

/** What a queue works with. */
export interface NoticeQueueParts<N extends Notice> {
	/** What was told on this machine: all windows have the same. */
	readonly memory: SharedRecord<NoticeMemory>;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** When the quiet hours end that it is at `now`; `undefined` when it is none. */
	readonly quietUntil: (now: number) => number | undefined;
	readonly startTimer: StartTimer;
	/** Whether a notice that has waited is still true. */
	readonly holds: (notice: N) => boolean;
	/** Shows one message for all of `notices`, the strongest first. Called once they are written down as told. */
	readonly show: (notices: readonly N[]) => void;
}

/** The notices of one window, told once on this machine. */
export interface NoticeQueue<N extends Notice> {
	/** Tells of those that were not told yet, now or when it is time. */
	add(notices: readonly N[]): Promise<void>;
	/** Tells of them now, whatever was told before: the person waits for something that does not happen. */
	addAgain(notices: readonly N[]): Promise<void>;
	/** Plans anew for what waits: the quiet hours may be other ones. */
	plan(): Promise<void>;
	dispose(): void;
}

/** The longest delay that timers take; what is further off is planned for again. */
const longestDelay = 12 * 3_600_000;

export function createNoticeQueue<N extends Notice>(parts: NoticeQueueParts<N>): NoticeQueue<N> {
	const { memory, now, quietUntil, startTimer, holds, show } = parts;
	let waiting: readonly N[] = [];
	let cancel: () => void = () => undefined;
	let disposed = false;
	let last: Promise<void> = Promise.resolve();

	/** One after the other. */
	async function plan(): Promise<void> {
		const mine = last.then(planOnce);
		last = mine.catch(() => undefined);
		await mine;
	}

	async function planOnce(): Promise<void> {
		cancel();
		const at = now();
		const times = { now: at, quietUntil: quietUntil(at) };
		waiting = waiting.filter(holds);
		// Looking costs little; the lock is for those that have something to say.
		let planned = planNotices(memory.read(), waiting, times);
		if (planned.tell.length > 0) {
			const notices = waiting;
			await memory.update((before) => {
				planned = planNotices(before, notices, times);
				return planned.memory;
			});
			// What was added meanwhile is planned for next.
			waiting = [...planned.wait, ...waiting.slice(notices.length)];
		} else {
			waiting = planned.wait;
		}
		if (disposed) {
			return;
		}
		if (planned.again !== undefined) {
			cancel = startTimer(() => void plan(), Math.min(planned.again - at, longestDelay));
		}
		if (planned.tell.length > 0) {
			show(planned.tell);
		}
	}

	return {
		add: async (notices) => {
			waiting = [...waiting, ...notices];
			await plan();
		},
		addAgain: async (notices) => {
			await memory.update((before) => rememberTold(before, notices, now()));
			show(notices);
		},
		plan,
		dispose: () => {
			disposed = true;
			cancel();
		},
	};
}

import { type Action, compareActions } from '../action.ts';
import { type NoticeMemory, rememberTold } from './noticeMemory.ts';
import { isReminded } from './reminder.ts';

/** Something to tell a person. */
export interface Notice {
	/** Names finding, rule and what it says: see `noticeKey`. */
	readonly key: string;
	/** What it is about, as people know it. */
	readonly about: string;
	readonly action: Action;
	/** The moment from which it is worth telling anew, though it was told before: see `reminderOf`. */
	readonly reminder?: number | undefined;
}

/** When notices have to wait, in epoch milliseconds. */
export interface NoticeTimes {
	readonly now: number;
	/** The end of the quiet hours that it is now; `undefined` when it is none. */
	readonly quietUntil: number | undefined;
}

/** What to tell now in one message, and what to keep for later. */
export interface NoticePlan<N extends Notice> {
	readonly tell: readonly N[];
	readonly wait: readonly N[];
	/** When to plan for `wait` again. */
	readonly again: number | undefined;
	/** To be written down before anything is shown, so that no other window shows it as well. */
	readonly memory: NoticeMemory;
}

/** After a notice, milder ones than a block gather for so long, and then come as one. In milliseconds. */
export const gatherFor = 30 * 60_000;

/**
 * Plans what of `notices` is told now: each at most once, several in one, nothing in quiet hours. A block is told at once
 * and takes with it what has gathered, because it explains why something does not happen.
 */
export function planNotices<N extends Notice>(
	memory: NoticeMemory,
	notices: readonly N[],
	{ now, quietUntil }: NoticeTimes,
): NoticePlan<N> {
	const fresh = untold(memory, notices, now);
	if (fresh.length === 0) {
		return { tell: [], wait: [], again: undefined, memory };
	}
	// A clock that was set back must not silence us until it has caught up.
	const since = memory.last <= now ? memory.last : 0;
	const urgent = fresh.some(({ action }) => action === 'block');
	const again = quietUntil ?? (urgent ? now : since + gatherFor);
	if (again > now) {
		return { tell: [], wait: fresh, again, memory };
	}
	return { tell: fresh, wait: [], again: undefined, memory: rememberTold(memory, fresh, now) };
}

/** Those of `notices` that have something to say and were not told yet, each once, the strongest first. */
function untold<N extends Notice>(memory: NoticeMemory, notices: readonly N[], now: number): readonly N[] {
	const byKey = new Map(
		notices
			.filter(({ key, action, reminder }) => {
				const told = memory.told[key];
				const due = told === undefined || told.until <= now || isReminded(told, reminder);
				return compareActions(action, 'inform') >= 0 && due;
			})
			.map((notice) => [notice.key, notice]),
	);
	return [...byKey.values()].toSorted((a, b) => compareActions(b.action, a.action));
}

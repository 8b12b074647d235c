import type { Phase } from '../policy/compile.ts';
import { type NoticeMemory, remembered } from './noticeMemory.ts';

const day = 86_400_000;

/** How many days before a block people are reminded of it. */
const reminders = [1, 3, 7] as const;

/** The last moment up to `now` (epoch milliseconds) at which people are reminded of a block that is `next`. */
export function reminderOf(next: Phase | undefined, now: number): number | undefined {
	if (next?.action !== 'block') {
		return undefined;
	}
	return reminders.map((days) => next.from - days * day).find((moment) => moment <= now);
}

/**
 * Whether what was told is to be told anew because of a reminder. What was put off stays so, and a reminder keeps a day's
 * distance from what was said before it.
 */
export function isReminded(
	{ until, snoozedAt }: NoticeMemory['told'][string],
	reminder: number | undefined,
): boolean {
	return reminder !== undefined && snoozedAt === undefined && until - remembered <= reminder - day;
}

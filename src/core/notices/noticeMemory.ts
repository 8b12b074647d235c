import * as z from 'zod';
import type { Snooze } from '../wording/outline.ts';

const toldSchema = z.strictObject({
	/** What it was about, as people know it. */
	about: z.string(),
	/** Epoch milliseconds until which it is not told again. */
	until: z.number(),
	/** When the person put it off; absent where it was told and that is all. */
	snoozedAt: z.number().optional(),
});

const noticeMemorySchema = z.strictObject({
	/** By notice key. */
	told: z.record(z.string(), toldSchema),
	/** When a notice was shown last, in epoch milliseconds; 0 when never. */
	last: z.number(),
});

/** What was told on this machine, and until when it is not told again; all windows share it. */
export type NoticeMemory = z.infer<typeof noticeMemorySchema>;

/** What `value` remembers; nothing where it is no memory of ours, so that a damaged file costs a repeated notice at most. */
export function readNoticeMemory(value: unknown): NoticeMemory {
	return noticeMemorySchema.safeParse(value).data ?? { told: {}, last: 0 };
}

/** How long a notice that was told stays remembered, in milliseconds. */
export const remembered = 400 * 24 * 3_600_000;

/** Notices that are told now are remembered, and what has run out is dropped. */
export function rememberTold(
	memory: NoticeMemory,
	notices: readonly { readonly key: string; readonly about: string }[],
	now: number,
): NoticeMemory {
	const kept = Object.entries(memory.told).filter(([, { until }]) => until > now);
	const added = notices.map(({ key, about }) => [key, { about, until: now + remembered }] as const);
	return { told: Object.fromEntries([...kept, ...added]), last: now };
}

/** Notices that were told come back at `until`. Those that were not told are left alone. */
export function snooze(
	memory: NoticeMemory,
	keys: readonly string[],
	until: number,
	now: number,
): NoticeMemory {
	const told = Object.entries(memory.told).map(([key, one]) =>
		keys.includes(key) ? ([key, { ...one, until, snoozedAt: now }] as const) : ([key, one] as const),
	);
	return { ...memory, told: Object.fromEntries(told) };
}

/**
 * Takes back that notices were put off, `keys` or all of them: they are told again as soon as they apply, as the person
 * has just asked for them.
 */
export function undoSnooze(memory: NoticeMemory, keys?: readonly string[]): NoticeMemory {
	const all = Object.entries(memory.told);
	const kept = all.filter(
		([key, { snoozedAt }]) => snoozedAt === undefined || keys?.includes(key) === false,
	);
	return kept.length === all.length ? memory : { told: Object.fromEntries(kept), last: 0 };
}

/** What is put off at `now`, what comes back first at the top. */
export function snoozes(memory: NoticeMemory, now: number): readonly Snooze[] {
	return Object.entries(memory.told)
		.filter(([, { until, snoozedAt }]) => snoozedAt !== undefined && until > now)
		.map(([key, { about, until }]) => ({ key, about, until }))
		.toSorted((a, b) => a.until - b.until);
}

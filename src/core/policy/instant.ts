import * as z from 'zod';

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const dateTimePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Epoch milliseconds of an instant as policies write it: a day (`2026-07-10`, its first moment in UTC) or a moment with
 * its offset (`2026-07-10T09:00+08:00`). `undefined` when it is neither, or is no day of the calendar.
 */
export function parseInstant(text: string): number | undefined {
	if (!datePattern.test(text) && !dateTimePattern.test(text)) {
		return undefined;
	}
	const instant = Date.parse(text);
	if (Number.isNaN(instant)) {
		return undefined;
	}
	// `Date.parse` reads 31 February as 3 March; a policy that says so has a mistake in it. Every month has 28 days.
	const day = text.slice(0, 10);
	return Number(day.slice(8)) <= 28 || new Date(Date.parse(day)).toISOString().slice(0, 10) === day
		? instant
		: undefined;
}

/** An instant inside a policy document; kept as the text that was written. */
export const instantSchema = z
	.string()
	.refine((text) => parseInstant(text) !== undefined, {
		message: 'write a day (2026-07-10) or a moment with its offset (2026-07-10T09:00:00+08:00)',
	})
	.meta({
		description:
			'A day (2026-07-10: its first moment in UTC) or a moment with its offset (2026-07-10T09:00:00+08:00).',
		pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2}))?$',
	});

/** Like {@link parseInstant}, for text that {@link instantSchema} has accepted. */
export function instantOf(text: string): number {
	const instant = parseInstant(text);
	if (instant === undefined) {
		throw new Error(`not an instant: ${text}`);
	}
	return instant;
}

import { failure, type Result, success } from '../result.ts';

/** The part of each day in which no notice is shown: minutes from midnight, the end not included. It may span midnight. */
export interface QuietHours {
	readonly from: number;
	readonly to: number;
}

const minute = 60_000;
const day = 24 * 60;

/** Reads `18:00-09:00`; an empty text means none. The error says which part cannot be read. */
export function parseQuietHours(text: string): Result<QuietHours | undefined, string> {
	if (text.trim() === '') {
		return success(undefined);
	}
	const match = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
	const [from, to] = [minutesOf(match?.[1], match?.[2]), minutesOf(match?.[3], match?.[4])];
	return from === undefined || to === undefined || from === to ? failure(text) : success({ from, to });
}

/**
 * When the quiet hours end that it is at `now`, in epoch milliseconds; `undefined` when it is none.
 *
 * @param offset Minutes that the local clock is ahead of UTC at `now`.
 */
export function quietUntil(hours: QuietHours | undefined, now: number, offset: number): number | undefined {
	if (hours === undefined) {
		return undefined;
	}
	const local = Math.floor(now / minute) + offset;
	const ofDay = ((local % day) + day) % day;
	const sinceStart = (ofDay - hours.from + day) % day;
	const length = (hours.to - hours.from + day) % day;
	return sinceStart < length ? (local - sinceStart + length - offset) * minute : undefined;
}

/** Eight in the morning of the next day, when a notice that was put off comes back. `offset` as above. */
export function tomorrowMorning(now: number, offset: number): number {
	const local = Math.floor(now / minute) + offset;
	return ((Math.floor(local / day) + 1) * day + 8 * 60 - offset) * minute;
}

function minutesOf(hours: string | undefined, minutes: string | undefined): number | undefined {
	const [h, m] = [Number(hours), Number(minutes)];
	return h <= 23 && m <= 59 ? h * 60 + m : undefined;
}

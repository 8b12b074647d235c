import { noPolls, planPoll, type PollMemory } from '../core/policy/pollPlan.ts';
import { seededNumbers } from './seededNumbers.ts';

/** A fleet of editors over a stretch of time; milliseconds from the beginning. */
export interface FleetOptions {
	readonly editors: number;
	readonly pollSeconds: number;
	/** When each editor starts, and asks for the first time. */
	readonly startsAt: (editor: number, random: () => number) => number;
	/** From when to when nobody answers. */
	readonly outage: readonly [from: number, to: number];
	readonly end: number;
	readonly seed: number;
}

/** How many requests begin in each second. */
export type RequestsPerSecond = Uint32Array;

interface Editor {
	memory: PollMemory;
}

/**
 * Lets every editor of a fleet ask for its policy on a virtual clock, by the plan that the client itself polls by, and
 * counts the requests of each second.
 */
export function simulateFleet(options: FleetOptions): RequestsPerSecond {
	const { editors, pollSeconds, outage, end } = options;
	const random = seededNumbers(options.seed);
	const seconds = Math.ceil(end / 1000);
	/** For each second, who asks in it. */
	const due: number[][] = Array.from({ length: seconds }, () => []);
	const times = new Float64Array(editors);
	const fleet: Editor[] = [];
	const put = (editor: number, at: number): void => {
		times[editor] = at;
		due[Math.floor(at / 1000)]?.push(editor);
	};
	for (let editor = 0; editor < editors; editor++) {
		fleet.push({ memory: noPolls });
		put(editor, Math.max(0, options.startsAt(editor, random)));
	}
	const counts = new Uint32Array(seconds);
	for (const [second, asking] of due.entries()) {
		// Nobody asks twice within a second, as no delay is shorter than five.
		counts[second] = asking.length;
		for (const id of asking) {
			const editor = fleet[id] as Editor;
			const now = times[id] ?? 0;
			const failed = now >= outage[0] && now < outage[1];
			const attempt = { failed, passing: failed, retryAfter: undefined, pollSeconds };
			const planned = planPoll(editor.memory, attempt, now, random());
			editor.memory = planned.memory;
			put(id, now + planned.delay);
		}
		due[second] = [];
	}
	return counts;
}

/** The most requests per second that any `window` seconds on end had, from `from` to `to` in milliseconds. */
export function peakOf(counts: RequestsPerSecond, from: number, to: number, window = 1): number {
	let most = 0;
	let sum = 0;
	counts.subarray(Math.floor(from / 1000), Math.ceil(to / 1000)).forEach((count, second, part) => {
		sum += count - (part[second - window] ?? 0);
		most = Math.max(most, sum);
	});
	return most / window;
}

/** The mean of requests per second from `from` to `to`, in milliseconds. */
export function meanOf(counts: RequestsPerSecond, from: number, to: number): number {
	const part = counts.subarray(Math.floor(from / 1000), Math.ceil(to / 1000));
	return part.reduce((sum, count) => sum + count, 0) / part.length;
}

const minute = 60_000;
const hour = 60 * minute;

/** The day that figures are given for: all start around nine (normally distributed), later nobody answers for an hour. */
export function officeDay(editors: number): FleetOptions {
	return {
		editors,
		pollSeconds: 900,
		startsAt: (_editor, random) => hour + 10 * minute * normal(random),
		outage: [4 * hour, 5 * hour],
		end: 7 * hour,
		seed: 20_261_122,
	};
}

/** The peaks of an office day, in requests per second over `window` seconds on end. */
export function officeDayPeaks(
	editors: number,
	window = 1,
): {
	readonly start: number;
	readonly steady: number;
	readonly mean: number;
	readonly outage: number;
	readonly recovery: number;
} {
	const counts = simulateFleet(officeDay(editors));
	return {
		start: peakOf(counts, 0, 2 * hour, window),
		steady: peakOf(counts, 3 * hour, 4 * hour, window),
		mean: meanOf(counts, 3 * hour, 4 * hour),
		outage: peakOf(counts, 4 * hour, 5 * hour, window),
		recovery: peakOf(counts, 5 * hour, 7 * hour, window),
	};
}

/** Box and Muller. */
function normal(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

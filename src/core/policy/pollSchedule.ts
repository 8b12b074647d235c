/** The last attempt to get a policy, as far as it matters for when to try again. */
export interface PollOutcome {
	/** Attempts that failed in a row; 0 after one that did not. */
	readonly failures: number;
	/** True where trying again soon may help: no connection, 429, 5xx. A 404 or a bad signature waits for the next poll. */
	readonly passing: boolean;
	/** What the server asked for, in milliseconds from now. */
	readonly retryAfter: number | undefined;
	/** From the policy in force, or the default. */
	readonly pollSeconds: number;
}

/** `setTimeout` fires at once for longer delays (2^31-1 ms), which would make a hot loop of a long one. */
export const longestDelay = 2_147_483_647;

const second = 1000;
const floor = 5 * second;
const firstCeiling = 900 * second;
const hour = 3600 * second;
const retryAfterLimit = 6 * hour;

/**
 * Milliseconds until the next attempt; `random` is in [0, 1). Regular polls vary by ±10 %. `Retry-After` is held
 * between 5 s and 6 h and spread by up to 10 %. After a failure the next attempt falls anywhere within the interval (full
 * jitter; a longer interval than 15 minutes is backed off to), but for its first tenth: so that a fleet whose polls fail
 * one after the other asks no more than three times as often as it does in quiet hours.
 */
export function nextPollDelay(outcome: PollOutcome, random: number): number {
	const poll = outcome.pollSeconds * second;
	if (outcome.retryAfter !== undefined) {
		const asked = Math.min(Math.max(outcome.retryAfter, floor), retryAfterLimit);
		return clampDelay(asked * (1 + 0.1 * random));
	}
	if (outcome.failures === 0 || !outcome.passing) {
		return clampDelay(poll * (0.9 + 0.2 * random));
	}
	const ceiling = Math.min(poll, firstCeiling * 2 ** Math.min(outcome.failures - 1, 20));
	return clampDelay(Math.max(floor, ceiling * (0.1 + 0.9 * random)));
}

/**
 * Holds `delay` so that no more than 12 attempts begin within an hour (more where the policy polls more often), whatever
 * servers answer. `ages` are the milliseconds since each attempt of the last hour.
 */
export function holdBudget(delay: number, ages: readonly number[], pollSeconds: number): number {
	const most = Math.max(12, Math.ceil((1.2 * 3600) / pollSeconds));
	// A clock that was set makes ages negative or vast; no attempt waits for longer than the hour.
	const youngest = ages.map((age) => Math.min(Math.max(age, 0), hour)).toSorted((a, b) => a - b);
	const limiting = youngest[most - 1];
	return limiting === undefined ? delay : clampDelay(Math.max(delay, hour - limiting));
}

/** Holds a delay within what timers can do. Not a number counts as the longest. */
export function clampDelay(milliseconds: number): number {
	return Number.isNaN(milliseconds)
		? longestDelay
		: Math.min(Math.max(Math.round(milliseconds), 0), longestDelay);
}

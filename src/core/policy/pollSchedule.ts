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
const firstBackoff = 30 * second;
const retryAfterLimit = 6 * 3600 * second;

/**
 * Milliseconds until the next attempt; `random` is in [0, 1). Regular polls vary by ±10 %, failures back off with full
 * jitter up to the poll interval, `Retry-After` is held between 5 s and 6 h and spread by up to 10 %.
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
	const ceiling = Math.min(poll, firstBackoff * 2 ** Math.min(outcome.failures - 1, 20));
	return clampDelay(Math.max(floor, ceiling * random));
}

/** Holds a delay within what timers can do. Not a number counts as the longest. */
export function clampDelay(milliseconds: number): number {
	return Number.isNaN(milliseconds)
		? longestDelay
		: Math.min(Math.max(Math.round(milliseconds), 0), longestDelay);
}

/** Milliseconds that a `Retry-After` header asks for at `now`: seconds or a date; `undefined` for anything else. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
	if (header === null) {
		return undefined;
	}
	if (/^\s*\d+\s*$/.test(header)) {
		return Number(header) * second;
	}
	const date = /[a-z]/i.test(header) ? Date.parse(header) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

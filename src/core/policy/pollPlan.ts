import { holdBudget, nextPollDelay } from './pollSchedule.ts';

/** What a client remembers of its attempts to get a policy. */
export interface PollMemory {
	/** Attempts that failed in a row. */
	readonly failures: number;
	/** When those of the last hour ended, in epoch milliseconds. */
	readonly attempts: readonly number[];
}

/** An attempt that has just ended, as far as it matters for when to try again. */
export interface PollAttempt {
	readonly failed: boolean;
	/** Whether trying again soon may help. */
	readonly passing: boolean;
	/** What the server asked for, in milliseconds from now. */
	readonly retryAfter: number | undefined;
	readonly pollSeconds: number;
}

export const noPolls: PollMemory = { failures: 0, attempts: [] };

const hour = 3_600_000;

/** What to remember of an attempt that ended at `now`, and in how many milliseconds the next begins; `random` in [0, 1). */
export function planPoll(
	memory: PollMemory,
	attempt: PollAttempt,
	now: number,
	random: number,
): { readonly memory: PollMemory; readonly delay: number } {
	const { failed, passing, retryAfter, pollSeconds } = attempt;
	const failures = failed ? memory.failures + 1 : 0;
	const attempts = [...memory.attempts, now].filter((at) => now - at < hour).slice(-1000);
	const wanted = nextPollDelay({ failures, passing, retryAfter, pollSeconds }, random);
	const ages = attempts.map((at) => now - at);
	return { memory: { failures, attempts }, delay: holdBudget(wanted, ages, pollSeconds) };
}

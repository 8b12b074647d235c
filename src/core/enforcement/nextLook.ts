import { nextChange } from '../decision/decide.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { nextCountdown } from '../wording/reader.ts';

/**
 * The next moment after `now` (epoch milliseconds) at which something is decided differently, or is said differently because
 * a day of a countdown has passed. `undefined` when nothing is ahead.
 */
export function nextLook(policy: CompiledPolicy, now: number): number | undefined {
	const change = nextChange(policy, now);
	const ahead = policy.rules
		.flatMap(({ phases }) => phases.map(({ from }) => from))
		.filter((instant) => instant > now)
		.map((instant) => nextCountdown(instant, now));
	return change === undefined ? undefined : Math.min(change, ...ahead);
}

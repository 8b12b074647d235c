import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	holdBudget,
	longestDelay,
	nextPollDelay,
	type PollOutcome,
} from '../../../../src/core/policy/pollSchedule.ts';
import { parseRetryAfter } from '../../../../src/node/policy/retryAfter.ts';

const second = 1000;
const hour = 3600 * second;
const calm: PollOutcome = { failures: 0, passing: false, retryAfter: undefined, pollSeconds: 900 };

describe('poll schedule', () => {
	const check = (title: string, change: Partial<PollOutcome>, least: number, most: number): void => {
		it(title, () => {
			const outcome = { ...calm, ...change };
			assert.equal(nextPollDelay(outcome, 0), least);
			assert.equal(nextPollDelay(outcome, 1), Math.round(most));
		});
	};
	check('after success: the interval, ±10 %', {}, 810 * second, 990 * second);
	const failed = { failures: 1, passing: true };
	check('after a failure that may pass: within the interval', failed, 90 * second, 900 * second);
	check('a short interval', { ...failed, pollSeconds: 60 }, 6 * second, 60 * second);
	check('the shortest', { ...failed, pollSeconds: 10 }, 5 * second, 10 * second);
	check('a long interval: soon at first', { ...failed, pollSeconds: 86_400 }, 90 * second, 900 * second);
	check('then later', { ...failed, failures: 3, pollSeconds: 86_400 }, 360 * second, hour);
	check('never above the interval', { ...failed, failures: 99 }, 90 * second, 900 * second);
	check('a refusal waits for the next poll', { failures: 3, passing: false }, 810 * second, 990 * second);
	check(
		'Retry-After is kept, plus up to 10 %',
		{ failures: 1, passing: true, retryAfter: hour },
		hour,
		1.1 * hour,
	);
	check('Retry-After 0 is 5 s', { failures: 1, passing: true, retryAfter: 0 }, 5 * second, 5.5 * second);
	check(
		'Retry-After of years is 6 h',
		{ failures: 1, passing: true, retryAfter: 1e15 },
		6 * hour,
		6.6 * hour,
	);

	it('no outcome leads to a hot loop or to a delay that timers cannot do', () => {
		const outcomes = fc.record({
			failures: fc.nat(),
			passing: fc.boolean(),
			retryAfter: fc.option(fc.double(), { nil: undefined }),
			pollSeconds: fc.integer({ min: 10, max: 86_400 }),
		});
		fc.assert(
			fc.property(outcomes, fc.double({ min: 0, max: 1, noNaN: true }), (outcome, random) => {
				const delay = nextPollDelay(outcome, random);
				assert.ok(
					Number.isInteger(delay) && delay >= 5 * second && delay <= longestDelay,
					String(delay),
				);
			}),
		);
	});

	const budget = (title: string, ages: readonly number[], pollSeconds: number, expected: number): void => {
		it(title, () => {
			assert.equal(holdBudget(5 * second, ages, pollSeconds), expected);
		});
	};
	const minutes = (count: number): number[] =>
		Array.from({ length: count }, (_, index) => index * 60 * second);
	budget('eleven attempts in an hour leave room for one', minutes(11), 900, 5 * second);
	budget('after twelve, the first must be an hour ago', minutes(12), 900, 49 * 60 * second);
	budget('after more, the twelfth last', minutes(20), 900, 49 * 60 * second);
	budget('a policy that polls more often has more', minutes(12), 60, 5 * second);
	budget(
		'a clock that was set back holds nothing up for longer than an hour',
		Array.from({ length: 12 }, () => -1e12),
		900,
		hour,
	);

	const now = Date.parse('2026-08-01T12:00:00Z');
	const header = (text: string | null, expected: number | undefined): void => {
		it(`Retry-After: ${text} asks for ${expected} ms`, () => {
			assert.equal(parseRetryAfter(text, now), expected);
		});
	};
	header('120', 120 * second);
	header('0', 0);
	header('1000000000000', 1e15);
	header('Sat, 01 Aug 2026 12:01:00 GMT', 60 * second);
	header('Sat, 01 Aug 2020 12:01:00 GMT', 0);
	header('-5', undefined);
	header('1.5', undefined);
	header('soon', undefined);
	header('', undefined);
	header(null, undefined);
});

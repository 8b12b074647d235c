import assert from 'node:assert/strict';
import { type Freshness, freshnessAt } from '../../../../src/core/policy/status.ts';

const day = 86_400_000;
const now = Date.parse('2026-08-01');

describe('freshness', () => {
	const check = (
		title: string,
		days: { readonly silence: number; readonly left: number },
		pollSeconds: number,
		expected: Freshness,
	): void => {
		it(title, () => {
			const policy = {
				checkedAt: now - days.silence * day,
				expires: now + days.left * day,
				pollSeconds,
			};
			assert.equal(freshnessAt(now, policy), expected);
		});
	};
	check('a day of silence is fresh', { silence: 1, left: 9 }, 900, 'fresh');
	check('more is stale', { silence: 1.001, left: 9 }, 900, 'stale');
	check('four long polls are fresh', { silence: 4, left: 9 }, 86_400, 'fresh');
	check('more are stale', { silence: 4.001, left: 9 }, 86_400, 'stale');
	check('the moment of expiry is past it', { silence: 0, left: 0 }, 900, 'expired');
	check('a moment before is not', { silence: 0, left: 0.001 }, 900, 'fresh');
	check('a clock that was set back is no silence', { silence: -400, left: 9 }, 900, 'fresh');
});

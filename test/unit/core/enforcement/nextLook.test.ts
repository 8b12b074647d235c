import assert from 'node:assert/strict';
import { nextLook } from '../../../../src/core/enforcement/nextLook.ts';
import { writeCountdown } from '../../../../src/core/wording/reader.ts';
import { english } from '../../../../src/core/wording/translate.ts';
import { policyWith } from '../../../support/policies.ts';

const reader = { language: 'en', translate: english, timeZone: 'UTC' };
const blocked = Date.parse('2026-07-10');

describe('the next look', () => {
	it('comes whenever a countdown says something else, and at each phase', () => {
		const policy = policyWith();
		const said: string[] = [];
		let now = Date.parse('2026-07-06T15:00:00Z');
		for (let next = nextLook(policy, now); next !== undefined; next = nextLook(policy, now)) {
			said.push(writeCountdown(blocked, now, reader));
			assert.equal(writeCountdown(blocked, next - 1, reader), said.at(-1));
			now = next;
		}
		assert.deepEqual(said, ['in 4 days', 'in 3 days', 'in 2 days', 'tomorrow', 'in a few hours']);
		assert.equal(now, blocked);
	});

	it('does not come when nothing is ahead', () => {
		assert.equal(nextLook(policyWith(), blocked), undefined);
	});
});

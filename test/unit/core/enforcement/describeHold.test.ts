import assert from 'node:assert/strict';
import { holdItems } from '../../../../src/core/enforcement/describeHold.ts';
import type { HoldState } from '../../../../src/core/enforcement/hold.ts';
import { english } from '../../../../src/core/wording/translate.ts';

/** What a person reads of something that stands like this. */
function words(hold: HoldState): string | undefined {
	return holdItems([{ name: 'it', hold }], english)[0]?.description;
}

describe('holdItems', () => {
	it('has a line for each state that somebody may want to know of', () => {
		assert.equal(words({ state: 'enforced', items: ['a', 'b'] }), 'enforced');
		assert.equal(words({ state: 'untilReload' }), 'reload to finish');
		assert.equal(words({ state: 'waiting' }), 'as soon as this window is in the background');
		assert.equal(words({ state: 'managed' }), 'managed by your organisation');
		assert.equal(
			words({ state: 'failed', problem: { code: 'readOnly', file: '/s.json' } }),
			'could not be applied: /s.json is read-only. Please make it writable.',
		);
	});

	it('has none for what is not there', () => {
		assert.equal(words({ state: 'idle' }), undefined);
		assert.equal(words({ state: 'notHere' }), undefined);
	});
});

import assert from 'node:assert/strict';
import { lintKeys } from '../../../../../src/core/policy/lint/lintKeys.ts';
import { bundleOf, createAuthority } from '../../../../support/authority.ts';

describe('lintKeys', () => {
	// The root of the tests expires at the beginning of 2029.
	const text = new TextDecoder().decode(bundleOf(createAuthority()));

	const cases: readonly (readonly [title: string, now: string, found: readonly string[]])[] = [
		['says nothing of keys that last', '2028-12-01', []],
		[
			'warns thirty days before they expire',
			'2028-12-02',
			[
				'warning keysExpire The signing keys (root version 1) expire on 2029-01-01, in 30 days: make new ones with assistant-policy rotate.',
			],
		],
		[
			'counts the last day by hours',
			'2028-12-31T12:00:00Z',
			[
				'warning keysExpire The signing keys (root version 1) expire on 2029-01-01, in less than a day: make new ones with assistant-policy rotate.',
			],
		],
		[
			'calls expired keys an error',
			'2029-01-01',
			[
				'error keysExpire The signing keys (root version 1) expired on 2029-01-01: make new ones with assistant-policy rotate.',
			],
		],
	];
	for (const [title, now, expected] of cases) {
		it(title, () => {
			const found = lintKeys(text, Date.parse(now));
			assert.deepEqual(
				found.map(({ severity, code, message }) => `${severity} ${code} ${message}`),
				expected,
			);
		});
	}

	it('says nothing of what is no bundle', () => {
		for (const other of ['', '{', '[]', '{"roots":[]}', '{"roots":[{"payload":"x"}]}']) {
			assert.deepEqual(lintKeys(other, Date.parse('2030-01-01')), []);
		}
	});
});

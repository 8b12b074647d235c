import assert from 'node:assert/strict';
import { type Reader, writeAge } from '../../../../src/core/wording/reader.ts';
import { english } from '../../../../src/core/wording/translate.ts';

const reader: Reader = { language: 'en', translate: english };
const now = Date.parse('2026-07-12T12:00Z');

describe('an age', () => {
	for (const [instant, words] of [
		['2026-07-12T11:59:30Z', 'just now'],
		['2026-07-12T12:05Z', 'just now'],
		['2026-07-12T11:55Z', '5 minutes ago'],
		['2026-07-12T09:30Z', '2 hours ago'],
		['2026-07-09T11:00Z', '3 days ago'],
	] as const) {
		it(`is said as a person says it: ${words}, of ${instant}`, () => {
			assert.equal(writeAge(Date.parse(instant), now, reader), words);
		});
	}

	it('is said in Chinese', () => {
		const chinese = { ...reader, language: 'zh-cn' };
		assert.equal(writeAge(now - 5 * 60_000, now, chinese), '5分钟前');
	});
});

import assert from 'node:assert/strict';
import { type NoticeMemory, snooze } from '../../../../src/core/notices/noticeMemory.ts';
import { planNotices } from '../../../../src/core/notices/planNotices.ts';
import { reminderOf } from '../../../../src/core/notices/reminder.ts';

const day = 86_400_000;
const hour = 3_600_000;
const block = Date.parse('2026-07-10');

describe('reminders before a block', () => {
	/** When a person is told whose editor looks every hour, in days before the block. */
	function tellings(from: number, putOff: (memory: NoticeMemory, now: number) => NoticeMemory) {
		let memory: NoticeMemory = { told: {}, last: 0 };
		const days: number[] = [];
		for (let now = from; now < block; now += hour) {
			const reminder = reminderOf({ from: block, action: 'block' }, now);
			const notice = { key: 'banned', about: 'Banned', action: 'inform', reminder } as const;
			const plan = planNotices(memory, [notice], { now, quietUntil: undefined });
			memory = plan.memory;
			if (plan.tell.length > 0) {
				days.push((block - now) / day);
				memory = putOff(memory, now);
			}
		}
		return days;
	}

	it('come a week, three days and a day before it', () => {
		assert.deepEqual(
			tellings(block - 9 * day, (memory) => memory),
			[9, 7, 3, 1],
		);
	});

	it('keep a day’s distance from what was said before', () => {
		assert.deepEqual(
			tellings(block - 7 * day - 2 * hour, (memory) => memory),
			[7 + 2 / 24, 3, 1],
		);
	});

	it('do not come while the person has put it off', () => {
		const untilBlock = (memory: NoticeMemory, now: number): NoticeMemory =>
			snooze(memory, ['banned'], block, now);
		assert.deepEqual(tellings(block - 9 * day, untilBlock), [9]);
	});

	it('are for a block only', () => {
		assert.equal(reminderOf({ from: block, action: 'warn' }, block - day), undefined);
		assert.equal(reminderOf(undefined, block - day), undefined);
	});
});

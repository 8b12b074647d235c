import assert from 'node:assert/strict';
import type { Action } from '../../../../src/core/action.ts';
import {
	type NoticeMemory,
	readNoticeMemory,
	rememberTold,
	snooze,
	snoozes,
	undoSnooze,
} from '../../../../src/core/notices/noticeMemory.ts';
import { gatherFor, type Notice, planNotices } from '../../../../src/core/notices/planNotices.ts';
import { parseQuietHours, quietUntil, tomorrowMorning } from '../../../../src/core/notices/quietHours.ts';

const hour = 3_600_000;
const now = Date.parse('2026-07-12T10:00Z');
const nothing: NoticeMemory = { told: {}, last: 0 };

describe('what is told', () => {
	it('is told once, several things in one message, the strongest first', () => {
		const first = plan(nothing, [notice('a', 'inform'), notice('b', 'block'), notice('a', 'inform')]);
		assert.deepEqual(keys(first.tell), ['b', 'a']);
		assert.deepEqual(plan(first.memory, [notice('b', 'block'), notice('a', 'inform')]).tell, []);
	});

	it('is nothing where the policy allows', () => {
		assert.deepEqual(plan(nothing, [notice('a', 'allow'), notice('b', 'audit')]).tell, []);
	});

	it('gathers after a notice, and comes as one', () => {
		const { memory } = plan(nothing, [notice('a', 'warn')]);
		const early = planNotices(memory, [notice('b', 'warn')], at(now + 60_000));
		assert.deepEqual([keys(early.tell), keys(early.wait)], [[], ['b']]);
		assert.equal(early.again, now + gatherFor);
		const later = planNotices(memory, [...early.wait, notice('c', 'inform')], at(early.again ?? 0));
		assert.deepEqual(keys(later.tell), ['b', 'c']);
	});

	it('is told at once where something is blocked, with what has gathered', () => {
		const { memory } = plan(nothing, [notice('a', 'block')]);
		const next = planNotices(memory, [notice('b', 'warn'), notice('c', 'block')], at(now + 60_000));
		assert.deepEqual(keys(next.tell), ['c', 'b']);
	});

	it('waits for the end of quiet hours', () => {
		const quiet = planNotices(nothing, [notice('a', 'block')], { now, quietUntil: now + hour });
		assert.deepEqual([quiet.tell, keys(quiet.wait), quiet.again], [[], ['a'], now + hour]);
		assert.equal(quiet.memory, nothing);
	});

	it('is not silenced by a clock that was set back', () => {
		const memory = { told: {}, last: now + 100 * hour };
		assert.deepEqual(keys(plan(memory, [notice('a', 'warn')]).tell), ['a']);
	});
});

describe('a notice that is put off', () => {
	const told = rememberTold(nothing, [notice('a', 'warn'), notice('b', 'warn')], now);
	const off = snooze(told, ['a', 'unknown'], now + 20 * hour, now);

	it('comes back when it was said to, and is listed until then', () => {
		assert.deepEqual(snoozes(off, now), [{ key: 'a', about: 'about a', until: now + 20 * hour }]);
		assert.deepEqual(planNotices(off, [notice('a', 'warn')], at(now + 19 * hour)).tell, []);
		assert.deepEqual(keys(planNotices(off, [notice('a', 'warn')], at(now + 20 * hour)).tell), ['a']);
		assert.deepEqual(snoozes(off, now + 20 * hour), []);
	});

	it('comes back at once when that is taken back; what was told stays told', () => {
		const again = undoSnooze(off);
		const later = planNotices(again, [notice('a', 'warn'), notice('b', 'warn')], at(now + 1000));
		assert.deepEqual(keys(later.tell), ['a']);
		assert.deepEqual(undoSnooze(off, ['b']), off);
	});

	it('is not listed for having been told', () => {
		assert.deepEqual(snoozes(told, now), []);
	});
});

describe('the memory of notices', () => {
	it('is empty where the file is none of ours', () => {
		for (const value of [undefined, null, 7, [], { told: 3 }, { told: { a: { until: 'x' } }, last: 0 }]) {
			assert.deepEqual(readNoticeMemory(value), nothing);
		}
		assert.deepEqual(
			readNoticeMemory(JSON.parse(JSON.stringify(rememberTold(nothing, [notice('a', 'warn')], now)))),
			rememberTold(nothing, [notice('a', 'warn')], now),
		);
	});

	it('drops what has run out', () => {
		const old = rememberTold(nothing, [notice('a', 'warn')], now - 500 * 24 * hour);
		assert.deepEqual(Object.keys(rememberTold(old, [notice('b', 'warn')], now).told), ['b']);
	});
});

describe('quiet hours', () => {
	const night = parse('18:00-09:00');
	const lunch = parse('12:00 - 13:30');

	it('are read as people write them, and refused otherwise', () => {
		assert.deepEqual(night, { from: 18 * 60, to: 9 * 60 });
		assert.equal(parse(''), undefined);
		for (const text of ['18-9', '25:00-09:00', '18:60-09:00', '09:00-09:00', 'night']) {
			assert.deepEqual(parseQuietHours(text), { ok: false, error: text });
		}
	});

	it('end when they say, across midnight and in the local time', () => {
		const end = (text: string, hours = night, offset = 0): string | undefined => {
			const until = quietUntil(hours, Date.parse(text), offset);
			return until === undefined ? undefined : new Date(until).toISOString();
		};
		assert.equal(end('2026-07-12T17:59Z'), undefined);
		assert.equal(end('2026-07-12T18:00Z'), '2026-07-13T09:00:00.000Z');
		assert.equal(end('2026-07-13T08:59Z'), '2026-07-13T09:00:00.000Z');
		assert.equal(end('2026-07-13T09:00Z'), undefined);
		assert.equal(end('2026-07-12T12:15Z', lunch), '2026-07-12T13:30:00.000Z');
		assert.equal(end('2026-07-12T11:00Z', night, 480), '2026-07-13T01:00:00.000Z');
		assert.equal(quietUntil(undefined, now, 0), undefined);
	});

	it('know when tomorrow begins', () => {
		const morning = (text: string, offset: number): string =>
			new Date(tomorrowMorning(Date.parse(text), offset)).toISOString();
		assert.equal(morning('2026-07-12T10:00Z', 0), '2026-07-13T08:00:00.000Z');
		assert.equal(morning('2026-07-12T17:00Z', 480), '2026-07-14T00:00:00.000Z');
	});
});

function notice(key: string, action: Action): Notice {
	return { key, about: `about ${key}`, action };
}

function plan(memory: NoticeMemory, notices: readonly Notice[]) {
	return planNotices(memory, notices, at(now));
}

function at(instant: number) {
	return { now: instant, quietUntil: undefined };
}

function keys(notices: readonly Notice[]): readonly string[] {
	return notices.map(({ key }) => key);
}

function parse(text: string) {
	const parsed = parseQuietHours(text);
	assert.ok(parsed.ok);
	return parsed.value;
}

import assert from 'node:assert/strict';
import { createInstantWatch } from '../../../src/node/instantWatch.ts';
import { virtualClock } from '../../support/virtualClock.ts';

const start = Date.parse('2026-07-01');
const minute = 60_000;
const day = 86_400_000;

describe('the watch for an instant', () => {
	function begin(at: number | undefined) {
		const clock = virtualClock(start);
		const arrivals: number[] = [];
		const watch = createInstantWatch(() => arrivals.push(clock.now()), clock.now, clock.startTimer);
		watch.await(at);
		return { clock, arrivals, watch };
	}

	it('arrives at the instant, once, though it is further off than timers reach', () => {
		const { clock, arrivals } = begin(start + 40 * day);
		while (clock.next() !== undefined) {
			assert.ok((clock.next() ?? 0) <= minute);
			clock.step();
		}
		assert.deepEqual(arrivals, [start + 40 * day]);
	});

	it('arrives within a minute of waking, when the machine slept over the instant', () => {
		const { clock, arrivals } = begin(start + day);
		clock.step();
		// The timer that is left fires after its own minute; the clock is three days on by then.
		clock.set(start + 3 * day);
		clock.step();
		assert.deepEqual(arrivals, [start + 3 * day]);
	});

	it('asks anew when the clock was set, forwards or back', () => {
		for (const moved of [-2 * day, day / 2]) {
			let now = start;
			let fire = (): void => assert.fail('no timer was started');
			let arrivals = 0;
			const watch = createInstantWatch(
				() => (arrivals += 1),
				() => now,
				(callback) => {
					fire = callback;
					return () => {};
				},
			);
			watch.await(start + day);
			now += minute;
			fire();
			assert.equal(arrivals, 0);
			now += minute + moved;
			fire();
			assert.equal(arrivals, 1);
		}
	});

	it('has no timer where nothing is waited for', () => {
		const { clock, watch } = begin(undefined);
		assert.equal(clock.next(), undefined);
		watch.await(start + day);
		watch.await(undefined);
		assert.equal(clock.next(), undefined);
		watch.await(start + day);
		watch.dispose();
		assert.equal(clock.next(), undefined);
	});

	it('arrives at once at what has passed', () => {
		const { clock, arrivals } = begin(start - 1);
		clock.step();
		assert.deepEqual(arrivals, [start]);
	});
});

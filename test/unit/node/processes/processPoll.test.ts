import assert from 'node:assert/strict';
import { createProcessPoll } from '../../../../src/node/processes/processPoll.ts';
import { virtualClock } from '../../../support/virtualClock.ts';

const times = { first: [60, 150], every: 500, after: 400 };

describe('the process poll', () => {
	function start() {
		const clock = virtualClock(0);
		const looks: (readonly number[])[] = [];
		let finish: (() => void) | undefined;
		const poll = createProcessPoll(
			async (roots) => {
				looks.push(roots);
				await new Promise<void>((resolve) => {
					finish = resolve;
				});
			},
			times,
			clock.startTimer,
		);
		const step = async (): Promise<number | undefined> => {
			clock.step();
			finish?.();
			await new Promise(setImmediate);
			return clock.next();
		};
		return { clock, looks, poll, step };
	}

	it('has no timer while nothing runs', async () => {
		const { clock, poll, step, looks } = start();
		assert.equal(clock.next(), undefined);
		poll.hold('a', 1);
		assert.equal(clock.next(), 60);
		assert.deepEqual([await step(), await step(), await step()], [150, 500, 500]);
		poll.release('a');
		assert.equal(clock.next(), 400);
		assert.equal(await step(), undefined);
		assert.deepEqual(looks, [[1], [1], [1], [1]]);
	});

	it('looks below everything that runs, and goes on until the last has ended', async () => {
		const { clock, poll, step, looks } = start();
		poll.hold('a', 1);
		poll.hold('b', 2);
		await step();
		poll.release('a');
		await step();
		await step();
		poll.release('b');
		await step();
		assert.equal(clock.next(), undefined);
		assert.deepEqual(looks, [[1, 2], [2, 1], [2], [2]]);
	});

	it('does not begin a look before the last one has ended', async () => {
		const { clock, poll, looks, step } = start();
		poll.hold('a', 1);
		clock.step();
		assert.equal(clock.next(), undefined);
		poll.hold('b', 2);
		assert.equal(clock.next(), undefined);
		assert.equal(looks.length, 1);
		await step();
		assert.equal(clock.next(), 60);
		poll.dispose();
		assert.equal(clock.next(), undefined);
	});

	it('takes the end of what never began for nothing', () => {
		const { clock, poll } = start();
		poll.release('x');
		assert.equal(clock.next(), undefined);
	});
});

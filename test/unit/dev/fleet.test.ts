import assert from 'node:assert/strict';
import { officeDayPeaks } from '../../../src/dev/fleet.ts';

describe('a fleet on a virtual clock (row 32)', () => {
	// A tenth of the fleet that `npm run evaluate` gives figures for. As so few differ from one second to the next by
	// chance alone, ten seconds on end are counted.
	it('10,000 editors that start in the morning, and an hour without the server, make no herd', function () {
		this.timeout(20_000);
		const { start, mean, outage, recovery } = officeDayPeaks(10_000, 10);
		assert.ok(Math.abs(mean - 10_000 / 900) < 0.5, `${mean} requests per second in a quiet hour`);
		assert.ok(start <= 3 * mean, `start: ${start}`);
		assert.ok(recovery <= 3 * mean, `recovery: ${recovery}`);
		assert.ok(outage <= 3 * mean, `outage: ${outage}`);
		assert.ok(outage > mean, `outage: ${outage}, so nobody tried again`);
	});
});

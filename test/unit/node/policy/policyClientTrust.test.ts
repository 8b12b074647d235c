import assert from 'node:assert/strict';
import type { PolicyClient } from '../../../../src/node/policy/policyClient.ts';
import { bundleOf, rotate, signers, testNow } from '../../../support/authority.ts';
import { serveBundle, status } from '../../../support/badServer.ts';
import { acme, clientFixture, day, summary } from '../../../support/clientFixture.ts';
import { virtualClock } from '../../../support/virtualClock.ts';

describe('policy client: trust and time', () => {
	const fixture = clientFixture();

	it('follows a rotation of all keys, and refuses the old ones from then on', async () => {
		fixture.publish(7);
		const { client } = fixture.open();
		await client.start();
		const rotated = rotate(acme, { rootSigners: signers(1), policySigners: signers(1) });
		fixture.publish(8, rotated);
		await client.refresh();
		assert.equal(summary(client), '8');
		fixture.publish(9);
		await client.refresh();
		assert.equal(summary(client), '8 rootRollback');
		const next = fixture.open();
		await next.client.start();
		assert.equal(summary(next.client), '8 rootRollback');
	});

	it('stays in force past its expiry and that of its keys, and says so (rows 6 and 24)', async () => {
		fixture.publish(7);
		const { client, clock } = fixture.open();
		await client.start();
		const freshness = (of: PolicyClient): string => {
			const current = of.status();
			return current.state === 'active' ? current.policy.freshness : current.state;
		};
		clock.set(testNow + 2 * day);
		assert.equal(freshness(client), 'stale');
		clock.set(testNow + 400 * day);
		assert.equal(freshness(client), 'expired');
		fixture.server.answer = status(500);
		const later = virtualClock(testNow + 4000 * day);
		const restarted = fixture.open({ now: later.now });
		await restarted.client.start();
		assert.equal(summary(restarted.client), '7 status');
		assert.equal(freshness(restarted.client), 'expired');
	});

	it('a clock that was set back does not make an expired policy acceptable', async () => {
		fixture.server.answer = serveBundle(bundleOf(acme, { version: 7, issuedAt: '2026-07-20' }));
		const { client, clock } = fixture.open();
		await client.start();
		clock.set(Date.parse('2026-06-01'));
		fixture.server.answer = serveBundle(
			bundleOf(acme, { version: 8, issuedAt: '2026-05-01', expires: '2026-07-01' }),
		);
		await client.refresh();
		assert.equal(summary(client), '7 documentExpired');
	});
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import {
	type Authority,
	bundleOf,
	createAuthority,
	rotate,
	signers,
	testNow,
} from '../../../support/authority.ts';
import { serveBundle, status } from '../../../support/badServer.ts';
import { acme, clientFixture, summary } from '../../../support/clientFixture.ts';
import type { PolicyClient } from '../../../../src/node/policy/policyClient.ts';
import { acceptBundle, loadStored, newPolicyState } from '../../../../src/node/policy/policyState.ts';
import { catalog } from '../../../support/policies.ts';

describe('policy client: whatever happens, in whatever order', () => {
	const fixture = clientFixture();

	it('epoch and version in force never fall, and a policy never goes away (rows 4 and 16)', async function () {
		this.timeout(60_000);
		const recovered = rotate(acme, { policySigners: signers(1), change: { epoch: 2 } });
		const stranger = createAuthority();
		const serve = (authority: Authority, version: number, etag?: string): RequestListener =>
			serveBundle(bundleOf(authority, { version }), etag);
		const answer = fc.oneof(
			fc.integer({ min: 1, max: 6 }).map((version) => serve(acme, version, `"${version}"`)),
			fc.integer({ min: 1, max: 6 }).map((version) => serve(acme, version)),
			fc.integer({ min: 1, max: 3 }).map((version) => serve(recovered, version)),
			fc.constant(serve(stranger, 9)),
			fc.constantFrom(304, 404, 410, 429, 500).map((code) => status(code)),
			fc.constant<RequestListener>((request) => request.socket.destroy()),
			fc.constant(serveBundle(Buffer.from('<html>'))),
		);
		const step = fc.oneof(
			{ weight: 5, arbitrary: fc.record({ kind: fc.constant('look' as const), answer }) },
			{ weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), answer }) },
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
				const folder = mkdtempSync(join(fixture.folder, 'run-'));
				let { client } = fixture.open({ folder });
				let before: readonly [number, number] = [0, 0];
				for (const { kind, answer: now } of steps) {
					fixture.server.answer = now;
					if (kind === 'restart') {
						client.dispose();
						({ client } = fixture.open({ folder }));
						await client.start();
					} else {
						await client.refresh();
					}
					const after = inForce(client);
					const order = after[0] - before[0] || after[1] - before[1];
					assert.ok(order >= 0, `${before.join('.')} became ${after.join('.')}`);
					before = after;
				}
				client.dispose();
			}),
			{ numRuns: 60, seed: 20_261_122 },
		);
	});

	it('a store that another window set back does not take this one back', async () => {
		fixture.publish(7);
		const { client } = fixture.open();
		await client.start();
		const old = readFileSync(join(fixture.folder, 'current.json'));
		fixture.publish(8);
		await client.refresh();
		writeFileSync(join(fixture.folder, 'current.json'), old);
		const state = newPolicyState({
			anchor: acme.anchor,
			folder: fixture.folder,
			builtInCatalog: catalog,
			now: () => testNow,
			machine: undefined,
		});
		loadStored(state);
		assert.equal(state.active?.verified.document.version, 7);
		await acceptBundle(state, '-', bundleOf(acme, { version: 9 }), undefined);
		writeFileSync(join(fixture.folder, 'current.json'), old);
		loadStored(state);
		assert.equal(state.active?.verified.document.version, 9);
	});

	it('another window of the editor takes over what this one accepted, without asking (row 27)', async () => {
		fixture.publish(1);
		const first = fixture.open();
		const second = fixture.open();
		await first.client.start();
		await second.client.start();
		const asked = fixture.server.requests.length;
		fixture.publish(2);
		await first.client.refresh();
		while (summary(second.client) !== '2') {
			await new Promise((resolve) => setImmediate(resolve));
		}
		assert.equal(fixture.server.requests.length, asked + 1);
	});
});

function inForce(client: PolicyClient): readonly [epoch: number, version: number] {
	const current = client.status();
	return current.state === 'active' ? [current.policy.epoch, current.policy.version] : [0, 0];
}

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import {
	bundleOf,
	createAuthority,
	documentOf,
	pack,
	signPolicy,
	testNow,
} from '../../../support/authority.ts';
import { serveBundle, status } from '../../../support/badServer.ts';
import { catalog } from '../../../support/policies.ts';
import { acme, clientFixture, day, summary } from '../../../support/clientFixture.ts';

describe('policy client', () => {
	const fixture = clientFixture();

	it('is unconfigured without an anchor, and asks nobody', async () => {
		const { client } = fixture.open({ anchor: undefined });
		await client.start();
		assert.deepEqual(client.status(), { state: 'unconfigured' });
		assert.equal(fixture.server.requests.length, 0);
	});

	it('fetches at start, and says where the policy comes from', async () => {
		fixture.publish(3);
		const { client, told } = fixture.open();
		await client.start();
		const current = client.status();
		assert.ok(current.state === 'active');
		const {
			version,
			source,
			signers: signedBy,
			acceptedAt,
			checkedAt,
			freshness,
			rootVersion,
		} = current.policy;
		assert.deepEqual(
			{ version, source, signedBy, acceptedAt, checkedAt, freshness, rootVersion },
			{
				version: 3,
				source: fixture.server.url,
				signedBy: [acme.policySigners[0]?.keyId],
				acceptedAt: testNow,
				checkedAt: testNow,
				freshness: 'fresh',
				rootVersion: 1,
			},
		);
		assert.deepEqual(
			told.map(({ state }) => state),
			['missing', 'active'],
		);
	});

	it('has the stored policy in force before start returns, without any connection', async () => {
		fixture.publish(3);
		await fixture.open().client.start();
		const { client } = fixture.open();
		fixture.server.answer = status(500);
		const started = client.start();
		assert.equal(summary(client), '3');
		await started;
		assert.equal(summary(client), '3 status');
	});

	describe('keeps the last good policy', () => {
		const other = createAuthority();
		const answers: Readonly<Record<string, [answer: () => RequestListener, expected: string]>> = {
			'an older version (rollback)': [() => serveBundle(bundleOf(acme, { version: 6 })), '7 rollback'],
			'another policy of this version': [
				() => serveBundle(bundleOf(acme, { version: 7, unlisted: 'warn' })),
				'7 equivocation',
			],
			'a policy by other keys': [
				() =>
					serveBundle(
						pack({ roots: [...acme.roots], policies: [signPolicy(other, documentOf(acme))] }),
					),
				'7 signatures',
			],
			'another authority': [() => serveBundle(bundleOf(other, { version: 8 })), '7 rootUnknown'],
			'a policy that has expired': [
				() => serveBundle(bundleOf(acme, { version: 8, expires: '2026-07-31' })),
				'7 documentExpired',
			],
			'an empty answer': [() => serveBundle(new Uint8Array()), '7 badJson'],
			'an empty object': [() => serveBundle(Buffer.from('{}')), '7 badShape'],
			'401': [() => status(401), '7 status'],
			'404 is not "no policy"': [() => status(404), '7 status'],
			'410 neither': [() => status(410), '7 status'],
			'no server': [() => (request) => request.socket.destroy(), '7 offline'],
		};
		for (const [title, [answer, expected]] of Object.entries(answers)) {
			it(title, async () => {
				fixture.publish(7);
				const { client } = fixture.open();
				await client.start();
				fixture.server.answer = answer();
				await client.refresh();
				assert.equal(summary(client), expected);
				fixture.publish(8);
				await client.refresh();
				assert.equal(summary(client), '8');
			});
		}
	});

	it('keeps the ETag of the policy in force only (row 15)', async () => {
		fixture.publish(7);
		const { client } = fixture.open();
		await client.start();
		await client.refresh();
		assert.equal(fixture.lastEtag(), '"7"');
		fixture.server.answer = serveBundle(bundleOf(acme, { version: 6 }), '"6"');
		await client.refresh();
		await client.refresh();
		assert.equal(fixture.lastEtag(), '"7"');
		fixture.publish(8);
		await client.refresh();
		await client.refresh();
		assert.equal(fixture.lastEtag(), '"8"');
		const again = fixture.open();
		await again.client.start();
		assert.equal(fixture.lastEtag(), '"8"');
	});

	it('takes equal bytes for unchanged, whatever their ETag (row 14)', async () => {
		fixture.publish(7);
		const { client, clock, told } = fixture.open();
		await client.start();
		clock.set(testNow + day);
		fixture.server.answer = serveBundle(bundleOf(acme, { version: 7 }), '"7"');
		const before = told.length;
		const same = readFileSync(join(fixture.folder, 'current.json'));
		const stored = JSON.parse(same.toString()) as { bundle: string };
		fixture.server.answer = serveBundle(Buffer.from(stored.bundle), 'W/"other"');
		await client.refresh();
		assert.equal(told.length, before);
		const current = client.status();
		assert.ok(current.state === 'active' && current.policy.checkedAt === testNow + day);
		assert.deepEqual(readFileSync(join(fixture.folder, 'current.json')), same);
	});

	it('a policy that cannot be saved is in force, reported, and asked for again (row 15)', async () => {
		fixture.publish(7);
		const blocked = join(fixture.folder, 'file');
		writeFileSync(blocked, '');
		const { client } = fixture.open({ folder: join(blocked, 'store') });
		await client.start();
		assert.equal(summary(client), '7 notSaved');
		await client.refresh();
		assert.equal(fixture.lastEtag(), undefined);
		assert.equal(summary(client), '7 notSaved');
		rmSync(blocked);
		await client.refresh();
		assert.equal(summary(client), '7');
		await client.refresh();
		assert.equal(fixture.lastEtag(), '"7"');
	});

	it('a policy that cannot be used is dropped for the one in force (row 31)', async () => {
		fixture.publish(7);
		let broken = false;
		const builtInCatalog = new Proxy(catalog, {
			get: (target, key) => {
				assert.ok(!broken || key !== Symbol.iterator, 'broken');
				return Reflect.get(target, key) as unknown;
			},
		});
		const { client } = fixture.open({ builtInCatalog });
		await client.start();
		broken = true;
		fixture.publish(8);
		await client.refresh();
		assert.equal(summary(client), '7 unusable');
		broken = false;
		await client.refresh();
		assert.equal(summary(client), '8');
	});

	it('an unsaved policy is not held by the ETag of the one before', async () => {
		const store = join(fixture.folder, 'store');
		fixture.publish(7);
		const { client } = fixture.open({ folder: store });
		await client.start();
		rmSync(store, { recursive: true });
		writeFileSync(store, '');
		fixture.publish(8);
		await client.refresh();
		assert.equal(summary(client), '8 notSaved');
		fixture.publish(7);
		await client.refresh();
		assert.equal(summary(client), '8 rollback');
	});

	it('an ETag goes to the source that gave it only', async () => {
		const second = `${fixture.server.url}?second`;
		fixture.server.answer = (request, response) => {
			const answer =
				request.url?.endsWith('?second') === true ? serveBundle(bundleOf(acme), '"1"') : status(500);
			answer(request, response);
		};
		const { client } = fixture.open({ sources: [fixture.server.url, second] });
		await client.start();
		await client.refresh();
		const asked = fixture.server.requests.map(({ headers }) => headers['if-none-match']);
		assert.deepEqual(asked, [undefined, undefined, undefined, '"1"']);
	});

	it('tries its sources in turn, each verified alike', async () => {
		const path = join(fixture.folder, 'copy.json');
		writeFileSync(path, bundleOf(acme, { version: 5 }));
		const { client } = fixture.open({ sources: [fixture.server.url, '/no/such/file.json', path] });
		await client.start();
		assert.equal(summary(client), '5');
		writeFileSync(path, bundleOf(createAuthority(), { version: 6 }));
		await client.refresh();
		assert.equal(summary(client), '5 status');
		fixture.publish(6);
		await client.refresh();
		assert.equal(summary(client), '6');
	});

	it('polls by the policy’s interval, and backs off when nobody answers', async () => {
		fixture.server.answer = serveBundle(bundleOf(acme, { poll: { seconds: 600 } }));
		const { client, clock } = fixture.open();
		await client.start();
		assert.equal(clock.next(), 600_000);
		fixture.server.answer = status(503, { 'retry-after': '100' });
		await client.refresh();
		assert.equal(clock.next(), 105_000);
		fixture.server.answer = status(404);
		await client.refresh();
		assert.equal(clock.next(), 600_000);
		fixture.server.answer = status(500);
		await client.refresh();
		// The middle of what lies between a tenth of the interval and all of it.
		assert.equal(clock.next(), 330_000);
	});

	it('sends no more than 12 requests in any hour, whatever is answered (row 17)', async () => {
		fixture.publish(7);
		const { client, clock } = fixture.open({ random: () => 0 });
		await client.start();
		const hostile = ['0', '1', '1000000000000', '-1', 'Thu, 01 Jan 1970 00:00:00 GMT', 'x'].flatMap(
			(after) => [429, 503, 500, 404].map((code) => status(code, { 'retry-after': after })),
		);
		const times: number[] = [];
		for (let round = 0; round < 60; round++) {
			fixture.server.answer = hostile[(round * 7) % hostile.length] ?? status(500);
			if (round > 40) {
				fixture.server.answer = status(429, { 'retry-after': '0' });
			}
			const sent = fixture.server.requests.length;
			clock.step();
			await client.refresh();
			times.push(clock.now());
			// The timer's own attempt, and the one that waited for it.
			assert.ok(fixture.server.requests.length - sent <= 2);
		}
		const busiest = Math.max(
			...times.map((from) => times.filter((at) => at >= from && at < from + 3_600_000).length),
		);
		assert.ok(busiest <= 12, `${busiest} in an hour`);
		assert.ok(busiest >= 5, 'the budget was never near its end');
	});

	it('asks once more when asked while asking, and not more often', async () => {
		fixture.publish(7);
		const { client } = fixture.open();
		await client.start();
		const before = fixture.server.requests.length;
		await Promise.all(Array.from({ length: 20 }, () => client.refresh()));
		assert.equal(fixture.server.requests.length - before, 2);
	});

	it('is silent after it was disposed of', async () => {
		fixture.publish(7);
		const { client, clock, told } = fixture.open();
		await client.start();
		const count = told.length;
		client.dispose();
		fixture.publish(8);
		await client.refresh();
		assert.equal(clock.next(), undefined);
		assert.equal(told.length, count);
		assert.equal(summary(client), '7');
	});
});

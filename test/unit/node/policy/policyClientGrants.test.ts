import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../../../src/core/decision/decide.ts';
import type { PolicyDocumentInput } from '../../../../src/core/policy/document.ts';
import type { PolicyClient } from '../../../../src/node/policy/policyClient.ts';
import {
	breakGlassCode,
	createAuthority,
	documentOf,
	pack,
	rotate,
	signExemptions,
	signFreshness,
	signPolicy,
	testNow,
} from '../../../support/authority.ts';
import { serveBundle, status } from '../../../support/badServer.ts';
import { clientFixture, day, summary } from '../../../support/clientFixture.ts';

const authority = createAuthority({ roles: ['exemptions', 'breakGlass'] });
const hour = 3_600_000;
const rule = documentOf(authority).rules[0] as PolicyDocumentInput['rules'][number];
const rules = [{ ...rule, exemptable: true }];
const anchor = { ...authority.anchor, machine: 'm1' };

/** What the client's policy says of the banned extension. */
function actionOn(client: PolicyClient, now = testNow): string {
	const signal = { kind: 'extension', id: 'evil.banned' } as const;
	const finding = { signal, assistant: 'banned', use: 'run', certainty: 'certain', evidence: [] } as const;
	return decide(client.policy(), finding, { now }).action;
}

describe('policy client: what is granted beside the policy', () => {
	const fixture = clientFixture();
	const open = (change: Parameters<typeof fixture.open>[0] = {}) =>
		fixture.open({ anchor: { ...anchor, sources: [fixture.server.url] }, ...change });
	const publish = (change: Partial<PolicyDocumentInput> = {}, more: object = {}): void => {
		const policy = signPolicy(authority, documentOf(authority, { rules, ...change }));
		fixture.server.answer = serveBundle(
			pack({ roots: [...authority.roots], policies: [policy], ...more }),
		);
	};
	const exemptions = (until: string) => ({
		exemptions: signExemptions(authority, [
			{ id: 'team', rules: ['no-banned'], machines: ['m1'], until },
		]),
	});

	it('an exemption holds at once, after a start without connection, and until its end', async () => {
		publish({}, exemptions('2026-09-01'));
		await open().client.start();
		fixture.server.answer = status(500);
		const { client } = open();
		void client.start();
		assert.equal(actionOn(client), 'allow');
		assert.equal(actionOn(client, Date.parse('2026-09-01')), 'block');
		const other = open({ anchor: { ...anchor, machine: 'm2', sources: [fixture.server.url] } });
		void other.client.start();
		assert.equal(actionOn(other.client), 'block');
	});

	it('new exemptions come with the same policy, also to another window', async () => {
		publish();
		const [first, second] = [open(), open()];
		await first.client.start();
		await second.client.start();
		publish({}, exemptions('2026-09-01'));
		await first.client.refresh();
		assert.equal(actionOn(first.client), 'allow');
		while (actionOn(second.client) !== 'allow') {
			await new Promise((resolve) => setImmediate(resolve));
		}
	});

	it('a break-glass code opens its rule, is recorded, holds in a new window, and ends by itself', async () => {
		publish();
		const { client } = open();
		await client.start();
		const until = testNow + 2 * hour;
		const entered = await client.enterCode(breakGlassCode(authority, 'm1', 'no-banned', until));
		assert.ok(entered.ok, JSON.stringify(entered));
		assert.equal(actionOn(client), 'allow');
		assert.equal(actionOn(client, until), 'block');
		const again = open();
		void again.client.start();
		assert.equal(actionOn(again.client), 'allow');
		const record = readFileSync(join(fixture.folder, 'break-glass.json'), 'utf8');
		assert.match(record, new RegExp(`"enteredAt":${testNow},"rule":"no-banned","until":${until}`));
	});

	it('a code for a rule that is not exemptable opens nothing', async () => {
		publish({ rules: [rule] });
		const { client } = open();
		await client.start();
		const code = breakGlassCode(authority, 'm1', 'no-banned', testNow + hour);
		assert.deepEqual(await client.enterCode(code), { ok: false, error: 'notForHere' });
		assert.equal(actionOn(client), 'block');
	});

	it('a record that somebody writes opens nothing', async () => {
		publish();
		const forged = breakGlassCode(
			createAuthority({ roles: ['breakGlass'] }),
			'm1',
			'no-banned',
			testNow + hour,
		);
		const entry = { code: forged, enteredAt: testNow, rule: 'no-banned', until: testNow + hour };
		const text = JSON.stringify({ format: 'aipolicy-break-glass/1', codes: [entry] });
		writeFileSync(join(fixture.folder, 'break-glass.json'), text);
		const { client } = open();
		await client.start();
		assert.equal(actionOn(client), 'block');
		assert.deepEqual(await client.enterCode(forged), { ok: false, error: 'notForHere' });
	});

	it('codes by a key that a newer root took back open nothing any more', async () => {
		publish();
		const { client } = open();
		await client.start();
		await client.enterCode(breakGlassCode(authority, 'm1', 'no-banned', testNow + hour));
		const { breakGlass: _gone, ...roles } = authority.root.roles;
		const rotated = rotate(authority, { change: { roles } });
		const policy = signPolicy(rotated, documentOf(rotated, { rules, version: 2 }));
		fixture.server.answer = serveBundle(pack({ roots: [...rotated.roots], policies: [policy] }));
		await client.refresh();
		assert.equal(summary(client), '2');
		assert.equal(actionOn(client), 'block');
	});

	it('without a policy there is nothing to open', async () => {
		const { client } = open();
		const outcome = await client.enterCode(breakGlassCode(authority, 'm1', 'no-banned', testNow + hour));
		assert.deepEqual(outcome, { ok: false, error: 'noPolicy' });
	});
});

describe('policy client: a policy that is old, withdrawn, or comes in stages', () => {
	const fixture = clientFixture();
	const watched = createAuthority({ roles: ['freshness'] });

	it('does what it says when stale and when expired', async () => {
		for (const [change, expected] of [
			[{}, ['block', 'block', 'block']],
			[{ onStale: 'warn' as const, onExpired: 'inform' as const }, ['block', 'warn', 'inform']],
		] as const) {
			const bytes = pack({
				roots: [...authority.roots],
				policies: [signPolicy(authority, documentOf(authority, change))],
			});
			fixture.server.answer = serveBundle(bytes);
			const folder = join(fixture.folder, expected[2]);
			const { client, clock } = fixture.open({ authority, folder });
			await client.start();
			const said = [0, 2, 400].map((days) => {
				clock.set(testNow + days * day);
				return actionOn(client, clock.now());
			});
			assert.deepEqual(said, expected);
		}
	});

	it('is stale once no freshness document vouches for it any more, though the host answers', async () => {
		const parts = { policies: [signPolicy(watched, documentOf(watched, { onStale: 'warn' }))] };
		const bytes = pack({ roots: [...watched.roots], ...parts, freshness: signFreshness(watched, parts) });
		fixture.server.answer = serveBundle(bytes, '"1"');
		const { client, clock } = fixture.open({ authority: watched });
		await client.start();
		assert.equal(actionOn(client), 'block');
		clock.set(testNow + 2 * day);
		await client.refresh();
		assert.equal(actionOn(client, clock.now()), 'warn');
	});

	it('a withdrawn policy allows what it blocked, says so, and is in force like any other', async () => {
		const serve = (version: number, change: Partial<PolicyDocumentInput>): void => {
			const policy = signPolicy(authority, documentOf(authority, { version, ...change }));
			fixture.server.answer = serveBundle(pack({ roots: [...authority.roots], policies: [policy] }));
		};
		serve(1, {});
		const { client } = fixture.open({ authority });
		await client.start();
		serve(2, { withdrawn: 'We have moved to another tool.' });
		await client.refresh();
		const current = client.status();
		assert.ok(current.state === 'active' && current.policy.withdrawn);
		assert.equal(actionOn(client), 'allow');
		serve(1, {});
		await client.refresh();
		assert.equal(summary(client), '2 rollback');
		serve(3, {});
		await client.refresh();
		assert.equal(actionOn(client), 'block');
	});

	it('takes the newer policy of its bundle when its stage begins, without any connection', async () => {
		const from = new Date(testNow + hour).toISOString();
		const rollout = { salt: 's', stages: [{ from, percent: 100 }] };
		const policies = [{ version: 41 }, { version: 42, rollout }].map((change) =>
			signPolicy(authority, documentOf(authority, change)),
		);
		fixture.server.answer = serveBundle(pack({ roots: [...authority.roots], policies }), '"1"');
		const { client, clock } = fixture.open({ authority });
		await client.start();
		assert.equal(summary(client), '41');
		fixture.server.answer = status(500);
		clock.set(testNow + hour);
		await client.refresh();
		assert.equal(summary(client), '42 status');
		const checked = client.status();
		assert.ok(checked.state === 'active' && checked.policy.checkedAt === testNow);
		const again = fixture.open({ authority, now: () => testNow });
		void again.client.start();
		assert.equal(summary(again.client), '42');
	});
});

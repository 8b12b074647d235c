import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	acceptBundle,
	advanceRollout,
	confirmActive,
	confirmedElsewhere,
	loadStored,
	newPolicyState,
	policyInForce,
	type PolicyState,
	recompile,
	statusOf,
} from '../../../../src/node/policy/policyState.ts';
import {
	bundleOf,
	createAuthority,
	documentOf,
	pack,
	signExemptions,
	signPolicy,
	testNow,
} from '../../../support/authority.ts';
import { catalog } from '../../../support/policies.ts';

const authority = createAuthority({ roles: ['exemptions'] });
const day = 86_400_000;
const source = 'https://policy.example/';

describe('policy state', () => {
	let folder: string;
	let now: number;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'policy-state-'));
		now = testNow;
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	/** A window of the editor over the folder. */
	const open = (): PolicyState =>
		newPolicyState({
			anchor: authority.anchor,
			folder,
			builtInCatalog: catalog,
			now: () => now,
			machine: 'm1',
		});
	const accept = async (state: PolicyState, version: number, etag?: string): Promise<void> => {
		assert.equal(await acceptBundle(state, source, bundleOf(authority, { version }), etag), undefined);
	};
	const current = (): string => join(folder, 'current.json');
	const edit = (name: string, change: (text: string) => string): void => {
		const path = join(folder, name);
		writeFileSync(path, change(readFileSync(path, 'utf8')));
	};
	const versionOf = (state: PolicyState): number | undefined => state.active?.verified.document.version;

	it('what another window saved since is not saved over by an older one: that is passed over for it', async () => {
		const slow = open();
		const quick = open();
		await accept(slow, 1);
		loadStored(quick);
		await accept(quick, 3, '"three"');
		const saved = readFileSync(current(), 'utf8');
		await accept(slow, 2, '"two"');
		assert.equal(readFileSync(current(), 'utf8'), saved);
		assert.equal(versionOf(slow), 3);
		assert.deepEqual(slow.etag, { source, value: '"three"' });
	});

	it('what lies in the store and does not verify is saved over, whatever version it claims', async () => {
		const state = open();
		await accept(state, 1);
		edit('current.json', (text) => text.replace(/"version":1\b/, '"version":9'));
		await accept(state, 2);
		const other = open();
		loadStored(other);
		assert.equal(versionOf(other), 2);
	});

	it('a stored policy that is older than the floor beside it is not taken', async () => {
		await accept(open(), 7);
		edit('current.json', (text) => text.replace('"version":7', '"version":9'));
		const state = open();
		loadStored(state);
		assert.equal(state.active, undefined);
		assert.equal(state.problem?.code, 'rollback');
	});

	it('says of two damaged files what is wrong with the newer one', async () => {
		const first = open();
		await accept(first, 7);
		await accept(first, 8);
		edit('current.json', (text) => text.replace('"version":8', '"version":9'));
		edit('previous.json', (text) => text.replace(/"bundle":"[^"]*(\\"[^"]*)*"/, '"bundle":"x"'));
		const state = open();
		loadStored(state);
		assert.equal(state.problem?.code, 'rollback');
	});

	it('has the ETag of the stored policy where it came with one, and none where it did not', async () => {
		const first = open();
		await accept(first, 7, '"7"');
		const [withOne, without] = [open(), open()];
		loadStored(withOne);
		assert.deepEqual(withOne.etag, { source, value: '"7"' });
		await accept(first, 8);
		assert.equal(first.etag, undefined);
		loadStored(without);
		assert.equal(versionOf(without), 8);
		assert.equal(without.etag, undefined);
	});

	it('what another window saved is taken when it is newer, and changes nothing when it is the same', async () => {
		const [first, second] = [open(), open()];
		await accept(first, 7);
		loadStored(second);
		const before = second.active;
		await accept(first, 7);
		loadStored(second);
		assert.equal(second.active, before);
		await accept(first, 8);
		loadStored(second);
		assert.equal(versionOf(second), 8);
	});

	it('the policy before this one stays on the disk when only what is beside it changes', async () => {
		const state = open();
		await accept(state, 7);
		await accept(state, 8);
		const previous = readFileSync(join(folder, 'previous.json'), 'utf8');
		const policies = [signPolicy(authority, documentOf(authority, { version: 8 }))];
		const exemptions = signExemptions(authority, []);
		const bytes = pack({ roots: [...authority.roots], policies, exemptions });
		assert.equal(await acceptBundle(state, source, bytes, undefined), undefined);
		assert.equal(readFileSync(join(folder, 'previous.json'), 'utf8'), previous);
		assert.match(previous, /"version":7/);
	});

	it('without a policy there is nothing to confirm, to advance or to compile anew', async () => {
		await accept(open(), 7);
		const state = open();
		await confirmActive(state);
		await advanceRollout(state);
		recompile(state);
		assert.equal(confirmedElsewhere(state), undefined);
		assert.equal(state.active, undefined);
		assert.equal(policyInForce(state), undefined);
		assert.deepEqual(statusOf(state), { state: 'missing', problem: undefined });
	});

	for (const [title, later, counts] of [
		['a moment later than ours', 1, true],
		['less than that, as file times are rounded', 0.5, false],
		['before ours', -day, false],
		['now', 60_000, true],
		['ahead of the clock', 60_001, false],
	] as const) {
		it(`another window’s confirmation ${counts ? 'counts' : 'does not count'}: ${title}`, async () => {
			// Of whole seconds, so that the file system's times are the ones that are written.
			const state = open();
			await accept(state, 7);
			assert.ok(state.active);
			state.active = { ...state.active, checkedAt: testNow };
			now = testNow + 60_000;
			const at = testNow + later;
			utimesSync(current(), at / 1000, at / 1000);
			const elsewhere = confirmedElsewhere(state);
			assert.equal(elsewhere, counts ? at : undefined);
			assert.equal(state.active.checkedAt, counts ? at : testNow);
		});
	}

	it('with another window’s confirmation comes what it accepted', async () => {
		const [first, second] = [open(), open()];
		await accept(first, 7);
		await confirmActive(first);
		loadStored(second);
		await accept(first, 8);
		now = testNow + 60_000;
		await confirmActive(first);
		assert.equal(confirmedElsewhere(second), now);
		assert.equal(versionOf(second), 8);
		assert.equal(second.active?.checkedAt, now);
	});

	it('nothing is judged anew before the next stage begins, or where there is none', async () => {
		const from = new Date(testNow + day).toISOString();
		const rollout = { salt: 's', stages: [{ from, percent: 100 }] };
		const policies = [{ version: 41 }, { version: 42, rollout }].map((change) =>
			signPolicy(authority, documentOf(authority, change)),
		);
		const state = open();
		await acceptBundle(state, source, pack({ roots: [...authority.roots], policies }), '"1"');
		const before = state.active;
		now = testNow + day - 1;
		await advanceRollout(state);
		assert.equal(state.active, before);
		now = testNow + day;
		await advanceRollout(state);
		assert.equal(versionOf(state), 42);
		const whole = state.active;
		now = testNow + 2 * day;
		await advanceRollout(state);
		assert.equal(state.active, whole);
	});

	it('the policy that has grown old is the same one each time', async () => {
		const state = open();
		const bytes = bundleOf(authority, { onStale: 'warn', onExpired: 'inform' });
		await acceptBundle(state, source, bytes, undefined);
		const fresh = policyInForce(state);
		now = testNow + 2 * day;
		const stale = policyInForce(state);
		assert.notEqual(stale, fresh);
		assert.equal(policyInForce(state), stale);
		now = testNow + 1000 * day;
		const expired = policyInForce(state);
		assert.notEqual(expired, stale);
		assert.equal(policyInForce(state), expired);
		now = testNow;
		assert.equal(policyInForce(state), fresh);
	});

	it('only a policy that says so is withdrawn', async () => {
		const state = open();
		await accept(state, 7);
		const said = (): unknown => {
			const status = statusOf(state);
			return status.state === 'active' && [status.policy.version, status.policy.withdrawn];
		};
		assert.deepEqual(said(), [7, false]);
		await acceptBundle(state, source, bundleOf(authority, { version: 8, withdrawn: 'Gone.' }), undefined);
		assert.deepEqual(said(), [8, true]);
	});
});

import assert from 'node:assert/strict';
import { decide } from '../../../../../src/core/decision/decide.ts';
import type { Bundle } from '../../../../../src/core/policy/trust/bundle.ts';
import { compilePolicy } from '../../../../../src/core/policy/compile.ts';
import type { PolicyDocumentInput } from '../../../../../src/core/policy/document.ts';
import type { ExemptionsDocumentInput } from '../../../../../src/core/policy/exemptions/exemptionsDocument.ts';
import { freshnessAt } from '../../../../../src/core/policy/status.ts';
import type { Signer } from '../../../../../src/node/signing/signer.ts';
import {
	type Authority,
	createAuthority,
	documentOf,
	pack,
	rotate,
	signers,
	signExemptions,
	signFreshness,
	signPolicy,
	testNow,
} from '../../../../support/authority.ts';
import { accept, refuse } from '../../../../support/judging.ts';
import { catalog } from '../../../../support/policies.ts';

const authority = createAuthority({ roles: ['exemptions'] });
const watched = createAuthority({ roles: ['exemptions', 'freshness'] });
const entry: ExemptionsDocumentInput['exemptions'][number] = {
	id: 'team-a',
	rules: ['no-banned'],
	until: '2026-09-01',
	action: 'warn',
};
const rule = documentOf(authority).rules[0] as PolicyDocumentInput['rules'][number];
const policy = { version: 3, rules: [{ ...rule, exemptable: true }] };
const parts = (change: Partial<Bundle> = {}, of = authority): Bundle => ({
	format: 'aipolicy-bundle/1',
	roots: [...of.roots],
	policies: [signPolicy(of, documentOf(of, policy))],
	...change,
});
const banned = {
	signal: { kind: 'extension', id: 'evil.banned' },
	assistant: 'banned',
	use: 'run',
	certainty: 'certain',
	evidence: [],
} as const;

describe('the exemptions document', () => {
	const outcome = (change: Partial<Bundle>, judging: Parameters<typeof accept>[1] = {}): string => {
		const verified = accept(pack(parts(change)), { authority, ...judging });
		const compiled = compilePolicy(verified.document, catalog, {
			machine: 'm1',
			document: verified.exemptions,
		});
		const problems = verified.passedOver.map(({ code }) => code);
		return [decide(compiled, banned, { now: testNow }).action, ...problems].join(' ');
	};

	it('is signed by keys of its own, and makes a rule milder until its end', () => {
		const exemptions = signExemptions(authority, [entry]);
		assert.equal(outcome({ exemptions }), 'warn');
		assert.equal(outcome({}), 'block');
	});

	it('by the policy’s keys, by a stranger’s, or of another kind it is passed over and the policy holds', () => {
		const forged = signExemptions(authority, [entry], {}, authority.policySigners);
		assert.equal(outcome({ exemptions: forged }), 'block signatures');
		const other = signPolicy(authority, documentOf(authority));
		assert.equal(outcome({ exemptions: other }), 'block wrongType');
		const foreign = signExemptions(authority, [entry], { organization: 'globex' });
		assert.equal(outcome({ exemptions: foreign }), 'block wrongOrganization');
	});

	it('where the root names no keys for it, it grants nothing', () => {
		const plain = createAuthority();
		const bundle = parts({ exemptions: signExemptions(plain, [entry]) }, plain);
		const verified = accept(pack(bundle), { authority: plain });
		assert.deepEqual(verified.passedOver, [{ code: 'noSuchRole', part: 'exemptions' }]);
		assert.equal(verified.exemptions, undefined);
	});

	it('reaches rules that the policy calls exemptable, and no other', () => {
		const strict = signPolicy(authority, documentOf(authority, { version: 3 }));
		const exemptions = signExemptions(authority, [entry]);
		assert.equal(outcome({ policies: [strict], exemptions }), 'block');
	});

	it('is for the machines that it names', () => {
		const only = (machine: string): string =>
			outcome({ exemptions: signExemptions(authority, [{ ...entry, machines: [machine] }]) });
		assert.equal(only('m1'), 'warn');
		assert.equal(only('m2'), 'block');
	});

	it('test_snapshot_rollback: it has a floor of its own, which outlives a bundle without it', () => {
		const second = accept(
			pack(parts({ exemptions: signExemptions(authority, [entry], { version: 2 }) })),
			{
				authority,
			},
		);
		const stripped = accept(pack(parts()), { authority, floor: second.floor });
		assert.deepEqual(stripped.floor.exemptions, second.floor.exemptions);
		const old = { exemptions: signExemptions(authority, [entry], { version: 1 }) };
		assert.equal(outcome(old, { floor: stripped.floor }), 'block rollback');
		const other = { exemptions: signExemptions(authority, [], { version: 2 }) };
		assert.equal(outcome(other, { floor: stripped.floor }), 'block equivocation');
	});

	it('ends as a whole with its own end, also for who is offline', () => {
		const exemptions = signExemptions(authority, [entry], { expires: '2026-08-10' });
		const verified = accept(pack(parts({ exemptions })), { authority });
		const compiled = compilePolicy(verified.document, catalog, { document: verified.exemptions });
		const at = (day: string): string => decide(compiled, banned, { now: Date.parse(day) }).action;
		assert.deepEqual([at('2026-08-09'), at('2026-08-10')], ['warn', 'block']);
		const late = Date.parse('2026-08-11');
		assert.equal(outcome({ exemptions }, { now: late }), 'block documentExpired');
		assert.equal(outcome({ exemptions }, { now: late, floor: verified.floor }), 'block documentExpired');
	});

	it('a higher epoch, or another first root, leaves nothing of its floor', () => {
		const exemptions = signExemptions(authority, [entry], { version: 9 });
		const { floor } = accept(pack(parts({ exemptions })), { authority });
		assert.equal(floor.exemptions?.version, 9);
		const risen = rotate(authority, { change: { epoch: 2 } });
		assert.equal(accept(pack(parts({}, risen)), { authority, floor }).floor.exemptions, undefined);
		const other = createAuthority({ roles: ['exemptions'] });
		const afresh = accept(pack(parts({}, other)), { authority: other, floor });
		assert.equal(afresh.floor.exemptions, undefined);
	});
});

describe('who may sign the documents beside the policy', () => {
	const next = signers(2);
	const keysOf = (list: readonly Signer[]) => list.map(({ publicKey }) => publicKey);
	const rotatedTo = (threshold: number) =>
		rotate(authority, {
			change: { roles: { ...authority.root.roles, exemptions: { keys: keysOf(next), threshold } } },
		});
	const granted = (root: Authority, signedBy: readonly Signer[]): string => {
		const exemptions = signExemptions(root, [entry], {}, signedBy);
		const bundle = pack(parts({ roots: [...root.roots], exemptions }, root));
		const verified = accept(bundle, { authority });
		return [
			verified.exemptions === undefined ? 'none' : 'granted',
			...verified.passedOver.map(({ code }) => code),
		].join(' ');
	};

	it('test_non_root_rotations: a newer root names other keys, and the old ones count no more', () => {
		const rotated = rotatedTo(1);
		assert.equal(granted(rotated, authority.sideSigners), 'none signatures');
		assert.equal(granted(rotated, next.slice(0, 1)), 'granted');
	});

	it('test_snapshot_does_not_meet_threshold: one of two is not enough, twice the same neither', () => {
		const rotated = rotatedTo(2);
		const [first] = next;
		assert.ok(first);
		assert.equal(granted(rotated, [first]), 'none signatures');
		assert.equal(granted(rotated, [first, first]), 'none signatures');
		assert.equal(granted(rotated, next), 'granted');
	});

	it('test_targets_role_removal: a newer root without the role takes away what it granted', () => {
		const { exemptions: _gone, ...roles } = authority.root.roles;
		assert.equal(
			granted(rotate(authority, { change: { roles } }), authority.sideSigners),
			'none noSuchRole',
		);
	});
});

describe('the freshness document', () => {
	const withFreshness = (bundle: Bundle, change = {}): Uint8Array =>
		pack({ ...bundle, freshness: signFreshness(watched, bundle, change) });
	const plain = parts({}, watched);
	const full = parts({ exemptions: signExemptions(watched, [entry]) }, watched);
	const freshness = (bytes: Uint8Array, now = testNow): string => {
		const { freshUntil, passedOver } = accept(bytes, { authority: watched });
		const terms = { checkedAt: now, expires: Infinity, pollSeconds: 900, freshUntil };
		return [freshnessAt(now, terms), ...passedOver.map(({ code }) => code)].join(' ');
	};

	it('keeps a policy fresh until its own end, whatever the host says', () => {
		assert.equal(freshness(withFreshness(full)), 'fresh');
		assert.equal(freshness(withFreshness(full), Date.parse('2026-08-03T12:00:00Z')), 'stale');
	});

	it('test_timestamp_expired: expired, forged or taken away, the policy is stale and in force', () => {
		assert.equal(freshness(withFreshness(plain, { expires: '2026-08-01' })), 'stale documentExpired');
		assert.equal(freshness(pack(plain)), 'stale freshnessMissing');
		const forged = { ...plain, freshness: signPolicy(watched, documentOf(watched)) };
		assert.equal(freshness(pack(forged)), 'stale wrongType');
	});

	it('test_expired_local_timestamp: a new statement makes the policy in force fresh again', () => {
		const late = Date.parse('2026-08-05');
		const { floor } = accept(withFreshness(plain), { authority: watched });
		const renewed = withFreshness(plain, { version: 2, expires: '2026-08-07' });
		const { freshUntil } = accept(renewed, { authority: watched, floor, now: late });
		assert.equal(freshUntil, Date.parse('2026-08-07'));
	});

	it('test_targets_hash_mismatch: a policy that it does not name is refused', () => {
		const old = signFreshness(watched, plain);
		const next = parts({ policies: [signPolicy(watched, documentOf(watched, { version: 4 }))] }, watched);
		refuse(pack({ ...next, freshness: old }), 'notNewest', { authority: watched });
	});

	it('test_snapshot_version_mismatch: roots that it does not name are refused', () => {
		const rotated = rotate(watched);
		const bundle = { ...plain, roots: [...rotated.roots], freshness: signFreshness(watched, plain) };
		refuse(pack(bundle), 'notNewest', { authority: watched });
	});

	it('test_snapshot_hash_mismatch: exemptions that were put in or taken out are noticed', () => {
		const stripped = { ...plain, freshness: signFreshness(watched, full) };
		assert.equal(freshness(pack(stripped)), 'fresh notNewest');
		const added = { ...full, freshness: signFreshness(watched, plain) };
		assert.equal(freshness(pack(added)), 'fresh notNewest');
		assert.equal(accept(pack(added), { authority: watched }).exemptions, undefined);
	});

	it('test_new_timestamp_version_rollback: an older statement does not make the policy fresh', () => {
		const { floor } = accept(withFreshness(plain, { version: 9 }), { authority: watched });
		const { passedOver, freshUntil } = accept(withFreshness(plain, { version: 8 }), {
			authority: watched,
			floor,
		});
		assert.deepEqual([passedOver[0]?.code, freshUntil], ['rollback', 0]);
	});

	it('test_new_timestamp_fast_forward_recovery: a higher epoch starts its versions anew', () => {
		const far = accept(withFreshness(plain, { version: Number.MAX_SAFE_INTEGER }), {
			authority: watched,
		});
		const recovered = rotate(watched, { change: { epoch: 2 } });
		const bundle = parts({}, recovered);
		const bytes = pack({ ...bundle, freshness: signFreshness(recovered, bundle) });
		const { passedOver, floor } = accept(bytes, { authority: watched, floor: far.floor });
		assert.deepEqual([passedOver, floor.freshness?.version], [[], 1]);
	});
});

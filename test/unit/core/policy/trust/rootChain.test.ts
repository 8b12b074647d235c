import assert from 'node:assert/strict';
import type { Envelope } from '../../../../../src/core/policy/trust/dsse.ts';
import {
	bundleOf,
	createAuthority,
	documentOf,
	pack,
	payloadSha256,
	rotate,
	signers,
	signRoot,
	signPolicy,
} from '../../../../support/authority.ts';
import { accept, acme, judge, partsOf, policyOf, refuse } from '../../../../support/judging.ts';

describe('verifyBundle: rollback and fast-forward (rows 4 and 5)', () => {
	const { floor } = accept(bundleOf(acme, { version: 5 }));

	it('test_targets_rollback: a lower version', () => {
		refuse(bundleOf(acme, { version: 4 }), 'rollback', { floor });
	});

	it('the same bytes again are fine, other bytes under one version are equivocation', () => {
		accept(bundleOf(acme, { version: 5 }), { floor });
		refuse(bundleOf(acme, { version: 5, unlisted: 'warn' }), 'equivocation', { floor });
	});

	it('an epoch other than that of the root', () => {
		refuse(bundleOf(acme, { epoch: 2, version: 6 }), 'wrongEpoch', { floor });
	});

	it('test_targets_fast_forward_recovery: a root with a higher epoch makes versions start anew', () => {
		const far = accept(bundleOf(acme, { version: Number.MAX_SAFE_INTEGER }));
		refuse(bundleOf(acme, { version: 6 }), 'rollback', { floor: far.floor });
		const recovered = rotate(acme, { policySigners: signers(1), change: { epoch: 2 } });
		const after = accept(bundleOf(recovered, { version: 1 }), { floor: far.floor });
		refuse(bundleOf(acme, { version: 7 }), 'rootRollback', { floor: after.floor });
	});

	it('a version beyond what numbers can count is no version', () => {
		const text = JSON.stringify(documentOf(acme)).replace('"version":1', '"version":9007199254740993');
		refuse(pack({ roots: [...acme.roots], policies: [signPolicy(acme, text)] }), 'badJson');
	});

	it('an epoch that falls', () => {
		const high = rotate(acme, { change: { epoch: 3 } });
		const low = rotate(high, { change: { epoch: 2 } });
		refuse(bundleOf(low), 'epochFell');
	});
});

describe('verifyBundle: freeze (row 6)', () => {
	const after = Date.parse('2027-07-01T00:00:00Z');

	it('test_targets_expired: an expired policy is not taken as new', () => {
		accept(bundleOf(acme), { now: after - 1 });
		refuse(bundleOf(acme), 'documentExpired', { now: after });
	});

	it('the expired policy in force is not new', () => {
		const { floor } = accept(bundleOf(acme));
		accept(bundleOf(acme), { now: after, floor });
	});

	it('test_expired_local_root: what was accepted is read again after everything has expired', () => {
		accept(bundleOf(acme), { now: undefined });
	});
});

describe('verifyBundle: root rotation (row 7)', () => {
	it('test_root_rotation: one step, and thirty for a client that was away', () => {
		let authority = acme;
		const { floor } = accept(bundleOf(acme));
		for (let step = 0; step < 30; step++) {
			authority = rotate(authority, { rootSigners: signers(1), policySigners: signers(1) });
			if (step === 0 || step === 29) {
				accept(bundleOf(authority, { version: 2 }), { floor });
				accept(bundleOf(authority, { version: 2 }));
			}
		}
	});

	it('old keys alone, new keys alone', () => {
		const rootSigners = signers(1);
		refuse(bundleOf(rotate(acme, { rootSigners, signedBy: acme.rootSigners })), 'signatures');
		refuse(bundleOf(rotate(acme, { rootSigners, signedBy: rootSigners })), 'signatures');
	});

	it('a gap, a repetition, a wrong order', () => {
		const second = rotate(acme);
		const third = rotate(second);
		const [one, two, three] = third.roots as [Envelope, Envelope, Envelope];
		const policies = [policyOf(third)];
		refuse(pack({ roots: [one, three], policies }), 'rootGap');
		refuse(pack({ roots: [one, two, two, three], policies }), 'rootGap');
		refuse(pack({ roots: [one, three, two], policies }), 'rootGap');
		accept(pack({ roots: [one, two, three], policies }));
	});

	it('a threshold that grows and one that shrinks', () => {
		const three = signers(3);
		const grown = rotate(acme, { rootSigners: three, rootThreshold: 2 });
		accept(bundleOf(grown));
		const [one] = three;
		assert.ok(one);
		const shrunk = rotate(grown, { rootSigners: [one], rootThreshold: 1, signedBy: [one] });
		refuse(bundleOf(shrunk), 'signatures');
		accept(bundleOf(rotate(grown, { rootSigners: [one], rootThreshold: 1, signedBy: three })));
	});

	it('test_root_expired: the newest may not have expired, those on the way may', () => {
		const expired = { expires: '2026-07-31' };
		const second = rotate(acme, { change: expired });
		refuse(bundleOf(second), 'rootExpired');
		accept(bundleOf(rotate(second, { change: { expires: '2029-01-01' } })));
	});

	it('roots before the anchor are not needed, and neither is the anchor to who has gone past it', () => {
		const third = rotate(rotate(acme));
		const [, second, newest] = third.roots as [Envelope, Envelope, Envelope];
		const policies = [policyOf(third, { version: 2 })];
		const anchor = { ...acme.anchor, rootSha256: payloadSha256(second) };
		accept(pack({ roots: [second, newest], policies }), { authority: { ...acme, anchor } });
		const { floor } = accept(bundleOf(rotate(acme)));
		assert.equal(floor.rootSha256 === payloadSha256(second), true);
		accept(pack({ roots: [second, newest], policies }), { floor });
		refuse(pack({ roots: [second, newest], policies }), 'rootUnknown');
	});
});

describe('verifyBundle: stolen keys and mixed parts (rows 9 and 10)', () => {
	const revoked = rotate(acme, { policySigners: signers(1) });

	it('a policy by keys that a newer root took back', () => {
		const stolen = signPolicy(revoked, documentOf(revoked, { version: 9 }), acme.policySigners);
		refuse(pack({ roots: [...revoked.roots], policies: [stolen] }), 'signatures');
	});

	it('test_cached_role_is_verified_against_current_delegator: the newest root stripped', () => {
		const { floor } = accept(bundleOf(revoked, { version: 2 }));
		refuse(bundleOf(acme, { version: 3 }), 'rootRollback', { floor });
	});

	it('a fork of the roots at a version seen before', () => {
		const { floor } = accept(bundleOf(revoked, { version: 2 }));
		const fork = rotate(acme, { policySigners: signers(1) });
		refuse(bundleOf(fork, { version: 3 }), 'rootFork', { floor });
		refuse(bundleOf(rotate(fork), { version: 3 }), 'rootFork', { floor });
	});

	it('every mixture of two bundles is refused or is one of them', () => {
		const { floor } = accept(bundleOf(acme, { version: 1 }));
		const before = partsOf(acme, { version: 2 });
		const after = partsOf(revoked, { version: 3 });
		const outcomes = [before, after].flatMap(({ roots }) =>
			[before, after].map(({ policies }) => {
				const judged = judge(pack({ roots, policies }), { floor });
				return judged.ok ? judged.value.document.version : judged.error.code;
			}),
		);
		assert.deepEqual(outcomes, [2, 'signatures', 'signatures', 3]);
	});

	it('a new anchor that the bundle does not lead to is not replaced by what was seen before', () => {
		const { floor } = accept(bundleOf(acme));
		const anchor = createAuthority().anchor;
		refuse(bundleOf(acme, { version: 2 }), 'rootUnknown', { floor, authority: { ...acme, anchor } });
	});

	it('a new anchor beside the root seen before must descend from it', () => {
		const { floor } = accept(bundleOf(acme));
		const fork = rotate(acme, { rootSigners: signers(1), signedBy: [] });
		const signed = signRoot(fork.root, fork.rootSigners);
		const anchor = { ...acme.anchor, rootSha256: payloadSha256(signed) };
		const bytes = pack({ roots: [...acme.roots, signed], policies: [policyOf(fork, { version: 2 })] });
		refuse(bytes, 'signatures', { floor, authority: { ...acme, anchor } });
	});

	it('a new anchor of the same line keeps the floor, one of another line starts anew', () => {
		const { floor } = accept(bundleOf(revoked, { version: 5 }));
		const later = { ...revoked.anchor, rootSha256: payloadSha256(revoked.roots[1] as Envelope) };
		refuse(bundleOf(revoked, { version: 4 }), 'rollback', {
			floor,
			authority: { ...revoked, anchor: later },
		});
		const fresh = createAuthority();
		accept(bundleOf(fresh, { version: 1 }), { floor, authority: fresh });
	});
});

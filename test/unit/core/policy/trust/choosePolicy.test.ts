import assert from 'node:assert/strict';
import type { PolicyDocumentInput } from '../../../../../src/core/policy/document.ts';
import type { Envelope } from '../../../../../src/core/policy/trust/dsse.ts';
import { nextStage } from '../../../../../src/core/policy/rollout.ts';
import { createAuthority, documentOf, pack, signPolicy, testNow } from '../../../../support/authority.ts';
import { accept, acme, judge, type Judging, policyOf } from '../../../../support/judging.ts';

const later = '2026-09-01';
const rollout = (percent: number, from = '2026-07-01') => ({
	salt: 's',
	stages: [
		{ from, percent },
		{ from: later, percent: 100 },
	],
});
const stable = policyOf(acme, { version: 1 });
const candidate = (change: Partial<PolicyDocumentInput> = {}): Envelope =>
	policyOf(acme, { version: 2, rollout: rollout(0), ...change });
const stranger = createAuthority();
const forged = (version: number): Envelope =>
	signPolicy(acme, documentOf(acme, { version }), stranger.policySigners);

/** The version that is taken, when the next may come, and what was passed over; or why nothing is taken. */
function outcome(policies: readonly Envelope[], judging: Judging = {}): string {
	const judged = judge(pack({ roots: [...acme.roots], policies: [...policies] }), {
		machine: 'm',
		...judging,
	});
	if (!judged.ok) {
		const { error } = judged;
		return 'version' in error ? `${error.code} ${error.version}` : error.code;
	}
	const { document, nextStage: next, passedOver } = judged.value;
	const when = next === undefined ? '' : ` next ${new Date(next).toISOString().slice(0, 10)}`;
	return `${document.version}${when}${passedOver.map(({ code }) => ` without ${code}`).join('')}`;
}

describe('which policy of a bundle a machine takes', () => {
	const check = (
		title: string,
		policies: readonly Envelope[],
		expected: string,
		judging?: Judging,
	): void => {
		it(`${title}: ${expected}`, () => assert.equal(outcome(policies, judging), expected));
	};
	check('the only one', [stable], '1');
	check('the newer one, when it is for everybody', [stable, policyOf(acme, { version: 2 })], '2');
	check(
		'the newer one, when its stage has reached the machine',
		[stable, candidate({ rollout: rollout(100) })],
		'2',
	);
	check('the older one, until the stage comes', [stable, candidate()], `1 next ${later}`);
	check('the newer one from that moment', [stable, candidate()], '2', { now: Date.parse(later) });
	check('the older one, when the newer is forged', [stable, forged(2)], '1 without signatures');
	check(
		'the older one, when the newer has expired',
		[stable, candidate({ expires: '2026-07-20' })],
		'1 without documentExpired',
	);
	check(
		'the older one, when the newer failed its self-check',
		[stable, candidate({ rollout: rollout(100) })],
		'1 without unusable',
		{
			unusable: new Set([hashOf(candidate({ rollout: rollout(100) }))]),
		},
	);
	check('none, when it is alone and its stage has not come', [candidate()], 'notRolledOut 2');
	check('none, when it is alone and forged', [forged(2)], 'signatures');
	check(
		'none, when both are wrong: what is said is of the newer',
		[forged(1), candidate({ expires: '2026-07-20' })],
		'documentExpired 2',
	);
	check('none, when the older is forged and the newer is to come', [forged(1), candidate()], 'signatures');
	check('the newer one, when it is only read again', [stable, candidate()], '2', { now: undefined });

	check('the one that was taken, when it is only read again', [stable, candidate()], '1 next 1970-01-01', {
		now: undefined,
		chosen: hashOf(stable),
	});

	it('that something was in force before brings nobody in ahead of the stage', () => {
		const { floor } = accept(pack({ roots: [...acme.roots], policies: [stable] }));
		assert.equal(outcome([stable, candidate()], { floor }), `1 next ${later}`);
	});

	it('what is in force stays, when a stage is taken back', () => {
		const { floor } = accept(pack({ roots: [...acme.roots], policies: [stable, candidate()] }), {
			machine: 'm',
			now: Date.parse(later),
		});
		assert.equal(outcome([stable, candidate()], { floor }), '2');
		const foreign = { ...floor, anchorSha256: 'a'.repeat(64), rootSha256: 'b'.repeat(64) };
		assert.equal(outcome([stable, candidate()], { floor: foreign }), `1 next ${later}`);
	});

	it('says of a policy that failed its self-check which one it was', () => {
		const bad = candidate({ rollout: rollout(100) });
		const judged = judge(pack({ roots: [...acme.roots], policies: [bad] }), {
			unusable: new Set([hashOf(bad)]),
		});
		assert.deepEqual(!judged.ok && judged.error, { code: 'unusable', version: 2, message: '' });
	});

	it('nothing comes next where nothing is rolled out', () => {
		assert.equal(nextStage(undefined, testNow), undefined);
		assert.equal(nextStage(rollout(1), testNow), Date.parse(later));
		assert.equal(nextStage(rollout(1), Date.parse(later)), undefined);
	});
});

function hashOf(policy: Envelope): string {
	return accept(pack({ roots: [...acme.roots], policies: [policy] }), { now: undefined }).sha256;
}

import assert from 'node:assert/strict';
import { verifyBundle } from '../../../../../src/core/policy/trust/verify.ts';
import { seededNumbers } from '../../../../../src/dev/seededNumbers.ts';
import { nodeCryptography } from '../../../../../src/node/signing/signature.ts';
import {
	bundleOf,
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

const first = createAuthority({ policyKeys: 2, policyThreshold: 2 });
const authority = rotate(first, { rootSigners: signers(1) });
const good = Buffer.from(bundleOf(authority));
const runs = Number(process.env['MUTATIONS'] ?? 5000);

/** Row 23: whatever is done to a good bundle, it is refused or says what it said. */
describe('verifyBundle: altered bundles', () => {
	const original = judge(good);

	it('every truncation is refused', () => {
		for (let length = 0; length < good.length; length++) {
			assert.notEqual(judge(good.subarray(0, length)), original);
		}
	});

	it(`${runs} seeded alterations never throw and never give another policy`, function () {
		this.timeout(runs * 10);
		const random = seededNumbers(20_261_122);
		let accepted = 0;
		for (let run = 0; run < runs; run++) {
			const outcome = judge(alter(good, random));
			if (outcome.startsWith('accepted')) {
				accepted++;
				assert.equal(outcome, original);
			}
		}
		// Key ids are hints and may be altered; nothing else may.
		assert.ok(accepted < runs / 5, `${accepted} accepted`);
	});

	it('with documents beside the policy: the same policy, and their whole content or none of it', function () {
		this.timeout(runs * 10);
		const random = seededNumbers(4711);
		const side = createAuthority({ roles: ['exemptions', 'freshness'] });
		const policies = [signPolicy(side, documentOf(side))];
		const exemptions = signExemptions(side, [{ id: 'a', rules: ['no-banned'], until: '2026-09-01' }]);
		const parts = { roots: [...side.roots], policies, exemptions };
		const bytes = Buffer.from(pack({ ...parts, freshness: signFreshness(side, parts) }));
		const trust = { anchor: side.anchor, floor: undefined, now: testNow, cryptography: nodeCryptography };
		const whole = verifyBundle(bytes, trust);
		assert.ok(whole.ok && whole.value.exemptions !== undefined && whole.value.passedOver.length === 0);
		for (let run = 0; run < runs / 5; run++) {
			const judged = verifyBundle(alter(bytes, random), trust);
			if (judged.ok) {
				assert.equal(judged.value.sha256, whole.value.sha256);
				if (judged.value.exemptions === undefined) {
					assert.ok(judged.value.passedOver.length > 0);
				} else {
					assert.deepEqual(judged.value.exemptions, whole.value.exemptions);
				}
			}
		}
	});
});

function judge(bytes: Uint8Array): string {
	const judged = verifyBundle(bytes, {
		anchor: first.anchor,
		floor: undefined,
		now: testNow,
		cryptography: nodeCryptography,
	});
	return judged.ok ? `accepted ${judged.value.sha256}` : judged.error.code;
}

type Random = () => number;

/** One to three changes: a flipped bit, a byte, a piece cut out, doubled or moved. */
function alter(bytes: Buffer, random: Random): Buffer {
	let result = Buffer.from(bytes);
	for (let change = 0; change <= random() * 3; change++) {
		const at = Math.floor(random() * result.length);
		const end = Math.min(result.length, at + 1 + Math.floor(random() * 40));
		const piece = result.subarray(at, end);
		switch (Math.floor(random() * 5)) {
			case 0:
				result[at] = (result[at] ?? 0) ^ (1 << Math.floor(random() * 8));
				break;
			case 1:
				result[at] = Math.floor(random() * 256);
				break;
			case 2:
				result = Buffer.concat([result.subarray(0, at), result.subarray(end)]);
				break;
			case 3:
				result = Buffer.concat([result.subarray(0, end), piece, result.subarray(end)]);
				break;
			default: {
				const to = Math.floor(random() * result.length);
				result = Buffer.concat([result.subarray(0, to), piece, result.subarray(to)]);
			}
		}
	}
	return result;
}

import assert from 'node:assert/strict';
import { bundleSizeLimit } from '../../../../../src/core/policy/trust/bundle.ts';
import { encodeForSigning } from '../../../../../src/core/policy/trust/dsse.ts';
import {
	type Floor,
	floorSchema,
	isBehind,
	isSameFloor,
} from '../../../../../src/core/policy/trust/floor.ts';
import type { PolicyProblem } from '../../../../../src/core/policy/policyProblem.ts';
import { rootPayloadType, rootSchema } from '../../../../../src/core/policy/trust/root.ts';
import { policyPayloadType } from '../../../../../src/core/policy/trust/verify.ts';
import { signEnvelope } from '../../../../../src/node/signing/signer.ts';
import { createAuthority, pack, rotate, signPolicy } from '../../../../support/authority.ts';
import { accept, acme, judge, type Judging, partsOf, policyOf } from '../../../../support/judging.ts';

/** Everything that is said of a bundle that is refused: people and the audit trail read it. */
function problemOf(bytes: Uint8Array, judging: Judging = {}): PolicyProblem | undefined {
	const judged = judge(bytes, judging);
	return judged.ok ? undefined : judged.error;
}

describe('what is said of a bundle that is refused', () => {
	it('names the part, what was found and what was expected', () => {
		const parts = partsOf(acme);
		const [root] = acme.roots;
		assert.ok(root);
		const policy = policyOf(acme);
		assert.deepEqual(problemOf(pack({ ...parts, roots: [{ ...root, payloadType: 'x' }] })), {
			code: 'wrongType',
			part: 'root',
			found: 'x',
		});
		assert.deepEqual(
			problemOf(pack({ ...parts, policies: [{ ...policy, payloadType: rootPayloadType }] })),
			{
				code: 'wrongType',
				part: 'policy',
				found: rootPayloadType,
			},
		);
		assert.deepEqual(problemOf(pack({ ...parts, policies: [{ ...policy, payload: 'A' }] })), {
			code: 'badBase64',
			part: 'policy',
		});
		assert.deepEqual(problemOf(Buffer.from([0xff])), { code: 'notUtf8', part: 'bundle' });
		const wrong = problemOf(pack({ ...parts, policies: [signPolicy(acme, '{"version":1}')] }));
		assert.deepEqual(wrong && 'part' in wrong && [wrong.code, wrong.part], ['badShape', 'policy']);
		assert.match(JSON.stringify(wrong), /"path":"\w+","message":"[^"]+"/);
		const noRoot = signEnvelope(rootPayloadType, Buffer.from('[]'), acme.rootSigners);
		const next = problemOf(pack({ ...parts, roots: [root, noRoot] }));
		assert.deepEqual(next && 'part' in next && [next.code, next.part], ['badShape', 'root']);
	});

	it('says how far roots are apart, and whose they are', () => {
		const skipped = rotate(acme, { change: { version: 4 } });
		assert.deepEqual(problemOf(pack({ ...partsOf(skipped) }), { authority: acme }), {
			code: 'rootGap',
			version: 4,
			expected: 2,
		});
		const sold = rotate(acme, { change: { organization: 'other' } });
		assert.deepEqual(problemOf(pack({ ...partsOf(sold) }), { authority: acme }), {
			code: 'wrongOrganization',
			part: 'root',
			expected: 'acme',
			found: 'other',
		});
		const fallen = rotate(rotate(acme, { change: { epoch: 3 } }), { change: { epoch: 2 } });
		assert.deepEqual(problemOf(pack({ ...partsOf(fallen) }), { authority: acme }), {
			code: 'epochFell',
			version: 3,
		});
	});

	it('expires at its very instant, and not before; and not at all when it is only read again', () => {
		const authority = createAuthority();
		const next = rotate(authority, { change: { expires: '2026-09-01' } });
		const bytes = pack(partsOf(next));
		const at = Date.parse('2026-09-01');
		accept(bytes, { authority, now: at - 1 });
		accept(bytes, { authority, now: undefined });
		assert.deepEqual(problemOf(bytes, { authority, now: at }), {
			code: 'rootExpired',
			version: 2,
			expires: '2026-09-01',
		});
		const policy = pack(partsOf(acme, { expires: '2026-09-01' }));
		accept(policy, { now: at - 1 });
		accept(policy, { now: undefined });
		assert.deepEqual(problemOf(policy, { now: at }), {
			code: 'documentExpired',
			part: 'policy',
			version: 1,
			expires: '2026-09-01',
		});
	});

	it('may be as large as the limit, and no larger', () => {
		const bytes = Buffer.concat([pack(partsOf(acme)), Buffer.alloc(bundleSizeLimit, ' ')]);
		accept(bytes.subarray(0, bundleSizeLimit));
		assert.deepEqual(problemOf(bytes.subarray(0, bundleSizeLimit + 1)), {
			code: 'tooLarge',
			limit: bundleSizeLimit,
		});
	});

	it('is of the one format, with one root and one policy at least', () => {
		const parts = partsOf(acme);
		for (const change of [
			{ format: 'aipolicy-bundle/2' },
			{ roots: [] },
			{ policies: [] },
			{ policies: [policyOf(acme), policyOf(acme), policyOf(acme)] },
			{ more: 1 },
		]) {
			const problem = problemOf(Buffer.from(JSON.stringify({ ...parts, ...change })));
			assert.deepEqual(problem && 'part' in problem && [problem.code, problem.part], [
				'badShape',
				'bundle',
			]);
		}
	});
});

describe('the bytes that are signed', () => {
	it('are those of the protocol (DSSE 1.0.2, section "Signature definition")', () => {
		const bytes = encodeForSigning('http://example.com/HelloWorld', Buffer.from('hello world'));
		assert.equal(Buffer.from(bytes).toString(), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world');
		assert.equal(Buffer.from(encodeForSigning('', new Uint8Array())).toString(), 'DSSEv1 0  0 ');
		assert.notEqual(policyPayloadType, rootPayloadType);
	});
});

describe('a root', () => {
	it('has keys that can be read, and no threshold above their number', () => {
		const { root } = acme;
		const [key = ''] = root.roles.root.keys;
		const wrong = (role: unknown): string => {
			const parsed = rootSchema.safeParse({ ...root, roles: { ...root.roles, policy: role } });
			const issue = parsed.error?.issues[0];
			return `${issue?.path.join('.')}: ${issue?.message}`;
		};
		assert.equal(rootSchema.safeParse(root).success, true);
		assert.match(
			wrong({ keys: [key], threshold: 2 }),
			/^roles\.policy\.threshold: the threshold is more/,
		);
		assert.match(wrong({ keys: [key, key], threshold: 2 }), /^roles\.policy\.threshold/);
		assert.match(
			wrong({ keys: ['AAAA'], threshold: 1 }),
			/^roles\.policy\.keys\.0: write a P-256 or Ed25519/,
		);
		assert.match(wrong({ keys: [], threshold: 1 }), /^roles\.policy\.keys: /);
		assert.match(wrong({ keys: [key], threshold: 0 }), /^roles\.policy\.threshold: /);
		for (const change of [
			{ version: 0 },
			{ epoch: 0 },
			{ kind: 'policy' },
			{ organization: '' },
			{ more: 1 },
		]) {
			assert.equal(rootSchema.safeParse({ ...root, ...change }).success, false, JSON.stringify(change));
		}
	});
});

describe('a floor on the disk', () => {
	const floor: Floor = accept(pack(partsOf(acme, { version: 5 }))).floor;
	const documents = { exemptions: { version: 2, sha256: 'a'.repeat(64) } };

	it('is read as it was written, and nothing else is', () => {
		assert.deepEqual(floorSchema.parse(floor), floor);
		assert.deepEqual(
			floorSchema.parse({ ...floor, ...documents, version: 7, epoch: 3, rootVersion: 2 }).version,
			7,
		);
		for (const change of [
			{ rootSha256: 'A'.repeat(64) },
			{ rootSha256: 'a'.repeat(63) },
			{ rootSha256: `a${'b'.repeat(64)}` },
			{ policySha256: `x${'b'.repeat(64)}` },
			{ rootVersion: 0 },
			{ epoch: 0 },
			{ version: 0 },
			{ version: 1.5 },
			{ exemptions: { version: 0, sha256: 'a'.repeat(64) } },
			{ exemptions: { version: 1 } },
			{ more: 1 },
		]) {
			assert.equal(
				floorSchema.safeParse({ ...floor, ...change }).success,
				false,
				JSON.stringify(change),
			);
		}
	});

	it('is behind another in any part that has gone on', () => {
		const with2 = { ...floor, ...documents };
		const check = (a: Floor, b: Floor, behind: boolean, same: boolean): void => {
			assert.deepEqual([isBehind(a, b), isSameFloor(a, b)], [behind, same]);
		};
		check(floor, floor, false, true);
		check(floor, { ...floor, version: 6, policySha256: 'b'.repeat(64) }, true, false);
		check({ ...floor, version: 6, policySha256: 'b'.repeat(64) }, floor, false, false);
		check(floor, { ...floor, rootVersion: 2, rootSha256: 'c'.repeat(64) }, true, false);
		check({ ...floor, epoch: 2, version: 1 }, floor, false, true);
		check(floor, { ...floor, epoch: 2, version: 1 }, true, true);
		check(floor, with2, true, false);
		check(with2, floor, false, false);
		check(with2, { ...with2, exemptions: { version: 3, sha256: 'd'.repeat(64) } }, true, false);
		check({ ...floor, epoch: 2 }, with2, false, false);
		check({ ...with2, freshness: { version: 9, sha256: 'e'.repeat(64) } }, with2, false, false);
	});
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Envelope } from '../../../../../src/core/policy/trust/dsse.ts';
import {
	createAuthority,
	documentOf,
	pack,
	payloadSha256,
	signers,
	signExemptions,
	signFreshness,
	signPolicy,
	signRoot,
} from '../../../../support/authority.ts';
import { judge } from '../../../../support/judging.ts';

const authority = createAuthority({ policyKeys: 4, policyThreshold: 2, roles: ['exemptions', 'freshness'] });
const [stranger] = signers(1);

describe('signatures of a policy (row 2)', () => {
	it('whether they are enough depends on the set of keys that signed, and on nothing else', () => {
		const whole = signPolicy(authority, documentOf(authority), [
			...authority.policySigners,
			...(stranger === undefined ? [] : [stranger]),
		]);
		const one = fc.record({
			/** 0 to 3 are keys of the role, 4 is a stranger's. */
			by: fc.nat(4),
			keyid: fc.constantFrom('', 'a', ...whole.signatures.map(({ keyid }) => keyid ?? '')),
			broken: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (list) => {
				const signatures = list.map(({ by, keyid, broken }) => {
					const { sig = '' } = whole.signatures[by] ?? {};
					return { keyid, sig: broken ? `${sig.startsWith('A') ? 'B' : 'A'}${sig.slice(1)}` : sig };
				});
				const enough =
					new Set(list.filter(({ by, broken }) => by < 4 && !broken).map(({ by }) => by)).size >= 2;
				const parts = { roots: [...authority.roots], policies: [{ ...whole, signatures }] };
				const outcome = judge(pack({ ...parts, freshness: signFreshness(authority, parts) }), {
					authority,
				});
				assert.equal(
					outcome.ok ? 'accepted' : outcome.error.code,
					enough ? 'accepted' : 'signatures',
				);
			}),
			{ seed: 20_261_122, numRuns: 150 },
		);
	});
});

describe('kinds of documents (row 3)', () => {
	it('no kind of document passes for another, though one key may sign all of them', () => {
		const key = signers(1);
		const all = { keys: key.map(({ publicKey }) => publicKey), threshold: 1 };
		const root = {
			...authority.root,
			roles: { root: all, policy: all, exemptions: all, freshness: all, breakGlass: all },
		};
		const one = { ...authority, root, sideSigners: key, policySigners: key };
		const policy = signPolicy(one, documentOf(one));
		const documents: Readonly<Record<string, Envelope>> = {
			root: signRoot(root, key),
			policy,
			exemptions: signExemptions(one, []),
			freshness: signFreshness(one, { policies: [policy] }),
		};
		const { root: rootEnvelope } = documents as { readonly root: Envelope };
		const anchored = {
			...one,
			anchor: { ...one.anchor, rootSha256: payloadSha256(rootEnvelope) },
		};
		for (const [place, right] of Object.entries(documents)) {
			for (const [kind, envelope] of Object.entries(documents)) {
				const set = { ...documents, [place]: envelope } as Record<string, Envelope>;
				const bundle = pack({
					roots: [set['root'] as Envelope],
					policies: [set['policy'] as Envelope],
					exemptions: set['exemptions'],
					freshness: set['freshness'],
				});
				const outcome = judge(bundle, { authority: anchored });
				const problems = outcome.ok ? outcome.value.passedOver : [outcome.error];
				const codes = problems.map(({ code }) => code).filter((code) => code !== 'notNewest');
				assert.deepEqual(
					codes,
					envelope === right ? [] : ['wrongType'],
					`${kind} in the place of ${place}`,
				);
			}
		}
	});
});

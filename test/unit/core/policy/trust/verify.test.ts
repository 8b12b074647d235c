import assert from 'node:assert/strict';
import type { Envelope } from '../../../../../src/core/policy/trust/dsse.ts';
import { rootPayloadType } from '../../../../../src/core/policy/trust/root.ts';
import { policyPayloadType } from '../../../../../src/core/policy/trust/verify.ts';
import { nodeCryptography } from '../../../../../src/node/signing/signature.ts';
import { type Signer, signEnvelope } from '../../../../../src/node/signing/signer.ts';
import {
	bundleOf,
	createAuthority,
	documentOf,
	pack,
	rotate,
	signers,
	signPolicy,
	signRoot,
} from '../../../../support/authority.ts';
import { accept, acme, partsOf, policyOf, refuse } from '../../../../support/judging.ts';

describe('verifyBundle: a good bundle', () => {
	it('gives the document, the hash of its very bytes, its signers and the new floor', () => {
		const text = ` ${JSON.stringify(documentOf(acme, { version: 3 }))}\n`;
		const policy = signPolicy(acme, text);
		const verified = accept(pack({ roots: [...acme.roots], policies: [policy] }));
		assert.equal(verified.document.version, 3);
		assert.equal(verified.sha256, nodeCryptography.sha256(Buffer.from(text)));
		assert.deepEqual(verified.signers, [acme.policySigners[0]?.keyId]);
		assert.deepEqual(verified.floor, {
			anchorSha256: acme.anchor.rootSha256,
			rootVersion: 1,
			rootSha256: acme.anchor.rootSha256,
			epoch: 1,
			version: 3,
			policySha256: verified.sha256,
		});
	});

	it('may be signed with Ed25519', () => {
		const authority = createAuthority({ algorithm: 'Ed25519' });
		accept(bundleOf(authority), { authority });
	});
});

describe('verifyBundle: arbitrary content (row 1)', () => {
	const stranger = createAuthority();

	it('test_unsigned_metadata: without signatures', () => {
		const unsigned = { ...policyOf(acme), signatures: [] };
		refuse(pack({ roots: [...acme.roots], policies: [unsigned] }), 'badShape');
	});

	it('a signature of another key', () => {
		const policy = signPolicy(acme, documentOf(acme), stranger.policySigners);
		refuse(pack({ roots: [...acme.roots], policies: [policy] }), 'signatures');
	});

	it('the root keys do not sign policies', () => {
		const policy = signPolicy(acme, documentOf(acme), acme.rootSigners);
		refuse(pack({ roots: [...acme.roots], policies: [policy] }), 'signatures');
	});

	it('one changed character of the policy', () => {
		const policy = policyOf(acme);
		const changed = Buffer.from(policy.payload, 'base64').toString().replace('block', 'allow');
		const payload = Buffer.from(changed).toString('base64');
		refuse(pack({ roots: [...acme.roots], policies: [{ ...policy, payload }] }), 'signatures');
	});

	it('test_invalid_initial_root: a whole other authority', () => {
		refuse(bundleOf(stranger), 'rootUnknown');
	});

	it("test_unsigned_initial_root: the anchor's root without its own keys' signatures", () => {
		const root = signRoot(acme.root, stranger.rootSigners);
		refuse(pack({ roots: [root], policies: [policyOf(acme)] }), 'signatures');
	});

	it('a swapped key id changes nothing, as it is a hint', () => {
		const policy = policyOf(acme);
		const signatures = policy.signatures.map(({ sig }) => ({ keyid: 'anything', sig }));
		accept(pack({ roots: [...acme.roots], policies: [{ ...policy, signatures }] }));
	});
});

describe('verifyBundle: thresholds (row 2)', () => {
	const authority = createAuthority({ policyKeys: 3, policyThreshold: 2 });
	const [first, second, third] = authority.policySigners;
	assert.ok(first && second && third);
	const signed = (policy: Envelope): Uint8Array =>
		pack({ roots: [...authority.roots], policies: [policy] });
	const document = documentOf(authority);

	it('test_targets_does_not_meet_threshold: one of two', () => {
		refuse(signed(signPolicy(authority, document, [first])), 'signatures', { authority });
	});

	it('any two of three are enough', () => {
		for (const pair of [
			[first, second],
			[second, third],
			[third, first],
		]) {
			accept(signed(signPolicy(authority, document, pair)), { authority });
		}
	});

	it('test_duplicate_sig_keyids: one key counts once, however often it signs', () => {
		refuse(signed(signPolicy(authority, document, [first, first, first])), 'signatures', { authority });
	});

	it('one key counts once, also under the key ids of others', () => {
		const policy = signPolicy(authority, document, [first, first]);
		const signatures = policy.signatures.map(({ sig }, index) => ({
			keyid: authority.policySigners[index]?.keyId ?? '',
			sig,
		}));
		refuse(signed({ ...policy, signatures }), 'signatures', { authority });
	});

	it('test_invalid_sig_in_valid_metadata: bad ones among enough good ones are passed over', () => {
		const policy = signPolicy(authority, document, [first, second]);
		const bad = [
			{ sig: 'AAAA' },
			{ sig: 'not base64' },
			...signers(2).map(({ keyId }) => ({ keyid: keyId, sig: '' })),
		];
		accept(signed({ ...policy, signatures: [...bad, ...policy.signatures] }), { authority });
	});

	it('test_duplicate_keys: a key that stands twice in a role is one key', () => {
		const twice = [first, first];
		const doubled = rotate(authority, { policySigners: twice, policyThreshold: 2 });
		refuse(bundleOf(doubled), 'badShape', { authority: doubled });
	});

	it('a key that stands twice beside another counts once', () => {
		const doubled = rotate(authority, { policySigners: [first, first, second], policyThreshold: 2 });
		const policy = (signedBy: readonly Signer[]): Uint8Array =>
			pack({ roots: [...doubled.roots], policies: [signPolicy(doubled, document, signedBy)] });
		refuse(policy([first]), 'signatures', { authority: doubled });
		accept(policy([first, second]), { authority: doubled });
	});

	it('a threshold that no number of keys can meet is no root', () => {
		const never = rotate(authority, { policyThreshold: 4 });
		refuse(bundleOf(never), 'badShape', { authority: never });
	});
});

describe('verifyBundle: confusion (row 3)', () => {
	const globex = createAuthority({ organization: 'globex' });

	it('test_incorrect_metadata_type: a root in the place of the policy, and the other way round', () => {
		const root = acme.roots[0] as Envelope;
		refuse(pack({ roots: [root], policies: [root] }), 'wrongType');
		refuse(pack({ roots: [policyOf(acme)], policies: [policyOf(acme)] }), 'wrongType');
	});

	it('a root signed by the policy keys as a policy', () => {
		const disguised = signEnvelope(
			policyPayloadType,
			Buffer.from(JSON.stringify(acme.root)),
			acme.policySigners,
		);
		refuse(pack({ roots: [...acme.roots], policies: [disguised] }), 'badShape');
	});

	it('a payload type changed after signing', () => {
		const policy = signEnvelope(
			rootPayloadType,
			Buffer.from(JSON.stringify(documentOf(acme))),
			acme.policySigners,
		);
		refuse(
			pack({ roots: [...acme.roots], policies: [{ ...policy, payloadType: policyPayloadType }] }),
			'signatures',
		);
	});

	it("another organisation's policy, signed with our keys", () => {
		refuse(bundleOf(acme, { organization: { id: 'globex', name: 'Globex' } }), 'wrongOrganization');
	});

	it("another organisation's root under our anchor", () => {
		const anchor = { ...globex.anchor, organization: 'acme' };
		const ours = { id: 'acme', name: 'Acme' };
		const authority = { ...globex, anchor };
		refuse(bundleOf(globex), 'wrongOrganization', { authority });
		refuse(bundleOf(globex, { organization: ours }), 'wrongOrganization', { authority });
	});
});

describe('verifyBundle: sizes (rows 8 and 11)', () => {
	it('at most 64 roots', () => {
		const roots = Array.from({ length: 65 }, () => acme.roots[0] as Envelope);
		refuse(pack({ roots, policies: [policyOf(acme)] }), 'badShape');
	});

	it('at most 1 MiB', () => {
		refuse(Buffer.concat([bundleOf(acme), Buffer.alloc(1024 * 1024, ' ')]), 'tooLarge');
	});
});

describe('verifyBundle: hostile text (row 21)', () => {
	const payload = (text: string | Uint8Array): Uint8Array =>
		pack({
			roots: [...acme.roots],
			policies: [signEnvelope(policyPayloadType, Buffer.from(text), acme.policySigners)],
		});
	const good = JSON.stringify(documentOf(acme));

	it('a signed policy with a key twice, a prototype, a byte order mark, bad UTF-8', () => {
		refuse(payload(good.replace('"version":1', '"version":1,"version":2')), 'badJson');
		refuse(payload(good.replace('"version":1', '"version":1,"__proto__":{}')), 'badJson');
		refuse(payload(`\uFEFF${good}`), 'badJson');
		refuse(payload(Buffer.concat([Buffer.from(good), Buffer.from([0xff])])), 'notUtf8');
	});

	it('members that the form does not know, at any level', () => {
		const parts = partsOf(acme);
		const [policy] = parts.policies;
		refuse(pack(Object.assign({ extra: 1 }, parts)), 'badShape');
		refuse(pack({ ...parts, policies: [Object.assign({ extra: 1 }, policy) as Envelope] }), 'badShape');
		refuse(payload(good.replace('"version":1', '"version":1,"extra":1')), 'badShape');
	});

	it('base64 that says the same in another way', () => {
		const parts = partsOf(acme);
		const [policy] = parts.policies as [Envelope];
		for (const text of [
			`${policy.payload}\n`,
			` ${policy.payload}`,
			policy.payload.replace(/=+$/, ''),
			`${policy.payload}====`,
		]) {
			if (text !== policy.payload) {
				refuse(pack({ ...parts, policies: [{ ...policy, payload: text }] }), 'badBase64');
			}
		}
	});

	it('no text at all', () => {
		refuse(new Uint8Array(), 'badJson');
		refuse(Buffer.from('<html>'), 'badJson');
		refuse(Buffer.from('null'), 'badShape');
		refuse(Buffer.from([0xc3, 0x28]), 'notUtf8');
	});
});

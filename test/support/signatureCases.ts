import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPublicKey } from '../../src/core/policy/trust/publicKey.ts';
import { nodeCryptography } from '../../src/node/signing/signature.ts';
import own from '../data/signatures.json' with { type: 'json' };

/** A signature (hex) of a message (hex) by a key (SubjectPublicKeyInfo, hex), and whether it is one. */
export interface SignatureCase {
	readonly comment: string;
	readonly spki: string;
	readonly message: string;
	readonly signature: string;
	readonly valid: boolean;
}

/** Our own: keys and good signatures by the openssl program, bad ones made from them; a fresh clone has them. */
export const ownCases: readonly SignatureCase[] = own;

export const wycheproofFiles = ['ecdsa_secp256r1_sha256_p1363_test.json', 'ed25519_test.json'] as const;

/** Vectors of C2SP/wycheproof, which are kept outside the repository; none where they are absent. */
export function wycheproof(folder: string, name: string): readonly SignatureCase[] {
	const file = join(folder, 'wycheproof', name);
	if (!existsSync(file)) {
		return [];
	}
	const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as {
		testGroups: {
			publicKeyDer: string;
			tests: { comment: string; msg: string; sig: string; result: string }[];
		}[];
	};
	return testGroups.flatMap(({ publicKeyDer, tests }) =>
		tests.map(({ comment, msg, sig, result }) => ({
			comment,
			spki: publicKeyDer,
			message: msg,
			signature: sig,
			valid: result === 'valid',
		})),
	);
}

/** Asserts that this runtime says of every case what it is. */
export function assertAgrees(cases: readonly SignatureCase[]): void {
	const wrong = cases.filter(({ spki, message, signature, valid }) => {
		const key = readPublicKey(Buffer.from(spki, 'hex').toString('base64'));
		assert.ok(key);
		const bytes = Buffer.from(signature, 'hex');
		return nodeCryptography.verify(key, Buffer.from(message, 'hex'), bytes) !== valid;
	});
	assert.deepEqual(wrong, []);
}

import { createHash, createPublicKey, verify } from 'node:crypto';
import { decodeBase64 } from '../../core/policy/trust/base64.ts';
import type { Cryptography } from '../../core/policy/trust/cryptography.ts';
import { type PublicKey, readPublicKey } from '../../core/policy/trust/publicKey.ts';

/** The verifier's needs over `node:crypto`, which is OpenSSL in Node and BoringSSL in the editor. */
export const nodeCryptography: Cryptography = {
	sha256,
	verify: verifySignature,
	decodeUtf8,
	encodeUtf8: (text) => Buffer.from(text),
};

/** SHA-256 as lower-case hex. */
export function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function verifySignature(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
	if (signature.length !== 64) {
		return false;
	}
	try {
		const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
		return key.algorithm === 'ES256'
			? verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
			: verify(null, message, publicKey, signature);
	} catch {
		// A point that is not on the curve: no signature of that key can be right.
		return false;
	}
}

/** UTF-8 without repairs: Node's own decoding puts U+FFFD for bad bytes in silence. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

let verifies: boolean | undefined;

/**
 * Whether this runtime's cryptography gives the known answers: a good and an altered signature of each algorithm. The
 * editor's is another build than Node's; one that cannot tell them apart must lead to "cannot verify", never to "fine".
 */
export function canVerify(): boolean {
	verifies ??= knownAnswers.every(({ key, signature }) => {
		const publicKey = readPublicKey(key);
		const good = decodeBase64(signature);
		if (publicKey === undefined || good === undefined) {
			return false;
		}
		const altered = Uint8Array.from(good, (byte, index) => (index === 40 ? byte ^ 1 : byte));
		const message = Buffer.from('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
		return verifySignature(publicKey, message, good) && !verifySignature(publicKey, message, altered);
	});
	return verifies;
}

const knownAnswers = [
	{
		key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+9ij13SAMw7fl7t6dp0PRIwrcm1saNQXChZhnpyYRhKn3rK0mUKSSsezbDi1aGAf85kbT3SBZH/+Pw3J6ctRNA==',
		signature: 'hR6bm8p2LZe+thzMBAWa7n2/5iIg3UUg1EgtTjSMP2mbz9eZ6pbIZIy/NYa1RV5KykH8c3bBaCzJP+TLS8cbHA==',
	},
	{
		key: 'MCowBQYDK2VwAyEAPceTPAd6EhQENmJkgPSyT89fFD22euj65FTQxK3DWMk=',
		signature: 'dac8wfJqUxpk1Ux4OQjNl1CNc3GFDy6wAsVOQLOhmvfgQv6Jm0W4/t8hspxbtk7oFcqt5t82FWPtc5TGKN6nAA==',
	},
] as const;

import { decodeBase64 } from './base64.ts';

/** The signature algorithms that are accepted: ES256 because every key service signs by digest with it. */
export type Algorithm = 'ES256' | 'Ed25519';

/** A public key in the one encoding that is accepted for it, so that equal keys have equal texts. */
export interface PublicKey {
	readonly algorithm: Algorithm;
	/** SubjectPublicKeyInfo, DER. */
	readonly spki: Uint8Array;
	/** The same as base64; two keys are the same key exactly when these are equal. */
	readonly text: string;
}

// SubjectPublicKeyInfo up to the key itself: an uncompressed P-256 point, an Ed25519 point.
const forms: readonly { readonly algorithm: Algorithm; readonly prefix: string; readonly bytes: number }[] = [
	{ algorithm: 'ES256', prefix: '3059301306072a8648ce3d020106082a8648ce3d03010703420004', bytes: 91 },
	{ algorithm: 'Ed25519', prefix: '302a300506032b6570032100', bytes: 44 },
];

/**
 * Reads a base64 SubjectPublicKeyInfo; `undefined` for other algorithms and other encodings. A compressed point would be
 * the same key under another text, and one holder could then meet a threshold of two.
 */
export function readPublicKey(text: string): PublicKey | undefined {
	const spki = decodeBase64(text);
	const form =
		spki && forms.find(({ prefix, bytes }) => spki.length === bytes && hex(spki).startsWith(prefix));
	return spki && form && { algorithm: form.algorithm, spki, text };
}

function hex(bytes: Uint8Array): string {
	return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

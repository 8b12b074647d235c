import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Envelope, encodeForSigning } from '../../core/policy/trust/dsse.ts';
import type { Algorithm } from '../../core/policy/trust/publicKey.ts';
import { sha256 } from './signature.ts';

/** A private key that signs documents, with its public half as base64 SubjectPublicKeyInfo. */
export interface Signer {
	readonly privateKey: KeyObject;
	readonly publicKey: string;
	/** Hex SHA-256 of the public key. */
	readonly keyId: string;
}

/** Makes a new key. ES256 unless said otherwise: every key service and token has it. */
export function generateSigner(algorithm: Algorithm = 'ES256'): Signer {
	const { privateKey } =
		algorithm === 'ES256'
			? generateKeyPairSync('ec', { namedCurve: 'P-256' })
			: generateKeyPairSync('ed25519');
	return signerOf(privateKey);
}

/** Reads a private key as PEM (PKCS #8); throws what `node:crypto` throws where it is none. */
export function readSigner(pem: string): Signer {
	return signerOf(createPrivateKey(pem));
}

/** The private key as PEM (PKCS #8), unencrypted. */
export function writeSigner({ privateKey }: Signer): string {
	return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Signs `payload` with every one of `signers`, as a DSSE envelope. */
export function signEnvelope(payloadType: string, payload: Uint8Array, signers: readonly Signer[]): Envelope {
	const message = encodeForSigning(payloadType, payload);
	return {
		payloadType,
		payload: Buffer.from(payload).toString('base64'),
		signatures: signers.map((signer) => ({
			keyid: signer.keyId,
			sig: signMessage(signer, message).toString('base64'),
		})),
	};
}

/** The 64 bytes of a signature over `message`: r‖s of ES256, or Ed25519's. */
export function signMessage({ privateKey: key }: Signer, message: Uint8Array): Buffer {
	return key.asymmetricKeyType === 'ec'
		? sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })
		: sign(null, message, key);
}

function signerOf(privateKey: KeyObject): Signer {
	const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
	return { privateKey, publicKey: spki.toString('base64'), keyId: sha256(spki) };
}

import * as z from 'zod';
import { decodeBase64 } from './base64.ts';
import type { Cryptography } from './cryptography.ts';
import { type PublicKey, readPublicKey } from './publicKey.ts';

/** A DSSE envelope (secure-systems-lab/dsse, protocol 1.0.2). `keyid` is a hint that decides nothing. */
export const envelopeSchema = z.strictObject({
	payloadType: z.string().min(1).max(200),
	payload: z.string(),
	signatures: z
		.array(z.strictObject({ keyid: z.string().max(200).optional(), sig: z.string().max(200) }))
		.min(1)
		.max(32),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** The keys that may sign a kind of document, and how many of them must. */
export interface Role {
	readonly keys: readonly string[];
	readonly threshold: number;
}

/** What a signature covers: DSSE's pre-authentication encoding of `payloadType` (ASCII) and the payload's bytes. */
export function encodeForSigning(payloadType: string, payload: Uint8Array): Uint8Array {
	const header = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
	const encoded = new Uint8Array(header.length + payload.length);
	for (let index = 0; index < header.length; index++) {
		encoded[index] = header.charCodeAt(index);
	}
	encoded.set(payload, header.length);
	return encoded;
}

/**
 * The keys of `role` that signed. Each counts once, however often it signed and under whatever key id; signatures that
 * no key of the role made are passed over.
 */
export function signersOf(
	envelope: Envelope,
	payload: Uint8Array,
	role: Role,
	cryptography: Cryptography,
): readonly PublicKey[] {
	const message = encodeForSigning(envelope.payloadType, payload);
	const signatures = envelope.signatures.flatMap(({ sig }) => {
		const signature = decodeBase64(sig);
		return signature?.length === 64 ? [signature] : [];
	});
	const keys = [...new Set(role.keys)].flatMap((text) => readPublicKey(text) ?? []);
	return keys.filter((key) => signatures.some((signature) => cryptography.verify(key, message, signature)));
}

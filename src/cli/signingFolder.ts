import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Envelope, encodeForSigning, envelopeSchema } from '../core/policy/trust/dsse.ts';
import { policyPayloadType } from '../core/policy/trust/verify.ts';
import { writeFileAtomic } from '../node/files/atomicFile.ts';
import type { PolicyFolder } from './policyFolder.ts';

// Unlike one that travels, it may have no signature yet.
const draftSchema = envelopeSchema.extend({ signatures: z.array(envelopeSchema.shape.signatures.element) });

/** The places of a policy that is on its way to be signed elsewhere. */
export interface SigningPlaces {
	readonly folder: string;
	/** The bytes to sign. */
	readonly toSign: string;
	/** The envelope with the signatures that have come in. */
	readonly envelope: string;
}

export function signingPlaces({ folder }: PolicyFolder): SigningPlaces {
	const signing = join(folder, 'signing');
	return {
		folder: signing,
		toSign: join(signing, 'to-sign.bin'),
		envelope: join(signing, 'envelope.json'),
	};
}

/** Lays out a policy for signing, and gives the bytes to sign. */
export async function beginSigning(places: SigningPlaces, text: string): Promise<Uint8Array> {
	const payload = Buffer.from(text);
	const bytes = encodeForSigning(policyPayloadType, payload);
	const envelope = { payloadType: policyPayloadType, payload: payload.toString('base64'), signatures: [] };
	await writeFileAtomic(places.toSign, bytes, { mode: 0o644 });
	await writeEnvelope(places, envelope);
	return bytes;
}

/** The envelope as far as it is signed; `undefined` when nothing is being signed. */
export async function readEnvelope(places: SigningPlaces): Promise<Envelope | undefined> {
	try {
		const value: unknown = JSON.parse(await readFile(places.envelope, 'utf8'));
		return draftSchema.parse(value);
	} catch {
		return undefined;
	}
}

export async function writeEnvelope(places: SigningPlaces, envelope: Envelope): Promise<void> {
	await writeFileAtomic(places.envelope, `${JSON.stringify(envelope, undefined, '\t')}\n`, { mode: 0o644 });
}

/** Takes the folder away, once the policy is out. */
export async function endSigning(places: SigningPlaces): Promise<void> {
	await rm(places.folder, { recursive: true });
}

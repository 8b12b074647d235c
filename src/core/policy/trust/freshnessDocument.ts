import * as z from 'zod';
import { decodeBase64 } from './base64.ts';
import type { Bundle } from './bundle.ts';
import type { Cryptography } from './cryptography.ts';
import type { Envelope } from './dsse.ts';
import { instantSchema } from '../instant.ts';

export const freshnessPayloadType = 'application/vnd.approved-assistants.freshness.v1+json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Says, for a day or so, which documents are the newest: TUF's timestamp and snapshot in one. It is signed by a key that
 * may be online (the root's `freshness` role), as it can bring nothing in: it proves that what is in force is recent.
 * The hashes are those of the signed bytes.
 */
export const freshnessDocumentSchema = z.strictObject({
	kind: z.literal('freshness'),
	organization: z.string().min(1).max(200),
	epoch: z.int().min(1).default(1),
	version: z.int().min(1).describe('Rises with every statement; the seconds of `issuedAt` will do.'),
	issuedAt: instantSchema,
	expires: instantSchema,
	roots: z.int().min(1).describe('The version of the newest root.'),
	policies: z.array(sha256).min(1).max(2),
	exemptions: sha256.optional(),
});
export type FreshnessDocument = z.infer<typeof freshnessDocumentSchema>;

/** What a statement says besides what the bundle holds. */
export type FreshnessTerms = Pick<
	FreshnessDocument,
	'organization' | 'epoch' | 'version' | 'issuedAt' | 'expires' | 'roots'
>;

/** The statement that the documents of `bundle` are the newest; it is yet to be signed. */
export function stateFreshness(
	bundle: Pick<Bundle, 'policies' | 'exemptions'>,
	terms: FreshnessTerms,
	cryptography: Cryptography,
): FreshnessDocument {
	const hash = ({ payload }: Envelope): string =>
		cryptography.sha256(decodeBase64(payload) ?? new Uint8Array());
	return {
		kind: 'freshness',
		...terms,
		policies: bundle.policies.map(hash),
		...(bundle.exemptions === undefined ? {} : { exemptions: hash(bundle.exemptions) }),
	};
}

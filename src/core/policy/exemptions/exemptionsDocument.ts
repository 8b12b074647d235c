import * as z from 'zod';
import { exemptionSchema } from '../document.ts';
import { instantSchema } from '../instant.ts';

export const exemptionsPayloadType = 'application/vnd.approved-assistants.exemptions.v1+json';

/**
 * Exemptions that travel beside the policy and are signed by keys of their own (the root's `exemptions` role), so that
 * who grants them need not be able to change the policy. They reach rules that the policy calls `exemptable` only.
 * Versions rise on their own; `epoch` is that of the root.
 */
export const exemptionsDocumentSchema = z.strictObject({
	kind: z.literal('exemptions'),
	organization: z.string().min(1).max(200),
	epoch: z.int().min(1).default(1),
	version: z.int().min(1).describe('Rises with every publication of exemptions.'),
	issuedAt: instantSchema,
	expires: instantSchema.describe('The first moment at which none of them holds any more.'),
	exemptions: z.array(exemptionSchema).max(10_000),
});
export type ExemptionsDocument = z.infer<typeof exemptionsDocumentSchema>;
export type ExemptionsDocumentInput = z.input<typeof exemptionsDocumentSchema>;

import * as z from 'zod';
import { envelopeSchema } from './dsse.ts';

/** The format that this version reads and writes. */
export const bundleFormat = 'aipolicy-bundle/1';

/** The most bytes that a bundle may have: above any honest policy, below what could fill a memory. */
export const bundleSizeLimit = 1024 * 1024;

/** The most root versions that one bundle may carry. */
export const rootLimit = 64;

/**
 * The file in which a policy travels: everything a client needs to judge it by, in one download, so that a web server, a
 * managed file and a memory stick are the same thing. The file itself is not signed, its parts are.
 */
export const bundleSchema = z.strictObject({
	format: z.literal(bundleFormat),
	roots: z.array(envelopeSchema).min(1).max(rootLimit).describe('Consecutive versions, oldest first.'),
	policies: z.array(envelopeSchema).min(1).max(2).describe('The policy; two during a staged rollout.'),
	exemptions: envelopeSchema.optional(),
	freshness: envelopeSchema.optional(),
});
export type Bundle = z.infer<typeof bundleSchema>;

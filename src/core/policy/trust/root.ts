import * as z from 'zod';
import { instantSchema } from '../instant.ts';
import { readPublicKey } from './publicKey.ts';

export const rootPayloadType = 'application/vnd.approved-assistants.root.v1+json';

const publicKey = z
	.string()
	.max(200)
	.refine(
		(text) => readPublicKey(text) !== undefined,
		'write a P-256 or Ed25519 public key as base64 SPKI',
	);

const roleSchema = z
	.strictObject({
		keys: z.array(publicKey).min(1).max(32),
		threshold: z.int().min(1).max(32),
	})
	.refine(({ keys, threshold }) => threshold <= new Set(keys).size, {
		message: 'the threshold is more than the number of different keys',
		path: ['threshold'],
	});

/**
 * Says which keys may sign what, in the manner of TUF's root role (specification section 5.3). Version N+1 is accepted
 * after version N when a threshold of both its root keys and N's signed it. `epoch` never falls; raising it lets version
 * numbers start anew after policy keys were stolen (TUF 5.3.11, fast-forward recovery).
 */
export const rootSchema = z.strictObject({
	kind: z.literal('root'),
	organization: z.string().min(1).max(200),
	version: z.int().min(1),
	issuedAt: instantSchema,
	expires: instantSchema,
	epoch: z.int().min(1),
	roles: z.strictObject({
		root: roleSchema,
		policy: roleSchema,
		exemptions: roleSchema.optional(),
		freshness: roleSchema.optional(),
		/** May sign break-glass codes; a code carries one signature, so its threshold is one. */
		breakGlass: roleSchema.optional(),
	}),
});
export type Root = z.infer<typeof rootSchema>;

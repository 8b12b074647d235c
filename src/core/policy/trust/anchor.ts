import * as z from 'zod';

/**
 * What a client trusts before it has seen anything, and where it looks. It comes from configuration that only an
 * administrator can write.
 */
export const trustAnchorSchema = z.strictObject({
	organization: z.string().min(1).describe('organization.id of the policy.'),
	sources: z
		.array(z.string().min(1))
		.min(1)
		.describe('Where the bundle lies, tried in this order: https addresses or file paths.'),
	rootSha256: z
		.string()
		.regex(/^[0-9a-f]{64}$/, 'write the SHA-256 as 64 lower-case hex digits')
		.describe('SHA-256 of the first root that is trusted: of its signed bytes.'),
	machine: z
		.string()
		.regex(/^[\w.-]{1,200}$/, 'use letters, digits, dots, dashes')
		.optional()
		.describe('The id of this machine in rollouts and exemptions; one is made up if absent.'),
});
export type TrustAnchor = z.infer<typeof trustAnchorSchema>;

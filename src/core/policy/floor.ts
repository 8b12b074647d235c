import * as z from 'zod';
import type { PolicyProblem } from './policyProblem.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The newest that a client has accepted. Nothing older is accepted again: it is kept beside the bundle. */
export const floorSchema = z.strictObject({
	/** The anchor under which it was accepted. */
	anchorSha256: sha256,
	rootVersion: z.int().min(1),
	rootSha256: sha256,
	epoch: z.int().min(1),
	version: z.int().min(1),
	policySha256: sha256,
});
export type Floor = z.infer<typeof floorSchema>;

/**
 * Refuses a policy that is older than the floor (rollback), or another under the same version (equivocation). A higher
 * epoch starts versions anew.
 */
export function refuseByFloor(
	policy: { readonly epoch: number; readonly version: number; readonly sha256: string },
	floor: Floor | undefined,
): PolicyProblem | undefined {
	if (floor === undefined || policy.epoch > floor.epoch) {
		return undefined;
	}
	const { version } = policy;
	if (policy.epoch < floor.epoch || version < floor.version) {
		return { code: 'rollback', version, seen: floor.version };
	}
	return version === floor.version && policy.sha256 !== floor.policySha256
		? { code: 'equivocation', version }
		: undefined;
}

import * as z from 'zod';
import type { BundlePart, PolicyProblem } from '../policyProblem.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const seenSchema = z.strictObject({ version: z.int().min(1), sha256 });

/** The newest that a client has accepted. Nothing older is accepted again: it is kept beside the bundle. */
export const floorSchema = z.strictObject({
	/** The anchor under which it was accepted. */
	anchorSha256: sha256,
	rootVersion: z.int().min(1),
	rootSha256: sha256,
	epoch: z.int().min(1),
	version: z.int().min(1),
	policySha256: sha256,
	/** The newest of the documents beside the policy, each with versions of its own in the same epoch. */
	exemptions: seenSchema.optional(),
	freshness: seenSchema.optional(),
});
export type Floor = z.infer<typeof floorSchema>;

/** A document as floors know it. */
export interface Seen {
	readonly epoch: number;
	readonly version: number;
	readonly sha256: string;
}

/**
 * Refuses a document that is older than what was seen (rollback), or another under the same version (equivocation). A
 * higher epoch starts versions anew.
 */
export function refuseByFloor(
	part: BundlePart,
	document: Seen,
	seen: Seen | undefined,
): PolicyProblem | undefined {
	if (seen === undefined || document.epoch > seen.epoch) {
		return undefined;
	}
	const { version } = document;
	if (document.epoch < seen.epoch || version < seen.version) {
		return { code: 'rollback', part, version, seen: seen.version };
	}
	return version === seen.version && document.sha256 !== seen.sha256
		? { code: 'equivocation', part, version }
		: undefined;
}

/** What a floor says of a part. */
export function seenOf(floor: Floor | undefined, part: BundlePart): Seen | undefined {
	if (floor === undefined) {
		return undefined;
	}
	const { epoch } = floor;
	switch (part) {
		case 'policy':
			return { epoch, version: floor.version, sha256: floor.policySha256 };
		case 'exemptions':
		case 'freshness':
			return floor[part] && { epoch, ...floor[part] };
		case 'root':
		case 'bundle':
			return undefined;
	}
}

/** Whether two floors came of the same documents. */
export function isSameFloor(a: Floor, b: Floor): boolean {
	return (
		a.policySha256 === b.policySha256 &&
		a.rootSha256 === b.rootSha256 &&
		a.exemptions?.sha256 === b.exemptions?.sha256 &&
		a.freshness?.sha256 === b.freshness?.sha256
	);
}

/** Whether `a` is older than `b` in a part that both have, so that to take it would be a step back. */
export function isBehind(a: Floor, b: Floor): boolean {
	const older = (part: BundlePart): boolean => {
		const [one, other] = [seenOf(a, part), seenOf(b, part)];
		return one === undefined
			? other !== undefined && a.epoch <= b.epoch
			: other !== undefined && (one.epoch - other.epoch || one.version - other.version) < 0;
	};
	return a.rootVersion < b.rootVersion || (['policy', 'exemptions', 'freshness'] as const).some(older);
}

import type { PolicyProblem } from './policyProblem.ts';

/**
 * How recent the policy in force is. `stale`: no source could be asked for so long that a freeze is possible.
 * `expired`: past its own `expires`; it stays in force, and says so.
 */
export type Freshness = 'fresh' | 'stale' | 'expired';

/** A policy that is in force, and where it comes from. Instants are epoch milliseconds. */
export interface ActivePolicy {
	readonly organization: string;
	readonly epoch: number;
	readonly version: number;
	/** SHA-256 of the admin's file. */
	readonly sha256: string;
	readonly source: string;
	/** Hex SHA-256 of each key that signed. */
	readonly signers: readonly string[];
	readonly rootVersion: number;
	readonly acceptedAt: number;
	/** When a source last confirmed it. */
	readonly checkedAt: number;
	readonly freshness: Freshness;
	/** What is wrong with parts of its bundle that were passed over: exemptions, a newer policy that cannot be used. */
	readonly passedOver: readonly PolicyProblem[];
	/** The organisation has no policy any more: everything is allowed. */
	readonly withdrawn: boolean;
}

/**
 * What the policy client has. `problem` is that of the last attempt; it never takes a policy out of force.
 * `unconfigured`: nobody said where a policy is to be had. `missing`: none was ever accepted here.
 */
export type PolicyStatus =
	| { readonly state: 'unconfigured' }
	| { readonly state: 'missing'; readonly problem: PolicyProblem | undefined }
	| {
			readonly state: 'active';
			readonly policy: ActivePolicy;
			readonly problem: PolicyProblem | undefined;
	  };

const day = 86_400_000;

/**
 * The freshness at `now` of a policy last confirmed at `checkedAt`: a day of silence, or four polls, is `stale`; so is one
 * that no freshness document vouches for any more, where there are such.
 */
export function freshnessAt(
	now: number,
	policy: {
		readonly checkedAt: number;
		readonly expires: number;
		readonly pollSeconds: number;
		/** Until when a freshness document vouches for it; `undefined` where there are none. */
		readonly freshUntil?: number | undefined;
	},
): Freshness {
	if (policy.expires <= now) {
		return 'expired';
	}
	if (policy.freshUntil !== undefined && policy.freshUntil <= now) {
		return 'stale';
	}
	return now - policy.checkedAt > Math.max(day, 4 * policy.pollSeconds * 1000) ? 'stale' : 'fresh';
}

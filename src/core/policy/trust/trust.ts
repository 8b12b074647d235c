import type { TrustAnchor } from './anchor.ts';
import type { Cryptography } from './cryptography.ts';
import type { Floor } from './floor.ts';

/** What a bundle is judged by. */
export interface Trust {
	readonly anchor: TrustAnchor;
	/** What was accepted before; `undefined` on a machine that has accepted nothing. */
	readonly floor: Floor | undefined;
	/**
	 * Epoch milliseconds that expiry and rollout are judged by, read once; `undefined` for a bundle that was accepted
	 * before and is only read again: a key that expired since then must not switch a policy off.
	 */
	readonly now: number | undefined;
	readonly cryptography: Cryptography;
	/** The id by which this machine takes part in rollouts. */
	readonly machine?: string | undefined;
	/** SHA-256 of the policy that was taken from a bundle which is read again; the last one if absent. */
	readonly chosen?: string | undefined;
	/** SHA-256 of policies that failed their self-check here. */
	readonly unusable?: ReadonlySet<string> | undefined;
}

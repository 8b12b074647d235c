import type { Cryptography } from './trust/cryptography.ts';
import type { PolicyDocument } from './document.ts';
import { instantOf } from './instant.ts';

export type Rollout = NonNullable<PolicyDocument['rollout']>;

/** The machines are dealt into so many buckets: one for each 0.01 %. */
const buckets = 10_000;

/**
 * The bucket of a machine, 0 to 9,999: the first four bytes (big endian) of SHA-256 over `salt:machine` in UTF-8, modulo
 * 10,000. Stable for a salt, and independent of that of another salt.
 */
export function rolloutBucket(salt: string, machine: string, cryptography: Cryptography): number {
	const digest = cryptography.sha256(cryptography.encodeUtf8(`${salt}:${machine}`));
	return Number.parseInt(digest.slice(0, 8), 16) % buckets;
}

/**
 * Whether `machine` takes a policy with `rollout` at `now` (epoch milliseconds). Of the stages that have begun the widest
 * counts, so that nobody is sent back. A machine without an id comes with the last: when all are in.
 */
export function isRolledOut(
	rollout: Rollout | undefined,
	machine: string | undefined,
	now: number,
	cryptography: Cryptography,
): boolean {
	if (rollout === undefined) {
		return true;
	}
	const begun = rollout.stages.filter(({ from }) => instantOf(from) <= now);
	const width = Math.max(0, ...begun.map(({ percent }) => Math.round((percent * buckets) / 100)));
	return (
		width >= buckets ||
		(machine !== undefined && rolloutBucket(rollout.salt, machine, cryptography) < width)
	);
}

/** When the next stage begins after `now`; `undefined` when all have begun. */
export function nextStage(rollout: Rollout | undefined, now: number): number | undefined {
	const later = (rollout?.stages ?? []).map(({ from }) => instantOf(from)).filter((from) => from > now);
	return later.length === 0 ? undefined : Math.min(...later);
}

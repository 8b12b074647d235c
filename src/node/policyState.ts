import type { Assistant } from '../core/catalog/assistant.ts';
import type { TrustAnchor } from '../core/policy/anchor.ts';
import { agedPolicy, type CompiledPolicy, compilePolicy } from '../core/policy/compile.ts';
import { type Floor, isBehind, isSameFloor } from '../core/policy/floor.ts';
import { instantOf } from '../core/policy/instant.ts';
import type { PolicyProblem } from '../core/policy/policyProblem.ts';
import { freshnessAt, type PolicyStatus } from '../core/policy/status.ts';
import { type VerifiedPolicy, verifyBundle } from '../core/policy/verify.ts';
import { failure, type Result, success } from '../core/result.ts';
import { markChecked, readPolicyStore, savePolicy, type StoredPolicy } from './policyStore.ts';
import { decodeUtf8, nodeCryptography, sha256 } from './signature.ts';

/** A policy in force. */
export interface Active {
	readonly verified: VerifiedPolicy;
	readonly compiled: CompiledPolicy;
	readonly stored: StoredPolicy;
	readonly bundleSha256: string;
	/** Epoch milliseconds. */
	readonly checkedAt: number;
}

/** What the client has, and what it is judged by. Only the functions of this file change it. */
export interface PolicyState {
	readonly anchor: TrustAnchor;
	readonly folder: string;
	readonly builtInCatalog: readonly Assistant[];
	readonly now: () => number;
	active: Active | undefined;
	/** The ETag of the bundle in force, and the source that gave it. */
	etag: { readonly source: string; readonly value: string } | undefined;
	/** That of the last attempt. */
	problem: PolicyProblem | undefined;
}

/** The state as others see it. */
export function statusOf(state: PolicyState): PolicyStatus {
	const { active, problem } = state;
	if (active === undefined) {
		return { state: 'missing', problem };
	}
	const { verified, stored, checkedAt } = active;
	const { organization, epoch, version, expires, poll } = verified.document;
	return {
		state: 'active',
		policy: {
			organization: organization.name,
			epoch,
			version,
			sha256: verified.sha256,
			source: stored.source,
			signers: verified.signers,
			rootVersion: verified.root.version,
			acceptedAt: stored.acceptedAt,
			checkedAt,
			freshness: freshnessAt(signedNow(state), {
				checkedAt,
				expires: instantOf(expires),
				pollSeconds: poll.seconds,
			}),
		},
		problem,
	};
}

/**
 * Takes the newest policy of the store into force when it is newer than the one in force: at the start, and when another
 * window has saved one. It is verified as if it came from outside, except that keys may have expired since.
 */
export function loadStored(state: PolicyState): void {
	let first: PolicyProblem | undefined;
	for (const { stored, checkedAt } of readPolicyStore(state.folder)) {
		const floor = state.active?.stored.floor;
		if (floor !== undefined && isSameFloor(floor, stored.floor)) {
			return;
		}
		const judged = readAgain(state, stored, floor ?? stored.floor);
		if (judged.ok) {
			state.active = { ...judged.value, stored, checkedAt };
			state.etag =
				stored.etag === undefined ? undefined : { source: stored.source, value: stored.etag };
			return;
		}
		first ??= judged.error;
	}
	if (state.active === undefined) {
		state.problem = first;
	}
}

/**
 * Judges a bundle and takes it into force: verified and compiled, then saved, and only then is its ETag kept, so that
 * what went wrong is asked for again. A bundle that cannot be saved is in force all the same, until the next start.
 */
export async function acceptBundle(
	state: PolicyState,
	source: string,
	bytes: Uint8Array,
	etag: string | undefined,
): Promise<PolicyProblem | undefined> {
	const before = state.active?.stored;
	const judged = judge(state, bytes, signedNow(state), before?.floor);
	if (!judged.ok) {
		return judged.error;
	}
	const acceptedAt = state.now();
	const { floor } = judged.value.verified;
	const stored = { bundle: decodeUtf8(bytes) ?? '', floor, source, etag, acceptedAt };
	state.active = { ...judged.value, stored, checkedAt: acceptedAt };
	state.etag = undefined;
	try {
		await savePolicy(state.folder, stored, before);
	} catch (error) {
		return { code: 'notSaved', message: error instanceof Error ? error.message : String(error) };
	}
	state.etag = etag === undefined ? undefined : { source, value: etag };
	return undefined;
}

/** Notes that a source has just confirmed the policy in force. */
export async function confirmActive(state: PolicyState): Promise<void> {
	if (state.active !== undefined) {
		const checkedAt = state.now();
		state.active = { ...state.active, checkedAt };
		await markChecked(state.folder, checkedAt);
	}
}

/** The time that expiry is judged by: no earlier than the policy was signed, so that setting the clock back gains little. */
function signedNow({ active, now }: PolicyState): number {
	return Math.max(now(), active === undefined ? 0 : instantOf(active.verified.document.issuedAt));
}

function judge(
	{ anchor, builtInCatalog }: PolicyState,
	bytes: Uint8Array,
	now: number | undefined,
	floor: Floor | undefined,
): Result<Pick<Active, 'verified' | 'compiled' | 'bundleSha256'>, PolicyProblem> {
	const verified = verifyBundle(bytes, { anchor, floor, now, cryptography: nodeCryptography });
	if (!verified.ok) {
		return verified;
	}
	try {
		const compiled = compilePolicy(verified.value.document, builtInCatalog);
		return success({ verified: verified.value, compiled, bundleSha256: sha256(bytes) });
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return failure({ code: 'unusable', version: verified.value.document.version, message });
	}
}

import { agedPolicy, type CompiledPolicy } from '../../core/policy/compile.ts';
import { isBehind, isSameFloor } from '../../core/policy/trust/floor.ts';
import { instantOf } from '../../core/policy/instant.ts';
import type { PolicyProblem } from '../../core/policy/policyProblem.ts';
import { type Freshness, freshnessAt, type PolicyStatus } from '../../core/policy/status.ts';
import { compileHere, judgeBundle, type JudgedBundle, type JudgingHere } from './judgeBundle.ts';
import {
	currentFile,
	markChecked,
	markOf,
	otherFormatIn,
	readCheckedAt,
	readPolicyStore,
	savePolicy,
	type StoredPolicy,
} from './policyStore.ts';
import { whileLocked } from '../files/sharedRecord.ts';
import { decodeUtf8 } from '../signing/signature.ts';

/** A policy in force. */
export interface Active extends JudgedBundle {
	readonly stored: StoredPolicy;
	/** Epoch milliseconds. */
	readonly checkedAt: number;
}

/** What the client has, and what it is judged by. Only the functions of this file change it, and the start. */
export interface PolicyState extends JudgingHere {
	machine: string | undefined;
	active: Active | undefined;
	/** The stored file that was read last. */
	mark?: string | undefined;
	/** The ETag of the bundle in force, and the source that gave it. */
	etag: { readonly source: string; readonly value: string } | undefined;
	/** That of the last attempt. */
	problem: PolicyProblem | undefined;
}

/** The state of a client that has read nothing yet. */
export function newPolicyState(judging: JudgingHere): PolicyState {
	return { ...judging, active: undefined, etag: undefined, problem: undefined };
}

/** The state as others see it. */
export function statusOf(state: PolicyState): PolicyStatus {
	const { active, problem } = state;
	if (active === undefined) {
		return { state: 'missing', problem };
	}
	const { verified, stored, checkedAt, passedOver } = active;
	const { organization, epoch, version, withdrawn } = verified.document;
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
			freshness: freshnessOf(state, active),
			passedOver,
			withdrawn: withdrawn !== undefined,
			machine: state.machine,
		},
		problem,
	};
}

function freshnessOf(state: PolicyState, { verified, checkedAt }: Active): Freshness {
	const { expires, poll } = verified.document;
	return freshnessAt(signedNow(state), {
		checkedAt,
		expires: instantOf(expires),
		pollSeconds: poll.seconds,
		freshUntil: verified.freshUntil,
	});
}

const aged = new WeakMap<CompiledPolicy, Map<Freshness, CompiledPolicy>>();

/** The policy in force as it is to be decided by: milder where it has grown old and says so. The same one each time. */
export function policyInForce(state: PolicyState): CompiledPolicy | undefined {
	if (state.active === undefined) {
		return undefined;
	}
	const { compiled } = state.active;
	const freshness = freshnessOf(state, state.active);
	const known = aged.get(compiled) ?? new Map<Freshness, CompiledPolicy>();
	aged.set(compiled, known);
	const policy = known.get(freshness) ?? agedPolicy(compiled, freshness);
	known.set(freshness, policy);
	return policy;
}

/**
 * Takes the newest policy of the store into force when it is newer than the one in force: at the start, and when another
 * window has saved one. It is verified as if it came from outside, except that keys may have expired since.
 */
export function loadStored(state: PolicyState): void {
	const mark = markOf(state.folder);
	if (state.active !== undefined && mark === state.mark) {
		return;
	}
	state.mark = mark;
	const problem = takeNewest(state);
	if (state.active === undefined) {
		const format = otherFormatIn(state.folder);
		state.problem = format === undefined ? problem : { code: 'otherStore', format };
	}
}

/** What was wrong with the first stored policy that could not be taken. */
function takeNewest(state: PolicyState): PolicyProblem | undefined {
	let first: PolicyProblem | undefined;
	const floor = state.active?.stored.floor;
	for (const { stored, checkedAt } of readPolicyStore(state.folder)) {
		if (floor !== undefined && isSameFloor(floor, stored.floor)) {
			return undefined;
		}
		if (floor !== undefined && isBehind(stored.floor, floor)) {
			continue;
		}
		const judged = judgeBundle(state, Buffer.from(stored.bundle), {
			now: undefined,
			floor: floor ?? stored.floor,
			chosen: stored.floor.policySha256,
		});
		if (judged.ok) {
			const { source, etag } = stored;
			state.active = { ...judged.value, stored, checkedAt };
			state.etag = etag === undefined ? undefined : { source, value: etag };
			return undefined;
		}
		first ??= judged.error;
	}
	return first;
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
	const judged = judgeBundle(state, bytes, { now: signedNow(state), floor: before?.floor });
	if (!judged.ok) {
		return judged.error;
	}
	const acceptedAt = state.now();
	const { floor } = judged.value.verified;
	const stored = { bundle: decodeUtf8(bytes) ?? '', floor, source, etag, acceptedAt };
	state.active = { ...judged.value, stored, checkedAt: acceptedAt };
	state.etag = undefined;
	try {
		const isNew = before?.floor.policySha256 !== floor.policySha256;
		await saveUnlessOvertaken(state, stored, isNew ? before : undefined);
	} catch (error) {
		return { code: 'notSaved', message: error instanceof Error ? error.message : String(error) };
	}
	if (state.active.stored === stored) {
		state.etag = etag === undefined ? undefined : { source, value: etag };
	}
	return undefined;
}

/**
 * Another window may have saved a newer policy since this one asked. That is not to be lost: it is taken into force instead,
 * if it verifies.
 */
async function saveUnlessOvertaken(
	state: PolicyState,
	stored: StoredPolicy,
	before: StoredPolicy | undefined,
): Promise<void> {
	await whileLocked(`${currentFile(state.folder)}.lock`, async () => {
		loadStored(state);
		if (state.active?.stored === stored) {
			await savePolicy(state.folder, stored, before);
		}
	});
}

/** Notes that a source has just confirmed the policy in force. */
export async function confirmActive(state: PolicyState): Promise<void> {
	if (state.active !== undefined) {
		const checkedAt = state.now();
		state.active = { ...state.active, checkedAt };
		await markChecked(state.folder, checkedAt);
	}
}

/**
 * When another window last had the policy in force confirmed; `undefined` where none has since we did. What it accepted
 * is taken into force as well.
 */
export function confirmedElsewhere(state: PolicyState): number | undefined {
	const checkedAt = readCheckedAt(state.folder) ?? 0;
	// File times are rounded; and one that lies ahead of the clock says nothing.
	if (state.active === undefined || checkedAt < state.active.checkedAt + 1 || checkedAt > state.now()) {
		return undefined;
	}
	loadStored(state);
	state.active = { ...state.active, checkedAt };
	return checkedAt;
}

/** The time that expiry is judged by: no earlier than the policy was signed, so that setting the clock back gains little. */
export function signedNow({ active, now }: PolicyState): number {
	return Math.max(now(), active === undefined ? 0 : instantOf(active.verified.document.issuedAt));
}

/**
 * Judges the stored bundle again when a further stage of its rollout has begun: it may have another policy for this
 * machine now. It does so without any connection, as the stages stand in the signed policy.
 */
export async function advanceRollout(state: PolicyState): Promise<void> {
	const { active } = state;
	const stage = active?.verified.nextStage;
	if (active === undefined || stage === undefined || stage > signedNow(state)) {
		return;
	}
	const { stored, checkedAt } = active;
	await acceptBundle(state, stored.source, Buffer.from(stored.bundle), stored.etag);
	// No source has confirmed anything.
	if (state.active !== undefined) {
		state.active = { ...state.active, checkedAt };
	}
	await markChecked(state.folder, checkedAt);
}

/** Takes what was granted beside the policy into account anew. */
export function recompile(state: PolicyState): void {
	if (state.active !== undefined) {
		const compiled = compileHere(state, state.active.verified, state.now());
		state.active = { ...state.active, compiled };
	}
}

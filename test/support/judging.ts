import assert from 'node:assert/strict';
import type { Bundle } from '../../src/core/policy/trust/bundle.ts';
import type { PolicyDocumentInput } from '../../src/core/policy/document.ts';
import type { Envelope } from '../../src/core/policy/trust/dsse.ts';
import type { Floor } from '../../src/core/policy/trust/floor.ts';
import type { PolicyProblem, PolicyProblemCode } from '../../src/core/policy/policyProblem.ts';
import { type VerifiedPolicy, verifyBundle } from '../../src/core/policy/trust/verify.ts';
import type { Result } from '../../src/core/result.ts';
import { nodeCryptography } from '../../src/node/signing/signature.ts';
import { type Authority, bundleOf, createAuthority, documentOf, signPolicy, testNow } from './authority.ts';

/** The authority whose anchor is trusted unless a test says otherwise. */
export const acme = createAuthority();

/** What a bundle is judged by, where it is not {@link acme} at {@link testNow} with nothing accepted before. */
export interface Judging {
	readonly floor?: Floor;
	readonly now?: number | undefined;
	readonly authority?: Authority;
	readonly machine?: string;
	readonly unusable?: ReadonlySet<string>;
	/** SHA-256 of the policy that was taken of a bundle that is only read again. */
	readonly chosen?: string;
}

export function judge(bytes: Uint8Array, judging: Judging = {}): Result<VerifiedPolicy, PolicyProblem> {
	const { anchor } = judging.authority ?? acme;
	const now = 'now' in judging ? judging.now : testNow;
	const { floor, machine, unusable, chosen } = judging;
	const cryptography = nodeCryptography;
	return verifyBundle(bytes, { anchor, floor, now, cryptography, machine, unusable, chosen });
}

/** The policy of a bundle that must be accepted. */
export function accept(bytes: Uint8Array, judging: Judging = {}): VerifiedPolicy {
	const judged = judge(bytes, judging);
	assert.ok(judged.ok, JSON.stringify(judged));
	return judged.value;
}

/** Asserts that a bundle is refused, and why. */
export function refuse(bytes: Uint8Array, code: PolicyProblemCode, judging: Judging = {}): void {
	const judged = judge(bytes, judging);
	assert.equal(judged.ok ? 'accepted' : judged.error.code, code, JSON.stringify(judged));
}

/** The parts of a good bundle. */
export function partsOf(authority: Authority, change: Partial<PolicyDocumentInput> = {}): Bundle {
	return JSON.parse(Buffer.from(bundleOf(authority, change)).toString()) as Bundle;
}

/** A signed policy of the authority's. */
export function policyOf(authority: Authority, change: Partial<PolicyDocumentInput> = {}): Envelope {
	return signPolicy(authority, documentOf(authority, change));
}

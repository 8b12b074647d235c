import { failure, type Result, success } from '../../result.ts';
import type { Bundle } from './bundle.ts';
import type { PolicyDocument, policyDocumentSchema } from '../document.ts';
import type { Envelope } from './dsse.ts';
import type { PolicyProblem } from '../policyProblem.ts';
import { isRolledOut, nextStage } from '../rollout.ts';
import type { TrustedRoot } from './rootChain.ts';
import type { Trust } from './trust.ts';
import { type DocumentForm, type VerifiedDocument, verifyDocument } from './verifyDocument.ts';

type PolicyForm = DocumentForm<typeof policyDocumentSchema>;

/** The policy that a machine takes from a bundle. */
export interface ChosenPolicy {
	readonly policy: VerifiedDocument<PolicyDocument>;
	/** When the newer policy beside it may come to this machine; `undefined` where there is none, or it is in. */
	readonly nextStage: number | undefined;
	/** Why the newer policy beside it was passed over, where something is wrong with it. */
	readonly passedOver: PolicyProblem | undefined;
}

/**
 * The policy for this machine: the last of the bundle, unless its rollout has not come here yet or something is wrong with
 * it; then the one before. What was in force once stays: nobody is sent back to the older one.
 */
export function choosePolicy(
	bundle: Bundle,
	form: PolicyForm,
	trusted: TrustedRoot,
	trust: Trust,
): Result<ChosenPolicy, PolicyProblem> {
	const newest = judgePolicy(bundle.policies.at(-1) as Envelope, form, trusted, trust);
	if (newest.result === 'taken') {
		return success({ policy: newest.policy, nextStage: undefined, passedOver: undefined });
	}
	const [stable] = bundle.policies.length > 1 ? bundle.policies : [];
	if (stable === undefined) {
		return failure(newest.problem);
	}
	const older = judgePolicy(stable, form, trusted, trust);
	if (older.result !== 'taken') {
		return failure(newest.result === 'refused' ? newest.problem : older.problem);
	}
	return success({
		policy: older.policy,
		nextStage: newest.result === 'later' ? newest.nextStage : undefined,
		passedOver: newest.result === 'refused' ? newest.problem : undefined,
	});
}

type JudgedPolicy =
	| { readonly result: 'taken'; readonly policy: VerifiedDocument<PolicyDocument> }
	| { readonly result: 'later'; readonly nextStage: number | undefined; readonly problem: PolicyProblem }
	| { readonly result: 'refused'; readonly problem: PolicyProblem };

function judgePolicy(envelope: Envelope, form: PolicyForm, trusted: TrustedRoot, trust: Trust): JudgedPolicy {
	const verified = verifyDocument(envelope, form, trusted, trust);
	if (!verified.ok) {
		return { result: 'refused', problem: verified.error };
	}
	const policy = verified.value;
	const { version, rollout } = policy.document;
	if (trust.unusable?.has(policy.sha256) === true) {
		return { result: 'refused', problem: { code: 'unusable', version, message: '' } };
	}
	const { now, floor, machine, cryptography, chosen = policy.sha256 } = trust;
	const inForce = trusted.continues && floor?.policySha256 === policy.sha256;
	const taken =
		now === undefined
			? policy.sha256 === chosen
			: inForce || isRolledOut(rollout, machine, now, cryptography);
	return taken
		? { result: 'taken', policy }
		: {
				result: 'later',
				nextStage: now === undefined ? 0 : nextStage(rollout, now),
				problem: { code: 'notRolledOut', version },
			};
}

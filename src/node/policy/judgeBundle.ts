import type { Assistant } from '../../core/catalog/assistant.ts';
import { exercisePolicy } from '../../core/decision/exercisePolicy.ts';
import type { TrustAnchor } from '../../core/policy/trust/anchor.ts';
import { readBreakGlassCode } from '../../core/policy/exemptions/breakGlass.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import type { PolicyDocument } from '../../core/policy/document.ts';
import type { PolicyProblem } from '../../core/policy/policyProblem.ts';
import type { Trust } from '../../core/policy/trust/trust.ts';
import { type VerifiedPolicy, verifyBundle } from '../../core/policy/trust/verify.ts';
import { failure, type Result, success } from '../../core/result.ts';
import { readEnteredCodes } from './breakGlassStore.ts';
import { nodeCryptography, sha256 } from '../signing/signature.ts';

/** What bundles are judged by on this machine. */
export interface JudgingHere {
	readonly anchor: TrustAnchor;
	/** Where break-glass codes are kept. */
	readonly folder: string;
	readonly builtInCatalog: readonly Assistant[];
	readonly now: () => number;
	/** The id of this machine in rollouts and exemptions. */
	readonly machine: string | undefined;
}

/** A bundle that was judged, with its policy ready to decide by. */
export interface JudgedBundle {
	readonly verified: VerifiedPolicy;
	readonly compiled: CompiledPolicy;
	/** What is wrong with parts of the bundle that were passed over. */
	readonly passedOver: readonly PolicyProblem[];
	readonly bundleSha256: string;
}

/** Verifies and compiles; a policy that fails its self-check is dropped for the one beside it, where there is one. */
export function judgeBundle(
	state: JudgingHere,
	bytes: Uint8Array,
	trust: Pick<Trust, 'now' | 'floor' | 'chosen'>,
): Result<JudgedBundle, PolicyProblem> {
	const { anchor, machine } = state;
	const unusable = new Map<string, PolicyProblem>();
	for (;;) {
		const known = new Set(unusable.keys());
		const judging = { ...trust, anchor, machine, unusable: known, cryptography: nodeCryptography };
		const verified = verifyBundle(bytes, judging);
		const [failed] = unusable.values();
		if (!verified.ok) {
			return failure(failed ?? verified.error);
		}
		const { value } = verified;
		try {
			const compiled = compileHere(state, value, trust.now ?? state.now());
			const passedOver = value.passedOver.map((problem) =>
				problem.code === 'unusable' ? (failed ?? problem) : problem,
			);
			return success({ verified: value, compiled, passedOver, bundleSha256: sha256(bytes) });
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			const problem = { code: 'unusable', version: value.document.version, message } as const;
			unusable.set(value.sha256, problem);
		}
	}
}

/** Compiles a policy with what was granted here beside it; throws what the policy's self-check throws. */
export function compileHere(
	{ builtInCatalog, machine, anchor, folder }: JudgingHere,
	{ document, exemptions, root }: VerifiedPolicy,
	now: number,
): CompiledPolicy {
	const place = {
		organization: anchor.organization,
		machine: machine ?? '',
		rules: exemptableRules(document),
		root,
	};
	const codes = readEnteredCodes(folder).flatMap(({ code }) => {
		const read = readBreakGlassCode(code, place, undefined, nodeCryptography);
		return typeof read === 'string' ? [] : [read];
	});
	const compiled = compilePolicy(document, builtInCatalog, { machine, document: exemptions, codes });
	exercisePolicy(compiled, now);
	return compiled;
}

/** The rules that exemptions from beside the policy may set aside. */
export function exemptableRules({ rules }: PolicyDocument): readonly string[] {
	return rules.flatMap(({ id, exemptable }) => (exemptable === true ? [id] : []));
}

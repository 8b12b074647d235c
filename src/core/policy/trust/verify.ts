import type { Brand } from '../../brand.ts';
import { failure, type Result, success } from '../../result.ts';
import { type Bundle, bundleSchema, bundleSizeLimit } from './bundle.ts';
import { type ChosenPolicy, choosePolicy } from './choosePolicy.ts';
import { type PolicyDocument, policyDocumentSchema } from '../document.ts';
import {
	type ExemptionsDocument,
	exemptionsDocumentSchema,
	exemptionsPayloadType,
} from '../exemptions/exemptionsDocument.ts';
import type { Floor } from './floor.ts';
import { judgeFreshness } from './judgeFreshness.ts';
import type { PolicyProblem } from '../policyProblem.ts';
import type { Root } from './root.ts';
import { followRoots, type TrustedRoot } from './rootChain.ts';
import { readPart } from './signedPart.ts';
import type { Trust } from './trust.ts';
import { type DocumentForm, type VerifiedDocument, verifyDocument } from './verifyDocument.ts';

export const policyPayloadType = 'application/vnd.approved-assistants.policy.v1+json';

/** A policy that went through {@link verifyBundle}, with what is known about where it comes from. */
export type VerifiedPolicy = Brand<
	{
		readonly document: PolicyDocument;
		/** SHA-256 of the signed bytes, which are the admin's file. */
		readonly sha256: string;
		/** Who signed: hex SHA-256 of each key. */
		readonly signers: readonly string[];
		readonly root: Root;
		/** What is refused from now on. */
		readonly floor: Floor;
		readonly exemptions: ExemptionsDocument | undefined;
		/**
		 * Until when the freshness document vouches for all of it, in epoch milliseconds: 0 where the root asks for one
		 * and none does, `undefined` where it asks for none.
		 */
		readonly freshUntil: number | undefined;
		/** When a newer policy of the same bundle may come to this machine. */
		readonly nextStage: number | undefined;
		/** What is wrong with parts of the bundle that were passed over. None of it makes the policy less strict. */
		readonly passedOver: readonly PolicyProblem[];
	},
	'VerifiedPolicy'
>;

/**
 * The one door: a bundle's bytes become a policy, or a reason why not. Signatures are verified over the bytes, before
 * those are parsed. Order: size, envelope, root chain from the anchor to the newest, the policy's signatures, its
 * content, rollback, expiry and rollout, then the documents beside it: what is wrong with those is said and costs what
 * they grant. Never throws, whatever the bytes.
 */
export function verifyBundle(bytes: Uint8Array, trust: Trust): Result<VerifiedPolicy, PolicyProblem> {
	if (bytes.length > bundleSizeLimit) {
		return failure({ code: 'tooLarge', limit: bundleSizeLimit });
	}
	const bundle = readPart(bytes, 'bundle', bundleSchema, trust.cryptography);
	if (!bundle.ok) {
		return bundle;
	}
	const trusted = followRoots(bundle.value, trust);
	if (!trusted.ok) {
		return trusted;
	}
	const chosen = choosePolicy(bundle.value, policyForm, trusted.value, trust);
	return chosen.ok ? withDocuments(bundle.value, chosen.value, trusted.value, trust) : chosen;
}

const policyForm: DocumentForm<typeof policyDocumentSchema> = {
	part: 'policy',
	payloadType: policyPayloadType,
	schema: policyDocumentSchema,
	role: ({ policy }) => policy,
	organization: ({ organization }) => organization.id,
};

const exemptionsForm: DocumentForm<typeof exemptionsDocumentSchema> = {
	part: 'exemptions',
	payloadType: exemptionsPayloadType,
	schema: exemptionsDocumentSchema,
	role: ({ exemptions }) => exemptions,
	organization: ({ organization }) => organization,
};

function withDocuments(
	bundle: Bundle,
	chosen: ChosenPolicy,
	trusted: TrustedRoot,
	trust: Trust,
): Result<VerifiedPolicy, PolicyProblem> {
	const exemptions = bundle.exemptions && verifyDocument(bundle.exemptions, exemptionsForm, trusted, trust);
	const granted = exemptions?.ok === true ? exemptions.value : undefined;
	const freshness = judgeFreshness(
		bundle,
		{ policy: chosen.policy.sha256, exemptions: granted?.sha256 },
		trusted,
		trust,
	);
	if (!freshness.newest) {
		return failure({ code: 'notNewest', part: 'policy' });
	}
	const { document, sha256, signers } = chosen.policy;
	const problems = [
		chosen.passedOver,
		exemptions?.ok === false ? exemptions.error : undefined,
		freshness.problem,
		freshness.exemptionsBelong ? undefined : ({ code: 'notNewest', part: 'exemptions' } as const),
	];
	return success({
		document,
		sha256,
		signers,
		root: trusted.root,
		floor: floorAfter({ chosen: chosen.policy, granted, stated: freshness.stated }, trusted, trust),
		exemptions: freshness.exemptionsBelong ? granted?.document : undefined,
		freshUntil: freshness.freshUntil,
		nextStage: chosen.nextStage,
		passedOver: problems.filter((problem) => problem !== undefined),
	} as unknown as VerifiedPolicy);
}

interface Accepted {
	readonly chosen: VerifiedDocument<PolicyDocument>;
	readonly granted: VerifiedDocument<{ readonly version: number }> | undefined;
	readonly stated: VerifiedDocument<{ readonly version: number }> | undefined;
}

/** A document that is missing this time keeps its floor: taking it away must not bring an older one back. */
function floorAfter(
	{ chosen, granted, stated }: Accepted,
	{ root, sha256: rootSha256, continues }: TrustedRoot,
	{ anchor, floor }: Trust,
): Floor {
	const { epoch, version } = chosen.document;
	const before = continues && floor?.epoch === epoch ? floor : undefined;
	const seen = (now: Accepted['granted'], then: Floor['exemptions']): Floor['exemptions'] =>
		now === undefined ? then : { version: now.document.version, sha256: now.sha256 };
	const exemptions = seen(granted, before?.exemptions);
	const freshness = seen(stated, before?.freshness);
	return {
		anchorSha256: anchor.rootSha256,
		rootVersion: root.version,
		rootSha256,
		epoch,
		version,
		policySha256: chosen.sha256,
		...(exemptions && { exemptions }),
		...(freshness && { freshness }),
	};
}

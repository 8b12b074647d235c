import type { Brand } from '../brand.ts';
import { failure, type Result, success } from '../result.ts';
import { type Bundle, bundleSchema, bundleSizeLimit } from './bundle.ts';
import { type PolicyDocument, policyDocumentSchema } from './document.ts';
import type { Envelope } from './dsse.ts';
import { type Floor, refuseByFloor } from './floor.ts';
import { instantOf } from './instant.ts';
import type { PolicyProblem } from './policyProblem.ts';
import type { Root } from './root.ts';
import { followRoots, type TrustedRoot } from './rootChain.ts';
import { openPart, readPart, requireThreshold } from './signedPart.ts';
import type { Trust } from './trust.ts';

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
	},
	'VerifiedPolicy'
>;

/**
 * The one door: a bundle's bytes become a policy, or a reason why not. Signatures are verified over the bytes, before
 * those are parsed. Order: size, envelope, root chain from the anchor to the newest, the policy's signatures, its
 * content, then rollback and expiry. Never throws, whatever the bytes.
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
	return trusted.ok ? verifyPolicy(bundle.value, trusted.value, trust) : trusted;
}

function verifyPolicy(
	bundle: Bundle,
	trusted: TrustedRoot,
	trust: Trust,
): Result<VerifiedPolicy, PolicyProblem> {
	const part = openPart('policy', bundle.policies.at(-1) as Envelope, policyPayloadType);
	if (!part.ok) {
		return part;
	}
	const { payload } = part.value;
	const signers = requireThreshold(part.value, trusted.root.roles.policy, trust.cryptography);
	if (!signers.ok) {
		return signers;
	}
	const parsed = readPart(payload, 'policy', policyDocumentSchema, trust.cryptography);
	if (!parsed.ok) {
		return parsed;
	}
	const sha256 = trust.cryptography.sha256(payload);
	const refused = refuseDocument(parsed.value, sha256, trusted, trust);
	if (refused !== undefined) {
		return failure(refused);
	}
	const { epoch, version } = parsed.value;
	const { root, sha256: rootSha256 } = trusted;
	const { rootSha256: anchorSha256 } = trust.anchor;
	return success({
		document: parsed.value,
		sha256,
		signers: signers.value.map(({ spki }) => trust.cryptography.sha256(spki)),
		root,
		floor: { anchorSha256, rootVersion: root.version, rootSha256, epoch, version, policySha256: sha256 },
	} as unknown as VerifiedPolicy);
}

function refuseDocument(
	document: PolicyDocument,
	sha256: string,
	{ root, continues }: TrustedRoot,
	{ anchor, floor: seen, now }: Trust,
): PolicyProblem | undefined {
	const { epoch, version, expires, organization } = document;
	if (organization.id !== anchor.organization) {
		return {
			code: 'wrongOrganization',
			part: 'policy',
			expected: anchor.organization,
			found: organization.id,
		};
	}
	if (epoch !== root.epoch) {
		return { code: 'wrongEpoch', epoch, expected: root.epoch };
	}
	const floor = continues ? seen : undefined;
	const older = refuseByFloor({ epoch, version, sha256 }, floor);
	if (older !== undefined) {
		return older;
	}
	// A policy that is in force already stays so by its own rules; an expired one is never taken as new (freeze).
	const expired = now !== undefined && instantOf(expires) <= now && floor?.policySha256 !== sha256;
	return expired ? { code: 'policyExpired', version, expires } : undefined;
}

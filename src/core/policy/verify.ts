import type * as z from 'zod';
import type { Brand } from '../brand.ts';
import { readStrictJson } from '../json/strictJson.ts';
import { failure, type Result, success } from '../result.ts';
import { decodeBase64 } from './base64.ts';
import type { TrustAnchor } from './anchor.ts';
import { type Bundle, bundleSchema, bundleSizeLimit } from './bundle.ts';
import type { Cryptography } from './cryptography.ts';
import { type PolicyDocument, policyDocumentSchema } from './document.ts';
import { type Envelope, type Role, signersOf } from './dsse.ts';
import { type Floor, refuseByFloor } from './floor.ts';
import { instantOf } from './instant.ts';
import type { BundlePart, PolicyProblem } from './policyProblem.ts';
import { pathText } from './pathText.ts';
import type { PublicKey } from './publicKey.ts';
import { type Root, rootPayloadType, rootSchema } from './root.ts';

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

/** What a bundle is judged by. */
export interface Trust {
	readonly anchor: TrustAnchor;
	/** What was accepted before; `undefined` on a machine that has accepted nothing. */
	readonly floor: Floor | undefined;
	/**
	 * Epoch milliseconds that expiry is judged by, read once; `undefined` for a bundle that was accepted before and is
	 * only read again: a key that expired since then must not switch a policy off.
	 */
	readonly now: number | undefined;
	readonly cryptography: Cryptography;
}

/**
 * The one door: a bundle's bytes become a policy, or a reason why not. Signatures are verified over the bytes, before
 * those are parsed. Order: size, envelope, root chain from the anchor to the newest (TUF 5.3), the policy's signatures,
 * its content, then rollback and expiry. Never throws, whatever the bytes.
 */
export function verifyBundle(bytes: Uint8Array, trust: Trust): Result<VerifiedPolicy, PolicyProblem> {
	if (bytes.length > bundleSizeLimit) {
		return failure({ code: 'tooLarge', limit: bundleSizeLimit });
	}
	const bundle = readPart(bytes, 'bundle', bundleSchema, trust);
	if (!bundle.ok) {
		return bundle;
	}
	const root = verifyRoots(bundle.value, trust);
	return root.ok ? verifyPolicy(bundle.value, root.value, trust) : root;
}

interface TrustedRoot {
	readonly root: Root;
	readonly sha256: string;
	/** False when the anchor was replaced by one from which the roots seen before do not descend. */
	readonly continues: boolean;
}

function verifyRoots(bundle: Bundle, trust: Trust): Result<TrustedRoot, PolicyProblem> {
	const { anchor, floor, cryptography, now } = trust;
	const payloads: Uint8Array[] = [];
	for (const envelope of bundle.roots) {
		const payload = payloadOf(envelope, 'root', rootPayloadType);
		if (!payload.ok) {
			return payload;
		}
		payloads.push(payload.value);
	}
	const hashes = payloads.map((payload) => cryptography.sha256(payload));
	const sameAnchor = floor?.anchorSha256 === anchor.rootSha256;
	const anchorIndex = hashes.indexOf(anchor.rootSha256);
	const seenIndex = floor === undefined ? -1 : hashes.indexOf(floor.rootSha256);
	// Roots that nobody starts from any more may be dropped from bundles; who has gone on since then starts further up.
	const start = anchorIndex >= 0 ? anchorIndex : sameAnchor ? seenIndex : -1;
	if (start < 0) {
		return failure({ code: 'rootUnknown' });
	}
	const first = seenIndex >= 0 ? Math.min(start, seenIndex) : start;
	let trusted: Root | undefined;
	for (let index = first; index < bundle.roots.length; index++) {
		const next = readRoot(bundle.roots[index] as Envelope, payloads[index] as Uint8Array, trusted, trust);
		if (!next.ok) {
			return next;
		}
		trusted = next.value;
	}
	const root = trusted as Root;
	const sha256 = hashes.at(-1) as string;
	if (floor !== undefined && seenIndex < 0 && sameAnchor) {
		return root.version < floor.rootVersion
			? failure({ code: 'rootRollback', version: root.version, seen: floor.rootVersion })
			: failure({ code: 'rootFork', version: floor.rootVersion });
	}
	if (now !== undefined && instantOf(root.expires) <= now) {
		return failure({ code: 'rootExpired', version: root.version, expires: root.expires });
	}
	return success({ root, sha256, continues: floor !== undefined && (sameAnchor || seenIndex >= 0) });
}

/** A root that its own keys signed and, when it follows another, that one's keys too (TUF 5.3.4). */
function readRoot(
	envelope: Envelope,
	payload: Uint8Array,
	before: Root | undefined,
	trust: Trust,
): Result<Root, PolicyProblem> {
	const byBefore = before && requireThreshold(envelope, payload, before.roles.root, 'root', trust);
	if (byBefore?.ok === false) {
		return byBefore;
	}
	const parsed = readPart(payload, 'root', rootSchema, trust);
	if (!parsed.ok) {
		return parsed;
	}
	const root = parsed.value;
	const byItself = requireThreshold(envelope, payload, root.roles.root, 'root', trust);
	if (!byItself.ok) {
		return byItself;
	}
	if (root.organization !== trust.anchor.organization) {
		return wrongOrganization('root', root.organization, trust);
	}
	if (before !== undefined && root.version !== before.version + 1) {
		return failure({ code: 'rootGap', version: root.version, expected: before.version + 1 });
	}
	if (before !== undefined && root.epoch < before.epoch) {
		return failure({ code: 'epochFell', version: root.version });
	}
	return success(root);
}

function verifyPolicy(
	bundle: Bundle,
	trusted: TrustedRoot,
	trust: Trust,
): Result<VerifiedPolicy, PolicyProblem> {
	const { root } = trusted;
	const envelope = bundle.policies.at(-1) as Envelope;
	const payload = payloadOf(envelope, 'policy', policyPayloadType);
	if (!payload.ok) {
		return payload;
	}
	const signers = requireThreshold(envelope, payload.value, root.roles.policy, 'policy', trust);
	if (!signers.ok) {
		return signers;
	}
	const parsed = readPart(payload.value, 'policy', policyDocumentSchema, trust);
	if (!parsed.ok) {
		return parsed;
	}
	const document = parsed.value;
	const { epoch, version, expires } = document;
	if (document.organization.id !== trust.anchor.organization) {
		return wrongOrganization('policy', document.organization.id, trust);
	}
	if (epoch !== root.epoch) {
		return failure({ code: 'wrongEpoch', epoch, expected: root.epoch });
	}
	const sha256 = trust.cryptography.sha256(payload.value);
	const floor = trusted.continues ? trust.floor : undefined;
	const refused = refuseByFloor({ epoch, version, sha256 }, floor);
	if (refused !== undefined) {
		return failure(refused);
	}
	// A policy that is in force already stays so by its own rules; an expired one is never taken as new (freeze).
	if (trust.now !== undefined && instantOf(expires) <= trust.now && floor?.policySha256 !== sha256) {
		return failure({ code: 'policyExpired', version, expires });
	}
	const verified = {
		document,
		sha256,
		signers: signers.value.map(({ spki }) => trust.cryptography.sha256(spki)),
		root,
		floor: {
			anchorSha256: trust.anchor.rootSha256,
			rootVersion: root.version,
			rootSha256: trusted.sha256,
			epoch,
			version,
			policySha256: sha256,
		},
	};
	return success(verified as unknown as VerifiedPolicy);
}

function payloadOf(envelope: Envelope, part: BundlePart, type: string): Result<Uint8Array, PolicyProblem> {
	if (envelope.payloadType !== type) {
		return failure({ code: 'wrongType', part, found: envelope.payloadType });
	}
	const payload = decodeBase64(envelope.payload);
	return payload === undefined ? failure({ code: 'badBase64', part }) : success(payload);
}

function requireThreshold(
	envelope: Envelope,
	payload: Uint8Array,
	role: Role,
	part: BundlePart,
	{ cryptography }: Trust,
): Result<readonly PublicKey[], PolicyProblem> {
	const signers = signersOf(envelope, payload, role, cryptography);
	return signers.length >= role.threshold
		? success(signers)
		: failure({ code: 'signatures', part, valid: signers.length, needed: role.threshold });
}

function readPart<Schema extends z.ZodType>(
	bytes: Uint8Array,
	part: BundlePart,
	schema: Schema,
	{ cryptography }: Trust,
): Result<z.output<Schema>, PolicyProblem> {
	const text = cryptography.decodeUtf8(bytes);
	if (text === undefined) {
		return failure({ code: 'notUtf8', part });
	}
	const json = readStrictJson(text);
	if (!json.ok) {
		return failure({ code: 'badJson', part, problem: json.error });
	}
	const parsed = schema.safeParse(json.value);
	if (parsed.success) {
		return success(parsed.data);
	}
	const issue = parsed.error.issues[0];
	return failure({
		code: 'badShape',
		part,
		path: pathText(issue?.path ?? []),
		message: issue?.message ?? '',
	});
}

function wrongOrganization(part: BundlePart, found: string, { anchor }: Trust): Result<never, PolicyProblem> {
	return failure({ code: 'wrongOrganization', part, expected: anchor.organization, found });
}

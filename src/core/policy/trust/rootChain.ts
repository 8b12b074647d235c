import { failure, type Result, success } from '../../result.ts';
import type { Bundle } from './bundle.ts';
import type { Floor } from './floor.ts';
import { instantOf } from '../instant.ts';
import type { PolicyProblem } from '../policyProblem.ts';
import { type Root, rootPayloadType, rootSchema } from './root.ts';
import { openPart, readPart, requireThreshold, type SignedPart } from './signedPart.ts';
import type { Trust } from './trust.ts';

/** The newest root of a bundle, reached from one that is trusted. */
export interface TrustedRoot {
	readonly root: Root;
	/** SHA-256 of its signed bytes. */
	readonly sha256: string;
	/** False when the anchor was replaced by one from which the roots seen before do not descend: floors start anew. */
	readonly continues: boolean;
}

/**
 * Follows the roots of a bundle from the anchor to the newest, as TUF's clients do (specification 5.3): each is version
 * N+1 of the one before and signed by a threshold of both their root keys. The newest must not be older than any seen
 * before, and must not have expired; those on the way may have.
 */
export function followRoots(bundle: Bundle, trust: Trust): Result<TrustedRoot, PolicyProblem> {
	const parts = openRoots(bundle);
	if (!parts.ok) {
		return parts;
	}
	const hashes = parts.value.map(({ payload }) => trust.cryptography.sha256(payload));
	const { floor } = trust;
	const sameAnchor = floor?.anchorSha256 === trust.anchor.rootSha256;
	const seen = floor === undefined ? -1 : hashes.indexOf(floor.rootSha256);
	const first = firstTrusted(hashes.indexOf(trust.anchor.rootSha256), seen, sameAnchor);
	const newest =
		first < 0 ? failure({ code: 'rootUnknown' } as const) : walk(parts.value.slice(first), trust);
	if (!newest.ok) {
		return newest;
	}
	const root = newest.value;
	const refused = refuseRoot(root, seen < 0 && sameAnchor ? floor : undefined, trust.now);
	return refused === undefined
		? success({ root, sha256: hashes.at(-1) ?? '', continues: sameAnchor || seen >= 0 })
		: failure(refused);
}

/** `missed` is the floor whose root the bundle does not have. */
function refuseRoot(
	root: Root,
	missed: Floor | undefined,
	now: number | undefined,
): PolicyProblem | undefined {
	const { version, expires } = root;
	if (missed !== undefined) {
		const { rootVersion } = missed;
		return version < rootVersion
			? { code: 'rootRollback', version, seen: rootVersion }
			: { code: 'rootFork', version: rootVersion };
	}
	return now !== undefined && instantOf(expires) <= now
		? { code: 'rootExpired', version, expires }
		: undefined;
}

function openRoots({ roots }: Bundle): Result<readonly SignedPart[], PolicyProblem> {
	const parts: SignedPart[] = [];
	for (const envelope of roots) {
		const part = openPart('root', envelope, rootPayloadType);
		if (!part.ok) {
			return part;
		}
		parts.push(part.value);
	}
	return success(parts);
}

/**
 * Where to start: at the anchor, or further back at a root seen before, so that both are on the way. Roots that nobody
 * starts from any more may be dropped from bundles; a client that went past its anchor starts at the one it has seen.
 */
function firstTrusted(anchor: number, seen: number, sameAnchor: boolean): number {
	if (anchor < 0) {
		return sameAnchor ? seen : -1;
	}
	return seen < 0 ? anchor : Math.min(anchor, seen);
}

function walk(parts: readonly SignedPart[], trust: Trust): Result<Root, PolicyProblem> {
	let result: Result<Root, PolicyProblem> = failure({ code: 'rootUnknown' });
	let trusted: Root | undefined;
	for (const part of parts) {
		result = step(part, trusted, trust);
		if (!result.ok) {
			return result;
		}
		trusted = result.value;
	}
	return result;
}

/** A root that its own keys signed and, when it follows another, that one's keys too (TUF 5.3.4 and 5.3.5). */
function step(part: SignedPart, before: Root | undefined, trust: Trust): Result<Root, PolicyProblem> {
	const { cryptography, anchor } = trust;
	const byBefore = before && requireThreshold(part, before.roles.root, cryptography);
	if (byBefore?.ok === false) {
		return byBefore;
	}
	const parsed = readPart(part.payload, 'root', rootSchema, cryptography);
	if (!parsed.ok) {
		return parsed;
	}
	const root = parsed.value;
	const byItself = requireThreshold(part, root.roles.root, cryptography);
	if (!byItself.ok) {
		return byItself;
	}
	if (root.organization !== anchor.organization) {
		const { organization: found } = root;
		return failure({ code: 'wrongOrganization', part: 'root', expected: anchor.organization, found });
	}
	if (before === undefined) {
		return success(root);
	}
	if (root.version !== before.version + 1) {
		return failure({ code: 'rootGap', version: root.version, expected: before.version + 1 });
	}
	return root.epoch < before.epoch ? failure({ code: 'epochFell', version: root.version }) : success(root);
}

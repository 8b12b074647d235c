import type * as z from 'zod';
import { failure, type Result, success } from '../../result.ts';
import type { Envelope, Role } from './dsse.ts';
import { refuseByFloor, seenOf } from './floor.ts';
import { instantOf } from '../instant.ts';
import type { BundlePart, PolicyProblem } from '../policyProblem.ts';
import type { Root } from './root.ts';
import type { TrustedRoot } from './rootChain.ts';
import { openPart, readPart, requireThreshold } from './signedPart.ts';
import type { Trust } from './trust.ts';

/** What every document of a bundle besides the roots says of itself. */
interface Dated {
	readonly epoch: number;
	readonly version: number;
	readonly expires: string;
}

/** How a kind of document is read, and who may sign it. */
export interface DocumentForm<Schema extends z.ZodType<Dated>> {
	readonly part: BundlePart;
	readonly payloadType: string;
	readonly schema: Schema;
	readonly role: (roles: Root['roles']) => Role | undefined;
	readonly organization: (document: z.output<Schema>) => string;
}

/** A document whose signatures, organisation, epoch, version and time are as they must be. */
export interface VerifiedDocument<Document> {
	readonly document: Document;
	/** SHA-256 of the signed bytes. */
	readonly sha256: string;
	/** Hex SHA-256 of each key that signed. */
	readonly signers: readonly string[];
}

/** Verifies one document: the signatures over its bytes, then its content, then rollback and expiry. */
export function verifyDocument<Schema extends z.ZodType<Dated>>(
	envelope: Envelope,
	form: DocumentForm<Schema>,
	trusted: TrustedRoot,
	trust: Trust,
): Result<VerifiedDocument<z.output<Schema>>, PolicyProblem> {
	const { part, payloadType, schema } = form;
	const { cryptography } = trust;
	const role = form.role(trusted.root.roles);
	if (role === undefined) {
		return failure({ code: 'noSuchRole', part });
	}
	const opened = openPart(part, envelope, payloadType);
	if (!opened.ok) {
		return opened;
	}
	const signers = requireThreshold(opened.value, role, cryptography);
	if (!signers.ok) {
		return signers;
	}
	const parsed = readPart(opened.value.payload, part, schema, cryptography);
	if (!parsed.ok) {
		return parsed;
	}
	const document = parsed.value;
	const sha256 = cryptography.sha256(opened.value.payload);
	const found = form.organization(document);
	const refused = refuseDocument(part, { document, sha256, found }, trusted, trust);
	return refused === undefined
		? success({ document, sha256, signers: signers.value.map(({ spki }) => cryptography.sha256(spki)) })
		: failure(refused);
}

function refuseDocument(
	part: BundlePart,
	{
		document,
		sha256,
		found,
	}: { readonly document: Dated; readonly sha256: string; readonly found: string },
	{ root, continues }: TrustedRoot,
	{ anchor, floor, now }: Trust,
): PolicyProblem | undefined {
	const { epoch, version, expires } = document;
	if (found !== anchor.organization) {
		return { code: 'wrongOrganization', part, expected: anchor.organization, found };
	}
	if (epoch !== root.epoch) {
		return { code: 'wrongEpoch', part, epoch, expected: root.epoch };
	}
	const seen = continues ? seenOf(floor, part) : undefined;
	const older = refuseByFloor(part, { epoch, version, sha256 }, seen);
	if (older !== undefined) {
		return older;
	}
	// A policy that is in force already stays so by its own rules; an expired one is never taken as new (freeze).
	const inForce = part === 'policy' && seen?.sha256 === sha256;
	const expired = now !== undefined && instantOf(expires) <= now && !inForce;
	return expired ? { code: 'documentExpired', part, version, expires } : undefined;
}

import type * as z from 'zod';
import { readStrictJson } from '../../json/strictJson.ts';
import { failure, type Result, success } from '../../result.ts';
import { decodeBase64 } from './base64.ts';
import type { Cryptography } from './cryptography.ts';
import { type Envelope, type Role, signersOf } from './dsse.ts';
import { pathText } from '../pathText.ts';
import type { BundlePart, PolicyProblem } from '../policyProblem.ts';
import type { PublicKey } from './publicKey.ts';

/** An envelope with its payload's bytes, which nobody has vouched for yet. */
export interface SignedPart {
	readonly part: BundlePart;
	readonly envelope: Envelope;
	readonly payload: Uint8Array;
}

/** Opens an envelope that must be of `payloadType`: a root is no policy, however well it is signed (type confusion). */
export function openPart(
	part: BundlePart,
	envelope: Envelope,
	payloadType: string,
): Result<SignedPart, PolicyProblem> {
	if (envelope.payloadType !== payloadType) {
		return failure({ code: 'wrongType', part, found: envelope.payloadType });
	}
	const payload = decodeBase64(envelope.payload);
	return payload === undefined
		? failure({ code: 'badBase64', part })
		: success({ part, envelope, payload });
}

/** The keys that signed, when they are as many as `role` asks for. */
export function requireThreshold(
	{ part, envelope, payload }: SignedPart,
	role: Role,
	cryptography: Cryptography,
): Result<readonly PublicKey[], PolicyProblem> {
	const signers = signersOf(envelope, payload, role, cryptography);
	return signers.length >= role.threshold
		? success(signers)
		: failure({ code: 'signatures', part, valid: signers.length, needed: role.threshold });
}

/** Bytes as strict JSON of the form that `schema` says. */
export function readPart<Schema extends z.ZodType>(
	bytes: Uint8Array,
	part: BundlePart,
	schema: Schema,
	cryptography: Cryptography,
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

import { readFile } from 'node:fs/promises';
import { applyEdits, modify } from 'jsonc-parser';
import { decodeBase64 } from '../core/policy/trust/base64.ts';
import type { Bundle } from '../core/policy/trust/bundle.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import type { Envelope } from '../core/policy/trust/dsse.ts';
import { parsePolicyDocument } from '../core/policy/parseDocument.ts';
import type { PolicyProblem } from '../core/policy/policyProblem.ts';
import { type VerifiedPolicy, verifyBundle } from '../core/policy/trust/verify.ts';
import type { Result } from '../core/result.ts';
import { decodeUtf8, nodeCryptography, sha256 } from '../node/signing/signature.ts';
import { policyTextOf, readBundle } from './readPolicy.ts';

/** The bundle that lies in the public folder. */
export interface Published {
	readonly bytes: Uint8Array;
	readonly bundle: Bundle;
	/** The admin's file as it was published. */
	readonly text: string;
	readonly document: PolicyDocument;
}

/** What was published last. A file that cannot be read counts as nothing, as it is about to be replaced. */
export async function readPublished(path: string): Promise<Published | undefined> {
	const bytes = await readFile(path).catch(() => undefined);
	return bytes && publishedIn(bytes);
}

/** The bundle that `bytes` are, its signatures not looked at; `undefined` when they are something else. */
export function publishedIn(bytes: Uint8Array): Published | undefined {
	const content = decodeUtf8(bytes);
	const bundle = content === undefined ? undefined : readBundle(content);
	const text = bundle && policyTextOf(bundle);
	const parsed = text === undefined ? undefined : parsePolicyDocument(text);
	return bundle && text !== undefined && parsed?.ok === true
		? { bytes, bundle, text, document: parsed.value }
		: undefined;
}

/** The text with a version that no editor has seen, and the time; unchanged where its version is new already. */
export function raiseVersion(text: string, published: Published | undefined, now: number): string {
	const parsed = parsePolicyDocument(text);
	const last = published?.document;
	if (!parsed.ok || last === undefined || published?.text === text) {
		return text;
	}
	const { epoch, version } = parsed.value;
	return epoch !== last.epoch || version > last.version ? text : withVersion(text, last.version + 1, now);
}

/** The text with another version, issued now; everything else as it was, to the letter. */
export function withVersion(text: string, version: number, now: number): string {
	const formattingOptions = { insertSpaces: false, keepLines: true };
	const edited = applyEdits(text, modify(text, ['version'], version, { formattingOptions }));
	const issuedAt = `${new Date(now).toISOString().slice(0, 19)}Z`;
	return applyEdits(edited, modify(edited, ['issuedAt'], issuedAt, { formattingOptions }));
}

/** The text inside a policy's envelope. */
export function policyTextIn({ payload }: Envelope): string | undefined {
	const bytes = decodeBase64(payload);
	return bytes && decodeUtf8(bytes);
}

/** The bytes of a bundle. */
export function writeBundle(bundle: Bundle): Uint8Array {
	return Buffer.from(`${JSON.stringify(bundle, undefined, '\t')}\n`);
}

/**
 * Judges a bundle as editors would that trust its oldest root and have what was published before: its newest policy, and,
 * while that one is rolled out, the one beside it, which the others go by.
 */
export function judgeAsClient(
	bundle: Bundle,
	published: Published | undefined,
	now: number,
): Result<VerifiedPolicy, PolicyProblem> {
	const first = decodeBase64(bundle.roots[0]?.payload ?? '') ?? new Uint8Array();
	const { organization } = JSON.parse(Buffer.from(first).toString('utf8')) as { organization: string };
	const anchor = { organization, sources: ['-'], rootSha256: sha256(first) };
	const trust = { anchor, cryptography: nodeCryptography, floor: undefined };
	const before = published && verifyBundle(published.bytes, { ...trust, now: undefined });
	const floor = before?.ok === true ? before.value.floor : undefined;
	const whole = writeBundle(bundle);
	if (bundle.policies.length === 1) {
		return verifyBundle(whole, { ...trust, now, floor });
	}
	const newest = verifyBundle(whole, { ...trust, now: undefined, floor });
	const beside = newest.ok ? verifyBundle(whole, { ...trust, now }) : newest;
	return beside.ok ? newest : beside;
}

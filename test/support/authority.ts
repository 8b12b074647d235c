import { createHash, sign } from 'node:crypto';
import { type Bundle, bundleFormat } from '../../src/core/policy/trust/bundle.ts';
import type { TrustAnchor } from '../../src/core/policy/trust/anchor.ts';
import { breakGlassMessage, writeBreakGlassCode } from '../../src/core/policy/exemptions/breakGlass.ts';
import type { PolicyDocumentInput } from '../../src/core/policy/document.ts';
import type { Envelope } from '../../src/core/policy/trust/dsse.ts';
import {
	type ExemptionsDocumentInput,
	exemptionsPayloadType,
} from '../../src/core/policy/exemptions/exemptionsDocument.ts';
import {
	type FreshnessDocument,
	freshnessPayloadType,
	stateFreshness,
} from '../../src/core/policy/trust/freshnessDocument.ts';
import type { Algorithm } from '../../src/core/policy/trust/publicKey.ts';
import { type Root, rootPayloadType } from '../../src/core/policy/trust/root.ts';
import { policyPayloadType } from '../../src/core/policy/trust/verify.ts';
import { nodeCryptography } from '../../src/node/signing/signature.ts';
import { generateSigner, type Signer, signEnvelope } from '../../src/node/signing/signer.ts';

/** The moment at which tests take place. */
export const testNow = Date.parse('2026-08-01T12:00:00Z');

/** An organisation that signs for real: its keys, and every version of its root. */
export interface Authority {
	readonly rootSigners: readonly Signer[];
	readonly policySigners: readonly Signer[];
	/** The key of the roles `exemptions`, `freshness` and `breakGlass`, where the authority has them. */
	readonly sideSigners: readonly Signer[];
	readonly root: Root;
	readonly roots: readonly Envelope[];
	/** Trusts the first root. */
	readonly anchor: TrustAnchor;
}

export interface AuthorityOptions {
	readonly organization?: string;
	readonly algorithm?: Algorithm;
	readonly rootKeys?: number;
	readonly rootThreshold?: number;
	readonly policyKeys?: number;
	readonly policyThreshold?: number;
	readonly sources?: readonly string[];
	/** Roles beside root and policy, each with the same one key. */
	readonly roles?: readonly ('exemptions' | 'freshness' | 'breakGlass')[];
}

/** A new authority; one ES256 key for each role unless said otherwise. */
export function createAuthority(options: AuthorityOptions = {}): Authority {
	const { organization = 'acme', algorithm, rootKeys = 1, policyKeys = 1 } = options;
	const rootSigners = signers(rootKeys, algorithm);
	const policySigners = signers(policyKeys, algorithm);
	const sideSigners = signers(1, 'Ed25519');
	const root: Root = {
		kind: 'root',
		organization,
		version: 1,
		issuedAt: '2026-01-01',
		expires: '2029-01-01',
		epoch: 1,
		roles: {
			root: role(rootSigners, options.rootThreshold),
			policy: role(policySigners, options.policyThreshold),
			...Object.fromEntries((options.roles ?? []).map((name) => [name, role(sideSigners)])),
		},
	};
	const envelope = signRoot(root, rootSigners);
	const anchor = {
		organization,
		sources: [...(options.sources ?? ['-'])],
		rootSha256: payloadSha256(envelope),
	};
	return { rootSigners, policySigners, sideSigners, root, roots: [envelope], anchor };
}

export interface Rotation {
	readonly rootSigners?: readonly Signer[];
	readonly rootThreshold?: number;
	readonly policySigners?: readonly Signer[];
	readonly policyThreshold?: number;
	/** Who signs the new root; the old and the new root keys if absent. */
	readonly signedBy?: readonly Signer[];
	/** Put over the new root before it is signed. */
	readonly change?: Partial<Root>;
}

/** The authority after one more version of its root. */
export function rotate(authority: Authority, rotation: Rotation = {}): Authority {
	const rootSigners = rotation.rootSigners ?? authority.rootSigners;
	const policySigners = rotation.policySigners ?? authority.policySigners;
	const root: Root = {
		...authority.root,
		version: authority.root.version + 1,
		roles: {
			...authority.root.roles,
			root: role(rootSigners, rotation.rootThreshold ?? authority.root.roles.root.threshold),
			policy: role(policySigners, rotation.policyThreshold ?? authority.root.roles.policy.threshold),
		},
		...rotation.change,
	};
	const signedBy = rotation.signedBy ?? [...new Set([...authority.rootSigners, ...rootSigners])];
	return {
		...authority,
		rootSigners,
		policySigners,
		root,
		roots: [...authority.roots, signRoot(root, signedBy)],
	};
}

/** A policy document of the authority's, with `change` applied: version 1, in force from July 2026 for a year. */
export function documentOf(
	{ root }: Authority,
	change: Partial<PolicyDocumentInput> = {},
): PolicyDocumentInput {
	return {
		organization: { id: root.organization, name: 'Acme' },
		epoch: root.epoch,
		version: 1,
		issuedAt: '2026-07-01',
		expires: '2027-07-01',
		sanctioned: [],
		rules: [
			{
				id: 'no-banned',
				assistants: ['banned'],
				phases: [{ from: '2026-07-10', action: 'block' }],
				reason: 'It is high-risk software.',
			},
		],
		...change,
	};
}

/** A policy, signed by the authority's policy keys. */
export function signPolicy(
	authority: Authority,
	policy: PolicyDocumentInput | string,
	signedBy: readonly Signer[] = authority.policySigners,
): Envelope {
	const text = typeof policy === 'string' ? policy : JSON.stringify(policy, undefined, '\t');
	return signEnvelope(policyPayloadType, Buffer.from(text), signedBy);
}

/** The bundle of a policy that is the authority's document with `change` applied. */
export function bundleOf(authority: Authority, change: Partial<PolicyDocumentInput> = {}): Uint8Array {
	return pack({
		roots: [...authority.roots],
		policies: [signPolicy(authority, documentOf(authority, change))],
	});
}

/** Exemptions, signed by the authority's own key for them: version 1, for a year, with `change` applied. */
export function signExemptions(
	{ root, sideSigners }: Authority,
	exemptions: ExemptionsDocumentInput['exemptions'],
	change: Partial<ExemptionsDocumentInput> = {},
	signedBy: readonly Signer[] = sideSigners,
): Envelope {
	const document: ExemptionsDocumentInput = {
		kind: 'exemptions',
		organization: root.organization,
		epoch: root.epoch,
		version: 1,
		issuedAt: '2026-07-01',
		expires: '2027-07-01',
		exemptions,
		...change,
	};
	return signEnvelope(exemptionsPayloadType, Buffer.from(JSON.stringify(document)), signedBy);
}

/** The statement that the documents of `bundle` are the newest, for two days from {@link testNow}. */
export function signFreshness(
	{ root, sideSigners }: Authority,
	bundle: Pick<Bundle, 'policies' | 'exemptions'>,
	change: Partial<FreshnessDocument> = {},
): Envelope {
	const terms = {
		organization: root.organization,
		epoch: root.epoch,
		version: 1,
		issuedAt: '2026-08-01',
		expires: '2026-08-03T12:00:00Z',
		roots: root.version,
	};
	const document = { ...stateFreshness(bundle, terms, nodeCryptography), ...change };
	return signEnvelope(freshnessPayloadType, Buffer.from(JSON.stringify(document)), sideSigners);
}

/** A break-glass code by the authority's key. */
export function breakGlassCode(
	{ root, sideSigners }: Authority,
	machine: string,
	rule: string,
	until: number,
): string {
	const message = breakGlassMessage(
		{ organization: root.organization, machine, rule, until },
		nodeCryptography,
	);
	const [signer] = sideSigners;
	return writeBreakGlassCode(until, sign(null, message, (signer as Signer).privateKey));
}

/** The bytes of a bundle with these parts. */
export function pack(parts: Partial<Bundle>): Uint8Array {
	return Buffer.from(JSON.stringify({ format: bundleFormat, ...parts }));
}

/** Signs a root, whatever it says. */
export function signRoot(root: Root, signedBy: readonly Signer[]): Envelope {
	return signEnvelope(rootPayloadType, Buffer.from(JSON.stringify(root)), signedBy);
}

/** Hex SHA-256 of an envelope's payload. */
export function payloadSha256({ payload }: Envelope): string {
	return createHash('sha256').update(Buffer.from(payload, 'base64')).digest('hex');
}

export function signers(count: number, algorithm?: Algorithm): readonly Signer[] {
	return Array.from({ length: count }, () => generateSigner(algorithm));
}

function role(keys: readonly Signer[], threshold = 1): { keys: string[]; threshold: number } {
	return { keys: keys.map(({ publicKey }) => publicKey), threshold };
}

import type { Bundle } from './bundle.ts';
import {
	type FreshnessDocument,
	freshnessDocumentSchema,
	freshnessPayloadType,
} from './freshnessDocument.ts';
import { instantOf } from '../instant.ts';
import type { PolicyProblem } from '../policyProblem.ts';
import type { TrustedRoot } from './rootChain.ts';
import type { Trust } from './trust.ts';
import { type DocumentForm, type VerifiedDocument, verifyDocument } from './verifyDocument.ts';

/** What a bundle's freshness document comes to. */
export interface JudgedFreshness {
	/** False when it names other policies or roots than those of the bundle. */
	readonly newest: boolean;
	/** Whether the exemptions of the bundle are those that it names. */
	readonly exemptionsBelong: boolean;
	readonly freshUntil: number | undefined;
	readonly problem: PolicyProblem | undefined;
	readonly stated: VerifiedDocument<FreshnessDocument> | undefined;
}

const form: DocumentForm<typeof freshnessDocumentSchema> = {
	part: 'freshness',
	payloadType: freshnessPayloadType,
	schema: freshnessDocumentSchema,
	role: ({ freshness }) => freshness,
	organization: ({ organization }) => organization,
};

/**
 * Judges the freshness document. Without one that holds, where the root asks for one, nothing is refused, as who signs it
 * may be away: the policy counts as stale.
 */
export function judgeFreshness(
	{ freshness }: Bundle,
	found: { readonly policy: string; readonly exemptions: string | undefined },
	trusted: TrustedRoot,
	trust: Trust,
): JudgedFreshness {
	const asked = trusted.root.roles.freshness !== undefined;
	const open = {
		newest: true,
		exemptionsBelong: true,
		freshUntil: asked ? 0 : undefined,
		stated: undefined,
	};
	if (freshness === undefined) {
		return { ...open, problem: asked ? { code: 'freshnessMissing' } : undefined };
	}
	const verified = verifyDocument(freshness, form, trusted, trust);
	if (!verified.ok) {
		return { ...open, problem: verified.error };
	}
	const { policies, roots, exemptions, expires } = verified.value.document;
	return {
		newest: policies.includes(found.policy) && roots === trusted.root.version,
		exemptionsBelong: exemptions === found.exemptions,
		freshUntil: instantOf(expires),
		problem: undefined,
		stated: verified.value,
	};
}

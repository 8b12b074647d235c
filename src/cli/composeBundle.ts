import { decodeBase64 } from '../core/policy/trust/base64.ts';
import { type Bundle, bundleFormat } from '../core/policy/trust/bundle.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import type { Envelope } from '../core/policy/trust/dsse.ts';
import {
	freshnessDocumentSchema,
	freshnessPayloadType,
	stateFreshness,
} from '../core/policy/trust/freshnessDocument.ts';
import { parseWithPlaces } from '../core/policy/parseDocument.ts';
import { isRolledOut } from '../core/policy/rollout.ts';
import { type KeyFolder, newestRoot } from '../node/signing/keyFolder.ts';
import { decodeUtf8, nodeCryptography } from '../node/signing/signature.ts';
import { signEnvelope } from '../node/signing/signer.ts';
import type { Published } from './publication.ts';

/** What a new bundle has that the last one has not. */
export interface NewParts {
	readonly policy?: { readonly envelope: Envelope; readonly document: PolicyDocument };
	readonly exemptions?: Envelope;
	/** For how many hours the bundle is vouched for, where the root asks for that. */
	readonly freshHours?: number;
}

/** How long a freshness document holds unless said otherwise: over a weekend, with an hour to spare. */
export const defaultFreshHours = 72;

const hour = 3_600_000;

/**
 * The next bundle: the roots of the folder, the new parts, and what the last bundle had besides. Beside a policy that is
 * being rolled out stays the one that everybody has; a freshness document is signed when its key is here.
 */
export function composeBundle(
	keys: KeyFolder,
	last: Published | undefined,
	{ policy, exemptions = last?.bundle.exemptions, freshHours = defaultFreshHours }: NewParts,
	now: number,
): Bundle {
	const root = newestRoot(keys);
	const parts: Bundle = {
		format: bundleFormat,
		roots: [...keys.roots],
		policies: policy === undefined ? (last?.bundle.policies ?? []) : policiesWith(policy, last, now),
		...(exemptions !== undefined && root.roles.exemptions !== undefined && { exemptions }),
	};
	if (root.roles.freshness === undefined || keys.signers.freshness.length === 0) {
		return parts;
	}
	const { organization, epoch, version: roots } = root;
	const statement = stateFreshness(
		parts,
		{
			organization,
			epoch,
			// Two within a second must not be the same version of different statements.
			version: Math.max(Math.floor(now / 1000), statedVersion(last) + 1),
			issuedAt: moment(now),
			expires: moment(now + freshHours * hour),
			roots,
		},
		nodeCryptography,
	);
	const payload = Buffer.from(JSON.stringify(statement, undefined, '\t'));
	return { ...parts, freshness: signEnvelope(freshnessPayloadType, payload, keys.signers.freshness) };
}

/** An instant as policies write it, in whole seconds. */
export function moment(milliseconds: number): string {
	return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function statedVersion(last: Published | undefined): number {
	const payload = decodeBase64(last?.bundle.freshness?.payload ?? '');
	const text = payload && decodeUtf8(payload);
	const parsed = text === undefined ? undefined : parseWithPlaces(text, freshnessDocumentSchema);
	return parsed?.ok === true ? parsed.value.version : 0;
}

function policiesWith(
	{ envelope, document }: NonNullable<NewParts['policy']>,
	last: Published | undefined,
	now: number,
): Envelope[] {
	const everywhere = isRolledOut(document.rollout, undefined, now, nodeCryptography);
	const [stable] = last?.bundle.policies ?? [];
	return everywhere || stable === undefined ? [envelope] : [stable, envelope];
}

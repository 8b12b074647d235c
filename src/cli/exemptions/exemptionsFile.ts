import { existsSync } from 'node:fs';
import { applyEdits, modify } from 'jsonc-parser';
import { decodeBase64 } from '../../core/policy/trust/base64.ts';
import type { Envelope } from '../../core/policy/trust/dsse.ts';
import {
	type ExemptionsDocument,
	exemptionsDocumentSchema,
	exemptionsPayloadType,
} from '../../core/policy/exemptions/exemptionsDocument.ts';
import { parseWithPlaces } from '../../core/policy/parseDocument.ts';
import { type KeyFolder, newestRoot } from '../../node/signing/keyFolder.ts';
import { decodeUtf8 } from '../../node/signing/signature.ts';
import { signEnvelope } from '../../node/signing/signer.ts';
import { complain } from '../output.ts';
import { type PolicyFolder, shown } from '../policyFolder.ts';
import { type Published, withVersion } from '../publication.ts';
import { printProblems, readText } from '../readPolicy.ts';

/** exemptions.json of a policy folder. */
export interface ExemptionsFile {
	readonly text: string;
	readonly document: ExemptionsDocument;
}

/** Reads it; `undefined` when there is none, `'refused'` after saying what is wrong with it. */
export async function readExemptionsFile(
	places: PolicyFolder,
): Promise<ExemptionsFile | 'refused' | undefined> {
	if (!existsSync(places.exemptions)) {
		return undefined;
	}
	const text = await readText(places.exemptions);
	if (text === undefined) {
		return 'refused';
	}
	const parsed = parseWithPlaces(text, exemptionsDocumentSchema);
	if (!parsed.ok) {
		const file = shown(places.exemptions);
		printProblems(parsed.error.map((problem) => ({ file, severity: 'error', ...problem })));
		return 'refused';
	}
	return { text, document: parsed.value };
}

/** Exemptions ready to go out, with the text that their file is to have from then on. */
export interface SignedExemptions {
	readonly envelope: Envelope;
	readonly text: string;
}

/**
 * Signs exemptions that the last bundle has not, under a new version; `undefined` when it has them, or their keys are not
 * here, which is said.
 */
export function signExemptions(
	text: string,
	keys: KeyFolder,
	last: Published | undefined,
	now: number,
): SignedExemptions | undefined {
	const before = exemptionsIn(last);
	const { epoch } = newestRoot(keys);
	if (before?.text === text && before.document.epoch === epoch) {
		return undefined;
	}
	if (keys.signers.exemptions.length === 0) {
		complain('warning', 'exemptions.json is left out: there is no exemptions key in the keys folder.');
		return undefined;
	}
	const formattingOptions = { insertSpaces: false, keepLines: true };
	const inEpoch = applyEdits(text, modify(text, ['epoch'], epoch, { formattingOptions }));
	const version = before?.document.epoch === epoch ? before.document.version + 1 : 1;
	const signed = withVersion(inEpoch, version, now);
	const envelope = signEnvelope(exemptionsPayloadType, Buffer.from(signed), keys.signers.exemptions);
	return { envelope, text: signed };
}

/** The exemptions of a bundle. */
export function exemptionsIn(published: Published | undefined): ExemptionsFile | undefined {
	const payload = published?.bundle.exemptions && decodeBase64(published.bundle.exemptions.payload);
	const text = payload && decodeUtf8(payload);
	const parsed = text === undefined ? undefined : parseWithPlaces(text, exemptionsDocumentSchema);
	return text !== undefined && parsed?.ok === true ? { text, document: parsed.value } : undefined;
}

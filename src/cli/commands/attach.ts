import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { decodeBase64 } from '../../core/policy/trust/base64.ts';
import { parsePolicyDocument } from '../../core/policy/parseDocument.ts';
import { type Envelope, signersOf } from '../../core/policy/trust/dsse.ts';
import { type KeyFolder, newestRoot } from '../../node/signing/keyFolder.ts';
import { nodeCryptography, sha256 } from '../../node/signing/signature.ts';
import { readSignatureForms } from '../../node/signing/signatureForms.ts';
import { addDeliveryOptions, type DeliveryOptions, readDestinations } from '../destinations/deliverAll.ts';
import type { Destination } from '../destinations/destination.ts';
import { refuse, say } from '../output.ts';
import {
	addFolderOption,
	type FolderOptions,
	type PolicyFolder,
	policyFolder,
	shown,
} from '../policyFolder.ts';
import { composeBundle } from '../composeBundle.ts';
import { policyTextIn, readPublished } from '../publication.ts';
import { finishRelease, release, requireKeys } from '../release.ts';
import { endSigning, readEnvelope, signingPlaces, writeEnvelope } from '../signingFolder.ts';

interface AttachOptions extends FolderOptions, DeliveryOptions {}

const examples = `
Example:
  $ assistant-policy attach 1.sig

Takes r||s or DER, as bytes or as base64. Which key signed is found out by itself. With enough signatures the
bundle is checked as an editor would, and published.`;

/** `attach`: adds a signature that was made elsewhere. */
export function addAttach(program: Command): void {
	addDeliveryOptions(addFolderOption(program.command('attach')))
		.summary('add a signature that was made elsewhere, and publish when there are enough')
		.description('Adds signatures over what prepare wrote; with enough of them the policy is published.')
		.argument('<files...>', 'files with a signature each')
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(attach);
}

async function attach(files: readonly string[], options: AttachOptions): Promise<void> {
	const places = policyFolder(options);
	const signing = signingPlaces(places);
	const destinations = readDestinations(options);
	const keys = destinations && (await requireKeys(places));
	let envelope = await readEnvelope(signing);
	if (destinations === undefined || keys === undefined) {
		return;
	}
	if (envelope === undefined) {
		refuse('Nothing is waiting for signatures.', 'Begin with: assistant-policy prepare');
		return;
	}
	const { keys: known, threshold } = newestRoot(keys).roles.policy;
	for (const file of files) {
		const added = await withSignature(envelope, file, known);
		if (added === undefined) {
			refuse(`${shown(file)} is no signature of a policy key over ${shown(signing.toSign)}.`);
			return;
		}
		envelope = added;
	}
	await writeEnvelope(signing, envelope);
	const { length: count } = signersIn(envelope, known);
	if (count < threshold) {
		say(`${count} of ${threshold} signatures are here.`);
		return;
	}
	await releaseSigned(envelope, places, keys, { ...options, destinations });
}

async function releaseSigned(
	envelope: Envelope,
	places: PolicyFolder,
	keys: KeyFolder,
	options: AttachOptions & { readonly destinations: readonly Destination[] },
): Promise<void> {
	const now = Date.now();
	const document = parsePolicyDocument(policyTextIn(envelope) ?? '');
	if (!document.ok) {
		refuse('What was signed is no policy.', 'Begin again with: assistant-policy prepare');
		return;
	}
	const last = await readPublished(places.bundle);
	const policy = { envelope, document: document.value };
	const published = await release(places, composeBundle(keys, last, { policy }, now), now, options);
	if (published === undefined) {
		return;
	}
	if (options.dryRun !== true) {
		await endSigning(signingPlaces(places));
	}
	const result = options.dryRun === true ? 'wouldPublish' : 'published';
	await finishRelease(places, { result, published }, options.destinations, options);
}

/** The envelope with the signature in `file` when one of `known` made it; a key's second one changes nothing. */
async function withSignature(
	envelope: Envelope,
	file: string,
	known: readonly string[],
): Promise<Envelope | undefined> {
	const content = await readFile(file).catch(() => undefined);
	for (const bytes of content === undefined ? [] : readSignatureForms(content)) {
		const signature = { sig: Buffer.from(bytes).toString('base64') };
		const [signer] = signersIn({ ...envelope, signatures: [signature] }, known);
		if (signer !== undefined) {
			const keyid = sha256(signer.spki);
			const others = envelope.signatures.filter((each) => each.keyid !== keyid);
			return { ...envelope, signatures: [...others, { keyid, ...signature }] };
		}
	}
	return undefined;
}

function signersIn(envelope: Envelope, known: readonly string[]): ReturnType<typeof signersOf> {
	const payload = decodeBase64(envelope.payload) ?? new Uint8Array();
	return signersOf(envelope, payload, { keys: known, threshold: 1 }, nodeCryptography);
}

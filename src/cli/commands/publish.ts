import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Bundle } from '../../core/policy/trust/bundle.ts';
import type { Envelope } from '../../core/policy/trust/dsse.ts';
import { parsePolicyDocument } from '../../core/policy/parseDocument.ts';
import { policyPayloadType } from '../../core/policy/trust/verify.ts';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import type { KeyFolder } from '../../node/signing/keyFolder.ts';
import { signEnvelope } from '../../node/signing/signer.ts';
import { addDeliveryOptions, type DeliveryOptions, readDestinations } from '../destinations/deliverAll.ts';
import { refuse } from '../output.ts';
import {
	addFolderOption,
	type FolderOptions,
	noPolicyHint,
	type PolicyFolder,
	policyFolder,
	shown,
} from '../policyFolder.ts';
import { composeBundle, type NewParts } from '../composeBundle.ts';
import { readExemptionsFile, signExemptions } from '../exemptions/exemptionsFile.ts';
import { type Published, raiseVersion, readPublished } from '../publication.ts';
import { readText } from '../readPolicy.ts';
import { finishRelease, isGoodPolicy, type Release, release, requireKeys } from '../release.ts';

export interface PublishOptions extends FolderOptions, DeliveryOptions {}

const examples = `
Examples:
  $ assistant-policy publish
  $ assistant-policy publish --dry-run
  $ assistant-policy publish --to https://policy.example/policy.bundle.json
  $ assistant-policy publish --to s3://acme-policy/policy.bundle.json --endpoint https://minio.example

When the version in policy.json was published before, it is raised in the file, and issuedAt with it; your formatting
stays as it is. The bundle is checked as an editor would before it replaces the last one in public/, and only then
uploaded: over exactly what was looked at (If-Match), whole or not at all, and read back. When an upload fails, publish
again: what was signed is kept, and only what is missing is sent.

Environment:
  ASSISTANT_POLICY_AUTHORIZATION   the Authorization header for https addresses
  AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL_S3   for s3 addresses`;

/** `publish`: checks, signs and writes the bundle that editors fetch. */
export function addPublish(program: Command): void {
	addDeliveryOptions(addFolderOption(program.command('publish')))
		.summary('check, sign and write the bundle that editors fetch')
		.description('Checks policy.json, signs it, writes public/policy.bundle.json, and uploads it.')
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(publish);
}

async function publish(options: PublishOptions): Promise<void> {
	const places = policyFolder(options);
	const written = await readText(places.policy, noPolicyHint(places));
	if (written !== undefined) {
		await publishText(places, written, options);
	}
}

/** Publishes `written` as the policy of a folder. */
export async function publishText(
	places: PolicyFolder,
	written: string,
	options: PublishOptions,
): Promise<void> {
	const now = Date.now();
	const destinations = readDestinations(options);
	if (destinations === undefined || !isGoodPolicy(places.policy, written, now)) {
		return;
	}
	const keys = await requirePolicyKeys(places);
	const outcome = keys && (await releaseText(places, keys, { written, now }, options));
	if (outcome !== undefined) {
		await finishRelease(places, outcome, destinations, options);
	}
}

async function requirePolicyKeys(places: PolicyFolder): Promise<KeyFolder | undefined> {
	const keys = await requireKeys(places);
	if (keys?.signers.policy.length === 0) {
		refuse(
			`There are no policy keys in ${shown(places.keys)}.`,
			'With keys that live elsewhere: assistant-policy prepare, sign, assistant-policy attach',
		);
		return undefined;
	}
	return keys;
}

async function releaseText(
	places: PolicyFolder,
	keys: KeyFolder,
	{ written, now }: { readonly written: string; readonly now: number },
	options: PublishOptions,
): Promise<Release | undefined> {
	const last = await readPublished(places.bundle);
	const file = await readExemptionsFile(places);
	if (file === 'refused') {
		return undefined;
	}
	const exemptions = file && signExemptions(file.text, keys, last, now);
	const text = raiseVersion(written, last, now);
	const bundle = nextBundle(keys, last, { text, exemptions: exemptions?.envelope, now });
	if (bundle === undefined) {
		return last && { result: 'unchanged', published: last };
	}
	const published = await release(places, bundle, now, options);
	if (published === undefined) {
		return undefined;
	}
	if (options.dryRun === true) {
		return { result: 'wouldPublish', published };
	}
	await writeWhenChanged(places.policy, text);
	if (exemptions !== undefined) {
		await writeWhenChanged(places.exemptions, exemptions.text);
	}
	return { result: 'published', published };
}

interface Wanted {
	readonly text: string;
	/** Only when they are others than the last bundle's. */
	readonly exemptions: Envelope | undefined;
	readonly now: number;
}

/** The bundle that is to follow `last`; `undefined` when nothing in it would be new. */
function nextBundle(
	keys: KeyFolder,
	last: Published | undefined,
	{ text, exemptions, now }: Wanted,
): Bundle | undefined {
	const sameRoots = JSON.stringify(last?.bundle.roots) === JSON.stringify(keys.roots);
	const samePolicy = text === last?.text && sameRoots;
	if (samePolicy && exemptions === undefined) {
		return undefined;
	}
	const parts = {
		...(!samePolicy && { policy: signPolicy(text, keys) }),
		...(exemptions !== undefined && { exemptions }),
	};
	return composeBundle(keys, last, parts, now);
}

function signPolicy(text: string, keys: KeyFolder): NonNullable<NewParts['policy']> {
	const parsed = parsePolicyDocument(text);
	if (!parsed.ok) {
		throw new Error('a policy without errors cannot be read again');
	}
	const envelope = signEnvelope(policyPayloadType, Buffer.from(text), keys.signers.policy);
	return { envelope, document: parsed.value };
}

/** Files that people edit are touched only when they are to say something else. */
async function writeWhenChanged(path: string, text: string): Promise<void> {
	if (!existsSync(path) || (await readFile(path, 'utf8')) !== text) {
		await writeFileAtomic(path, text);
	}
}

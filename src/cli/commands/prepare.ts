import type { Command } from 'commander';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import { newestRoot } from '../../node/signing/keyFolder.ts';
import { sha256 } from '../../node/signing/signature.ts';
import { say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, noPolicyHint, policyFolder, shown } from '../policyFolder.ts';
import { raiseVersion, readPublished } from '../publication.ts';
import { readText } from '../readPolicy.ts';
import { isGoodPolicy, requireKeys } from '../release.ts';
import { beginSigning, signingPlaces } from '../signingFolder.ts';

interface PrepareOptions extends FolderOptions {
	readonly json?: boolean;
}

const examples = `
Examples, one for each place where a key may live (keygen and rotate take its public half: --policy-public-key):
  $ assistant-policy prepare
  $ openssl dgst -sha256 -sign key.pem -out 1.sig signing/to-sign.bin
  $ openssl dgst -sha256 -binary -out digest.bin signing/to-sign.bin
  $ pkcs11-tool --module LIBRARY --login --sign --mechanism ECDSA --id 01 --input-file digest.bin --output-file 1.sig
  $ aws kms sign --key-id KEY --message-type DIGEST --signing-algorithm ECDSA_SHA_256 \\
      --message fileb://digest.bin --query Signature --output text > 1.sig
  $ az keyvault key sign --algorithm ES256 --digest … (of digest.bin) > 1.sig
  $ gcloud kms asymmetric-sign --digest-algorithm sha256 --input-file signing/to-sign.bin --signature-file 1.sig …
  $ assistant-policy attach 1.sig

The lines for openssl and PKCS#11 are run by our tests. Those for key services (aws, az, gcloud) need an account and were
never run: they follow their makers' documentation, so try yours on a policy of no consequence first. attach checks each
signature, whoever made it.`;

/** `prepare`: lays out the bytes of a policy that are to be signed elsewhere. */
export function addPrepare(program: Command): void {
	addFolderOption(program.command('prepare'))
		.summary('lay out a policy to be signed elsewhere (HSM, key service, offline)')
		.description(
			'Checks policy.json and writes the bytes that are to be signed, for keys that live elsewhere.',
		)
		.option('--json', 'print as JSON')
		.addHelpText('after', examples)
		.action(prepare);
}

async function prepare(options: PrepareOptions): Promise<void> {
	const places = policyFolder(options);
	const now = Date.now();
	const written = await readText(places.policy, noPolicyHint(places));
	const isGood = written !== undefined && isGoodPolicy(places.policy, written, now);
	const keys = isGood ? await requireKeys(places) : undefined;
	if (written === undefined || keys === undefined) {
		return;
	}
	const text = raiseVersion(written, await readPublished(places.bundle), now);
	if (text !== written) {
		await writeFileAtomic(places.policy, text);
	}
	const signing = signingPlaces(places);
	const bytes = await beginSigning(signing, text);
	const { threshold, keys: known } = newestRoot(keys).roles.policy;
	const digest = sha256(bytes);
	if (options.json === true) {
		sayJson({ toSign: signing.toSign, sha256: digest, threshold, keys: known });
		return;
	}
	say(`Wrote ${shown(signing.toSign)}, SHA-256 ${digest}.`);
	say(
		`${threshold} of ${known.length} policy key(s) must sign it. Then, for each: assistant-policy attach FILE`,
	);
}

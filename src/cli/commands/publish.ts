import type { Command } from 'commander';
import { policyPayloadType } from '../../core/policy/verify.ts';
import { writeFileAtomic } from '../../node/atomicFile.ts';
import { signEnvelope } from '../../node/signer.ts';
import { refuse } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { raiseVersion, readPublished } from '../publication.ts';
import { readGoodPolicy, release, reportRelease, requireKeys } from '../release.ts';

export interface PublishOptions extends FolderOptions {
	readonly json?: boolean;
}

const examples = `
Examples:
  $ assistant-policy publish
  $ assistant-policy publish --dir policies/acme

When the version in policy.json was published before, it is raised in the file, and issuedAt with it; your formatting
stays as it is. The bundle is checked as an editor would before it replaces the last one.`;

/** `publish`: checks, signs and writes the bundle that editors fetch. */
export function addPublish(program: Command): void {
	addFolderOption(program.command('publish'))
		.summary('check, sign and write the bundle that editors fetch')
		.description('Checks policy.json, signs it, and writes public/policy.bundle.json.')
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(publish);
}

/** Publishes policy.json of a folder. */
export async function publish(options: PublishOptions): Promise<void> {
	const places = policyFolder(options);
	const now = Date.now();
	const written = await readGoodPolicy(places, now);
	const keys = written === undefined ? undefined : await requireKeys(places);
	if (written === undefined || keys === undefined) {
		return;
	}
	if (keys.policySigners.length === 0) {
		refuse(
			`There are no policy keys in ${shown(places.keys)}.`,
			'With keys that live elsewhere: assistant-policy prepare, sign, assistant-policy attach',
		);
		return;
	}
	const published = await readPublished(places.bundle);
	const sameRoots = JSON.stringify(published?.bundle.roots) === JSON.stringify(keys.roots);
	if (published !== undefined && published.text === written && sameRoots) {
		const { version } = published.document;
		reportRelease(places, { result: 'unchanged', version, text: written }, options);
		return;
	}
	const text = raiseVersion(written, published, now);
	const policy = signEnvelope(policyPayloadType, Buffer.from(text), keys.policySigners);
	const document = await release(places, keys.roots, policy, now);
	if (document === undefined) {
		return;
	}
	if (text !== written) {
		await writeFileAtomic(places.policy, text);
	}
	reportRelease(places, { result: 'published', version: document.version, text }, options);
}

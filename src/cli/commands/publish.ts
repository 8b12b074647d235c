import type { Command } from 'commander';
import { describePolicyProblem } from '../../core/policy/describeProblem.ts';
import { policyPayloadType } from '../../core/policy/verify.ts';
import { english } from '../../core/wording/translate.ts';
import { writeFileAtomic } from '../../node/atomicFile.ts';
import { type KeyFolder, readKeyFolder } from '../../node/keyFolder.ts';
import { sha256 } from '../../node/signature.ts';
import { signEnvelope } from '../../node/signer.ts';
import { refuse, say, sayJson } from '../output.ts';
import {
	addFolderOption,
	type FolderOptions,
	noPolicyHint,
	type PolicyFolder,
	policyFolder,
	shown,
} from '../policyFolder.ts';
import { judgeAsClient, raiseVersion, readPublished, writeBundle } from '../publication.ts';
import { judgePolicyText, printProblems, readText } from '../readPolicy.ts';

interface PublishOptions extends FolderOptions {
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

async function publish(options: PublishOptions): Promise<void> {
	const places = policyFolder(options);
	const now = Date.now();
	const written = await readGoodPolicy(places, now);
	const keys = written === undefined ? undefined : await keysOf(places);
	if (written === undefined || keys === undefined) {
		return;
	}
	const published = await readPublished(places.bundle);
	const sameRoots = JSON.stringify(published?.bundle.roots) === JSON.stringify(keys.roots);
	if (published !== undefined && published.text === written && sameRoots) {
		report(places, { result: 'unchanged', version: published.document.version, text: written }, options);
		return;
	}
	const text = raiseVersion(written, published, now);
	const bytes = writeBundle(
		keys.roots,
		signEnvelope(policyPayloadType, Buffer.from(text), keys.policySigners),
	);
	const judged = judgeAsClient(bytes, keys.roots, published, now);
	if (!judged.ok) {
		refuse(`Editors would refuse this: ${describePolicyProblem(judged.error, english)}`);
		return;
	}
	if (text !== written) {
		await writeFileAtomic(places.policy, text);
	}
	await writeFileAtomic(places.bundle, bytes, { mode: 0o644 });
	report(places, { result: 'published', version: judged.value.document.version, text }, options);
}

async function readGoodPolicy(places: PolicyFolder, now: number): Promise<string | undefined> {
	const text = await readText(places.policy, noPolicyHint(places));
	if (text === undefined) {
		return undefined;
	}
	const { document, problems } = judgePolicyText(places.policy, text, now);
	printProblems(problems);
	return document && text;
}

async function keysOf(places: PolicyFolder): Promise<KeyFolder | undefined> {
	let keys: KeyFolder | undefined;
	try {
		keys = await readKeyFolder(places.keys);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code !== 'ENOENT') {
			refuse(`The keys in ${shown(places.keys)} cannot be read: ${message}`);
			return undefined;
		}
	}
	if (keys === undefined || keys.roots.length === 0 || keys.policySigners.length === 0) {
		refuse(`There are no keys in ${shown(places.keys)}.`, 'Make them once with: assistant-policy keygen');
		return undefined;
	}
	return keys;
}

interface Outcome {
	readonly result: 'published' | 'unchanged';
	readonly version: number;
	readonly text: string;
}

function report(
	{ folder, bundle }: PolicyFolder,
	{ result, version, text }: Outcome,
	{ json }: PublishOptions,
): void {
	const hash = sha256(Buffer.from(text));
	if (json === true) {
		sayJson({ result, version, sha256: hash, folder, bundle });
		return;
	}
	say(
		result === 'published'
			? `Published version ${version} (SHA-256 ${hash.slice(0, 12)}…) from ${folder}.`
			: `Version ${version} of ${folder} is published already; nothing has changed.`,
	);
	say(`Bundle: ${shown(bundle)}`);
}

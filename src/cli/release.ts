import { join } from 'node:path';
import type { Bundle } from '../core/policy/trust/bundle.ts';
import { describePolicyProblem } from '../core/policy/describeProblem.ts';
import { english } from '../core/wording/translate.ts';
import { writeFileAtomic } from '../node/files/atomicFile.ts';
import { type KeyFolder, readKeyFolder } from '../node/signing/keyFolder.ts';
import { sha256 } from '../node/signing/signature.ts';
import { deliverAll, type DeliveryOptions } from './destinations/deliverAll.ts';
import type { Destination } from './destinations/destination.ts';
import { complain, refuse, say, sayJson } from './output.ts';
import { type PolicyFolder, shown } from './policyFolder.ts';
import { judgeAsClient, type Published, publishedIn, readPublished, writeBundle } from './publication.ts';
import { judgePolicyText, printProblems } from './readPolicy.ts';

/** Whether a policy's text has no error; prints what it finds. */
export function isGoodPolicy(path: string, text: string, now: number): boolean {
	const { document, problems } = judgePolicyText(path, text, now);
	printProblems(problems);
	return document !== undefined;
}

/** The keys of the folder; says what is missing. */
export async function requireKeys({ keys: folder }: PolicyFolder): Promise<KeyFolder | undefined> {
	try {
		const keys = await readKeyFolder(folder);
		if (keys.roots.length > 0) {
			return keys;
		}
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code !== 'ENOENT') {
			refuse(`The keys in ${shown(folder)} cannot be read: ${message}`);
			return undefined;
		}
	}
	refuse(`There are no keys in ${shown(folder)}.`, 'Make them once with: assistant-policy keygen');
	return undefined;
}

/**
 * Puts a bundle into the public folder when editors that have the last one would accept it, and a copy of its policy's
 * text into the history, from which `rollback` takes it. Says why not otherwise. A dry run writes nothing.
 */
export async function release(
	places: PolicyFolder,
	bundle: Bundle,
	now: number,
	{ dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<Published | undefined> {
	const bytes = writeBundle(bundle);
	const published = publishedIn(bytes);
	const judged = judgeAsClient(bundle, await readPublished(places.bundle), now);
	// What editors would pass over is a mistake of ours, too; only a freshness document may come later.
	const [problem] = judged.ok
		? judged.value.passedOver.filter(({ code }) => code !== 'freshnessMissing')
		: [judged.error];
	if (published === undefined || problem !== undefined) {
		refuse(
			problem === undefined
				? 'The bundle cannot be read back.'
				: `Editors would refuse this: ${describePolicyProblem(problem, english)}`,
		);
		return undefined;
	}
	if (judged.ok && judged.value.passedOver.length > 0) {
		complain(
			'warning',
			'Editors call it stale until its freshness is signed: assistant-policy freshness',
		);
	}
	if (!dryRun) {
		const { version } = published.document;
		await writeFileAtomic(historyFile(places, version), published.text, { mode: 0o644 });
		await writeFileAtomic(places.bundle, bytes, { mode: 0o644 });
	}
	return published;
}

/** Where the text of a published version is kept. */
export function historyFile({ folder }: PolicyFolder, version: number): string {
	return join(folder, 'history', `policy.${version}.json`);
}

/** What a command that publishes came to. */
export interface Release {
	readonly result: 'published' | 'unchanged' | 'wouldPublish';
	readonly published: Published;
}

/** Uploads what was published to where the options say, and says what was published, from where and to where. */
export async function finishRelease(
	{ folder, bundle }: PolicyFolder,
	{ result, published }: Release,
	destinations: readonly Destination[],
	options: DeliveryOptions,
): Promise<void> {
	const { version } = published.document;
	const hash = sha256(Buffer.from(published.text));
	const short = `${hash.slice(0, 12)}…`;
	if (options.json !== true) {
		say(
			{
				published: `Published version ${version} (SHA-256 ${short}) from ${folder}.`,
				unchanged: `Version ${version} of ${folder} is published already; nothing has changed.`,
				wouldPublish: `Would publish version ${version} (SHA-256 ${short}) from ${folder}. Nothing was written.`,
			}[result],
		);
		say(`Bundle: ${shown(bundle)}`);
	}
	const uploads = await deliverAll(destinations, published, options);
	if (options.json === true) {
		sayJson({ result, version, sha256: hash, folder, bundle, uploads });
	}
}

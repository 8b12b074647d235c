import { join } from 'node:path';
import { describePolicyProblem } from '../core/policy/describeProblem.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import type { Envelope } from '../core/policy/dsse.ts';
import { english } from '../core/wording/translate.ts';
import { writeFileAtomic } from '../node/atomicFile.ts';
import { type KeyFolder, readKeyFolder } from '../node/keyFolder.ts';
import { sha256 } from '../node/signature.ts';
import { refuse, say, sayJson } from './output.ts';
import { noPolicyHint, type PolicyFolder, shown } from './policyFolder.ts';
import { judgeAsClient, policyTextIn, readPublished, writeBundle } from './publication.ts';
import { judgePolicyText, printProblems, readText } from './readPolicy.ts';

/** The text of policy.json when it has no error; prints what it finds. */
export async function readGoodPolicy(places: PolicyFolder, now: number): Promise<string | undefined> {
	const text = await readText(places.policy, noPolicyHint(places));
	if (text === undefined) {
		return undefined;
	}
	const { document, problems } = judgePolicyText(places.policy, text, now);
	printProblems(problems);
	return document && text;
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
 * Puts a signed policy into the public folder when an editor that has the last one would accept it, and a copy of its
 * text into the history, from which `rollback` takes it. Says why not otherwise.
 */
export async function release(
	places: PolicyFolder,
	roots: readonly Envelope[],
	policy: Envelope,
	now: number,
): Promise<PolicyDocument | undefined> {
	const bytes = writeBundle(roots, policy);
	const judged = judgeAsClient(bytes, roots, await readPublished(places.bundle), now);
	if (!judged.ok) {
		refuse(`Editors would refuse this: ${describePolicyProblem(judged.error, english)}`);
		return undefined;
	}
	const { document } = judged.value;
	await writeFileAtomic(historyFile(places, document.version), policyTextIn(policy) ?? '', { mode: 0o644 });
	await writeFileAtomic(places.bundle, bytes, { mode: 0o644 });
	return document;
}

/** Where the text of a published version is kept. */
export function historyFile({ folder }: PolicyFolder, version: number): string {
	return join(folder, 'history', `policy.${version}.json`);
}

/** What a command that publishes came to. */
export interface Release {
	readonly result: 'published' | 'unchanged';
	readonly version: number;
	readonly text: string;
}

/** Says what was published, from where and to where. */
export function reportRelease(
	{ folder, bundle }: PolicyFolder,
	{ result, version, text }: Release,
	{ json }: { readonly json?: boolean },
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

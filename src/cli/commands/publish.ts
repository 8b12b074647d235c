import { readFile } from 'node:fs/promises';
import { type Command } from 'commander';
import { applyEdits, modify } from 'jsonc-parser';
import { decodeBase64 } from '../../core/policy/base64.ts';
import { type Bundle, bundleFormat } from '../../core/policy/bundle.ts';
import { describePolicyProblem } from '../../core/policy/describeProblem.ts';
import type { PolicyDocument } from '../../core/policy/document.ts';
import type { Floor } from '../../core/policy/floor.ts';
import { parsePolicyDocument } from '../../core/policy/parseDocument.ts';
import { policyPayloadType, type VerifiedPolicy, verifyBundle } from '../../core/policy/verify.ts';
import type { Result } from '../../core/result.ts';
import type { PolicyProblem } from '../../core/policy/policyProblem.ts';
import { english } from '../../core/wording/translate.ts';
import { writeFileAtomic } from '../../node/atomicFile.ts';
import { type KeyFolder, readKeyFolder } from '../../node/keyFolder.ts';
import { nodeCryptography, sha256 } from '../../node/signature.ts';
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
import { judgePolicyText, policyTextOf, printProblems, readBundle, readText } from '../readPolicy.ts';

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
	const written = await readText(places.policy, noPolicyHint(places));
	if (written === undefined) {
		return;
	}
	const now = Date.now();
	const { document, problems } = judgePolicyText(places.policy, written, now);
	printProblems(problems);
	if (document === undefined) {
		return;
	}
	const keys = await keysOf(places);
	if (keys === undefined) {
		return;
	}
	const published = await publishedBundle(places.bundle);
	const roots = JSON.stringify(keys.roots);
	if (
		published !== undefined &&
		published.text === written &&
		JSON.stringify(published.bundle.roots) === roots
	) {
		report(places, options, document, published.text, 'unchanged');
		return;
	}
	const text = raiseVersion(written, document, published, now);
	const bundle: Bundle = {
		format: bundleFormat,
		roots: [...keys.roots],
		policies: [signEnvelope(policyPayloadType, Buffer.from(text), keys.policySigners)],
	};
	const bytes = Buffer.from(`${JSON.stringify(bundle, undefined, '\t')}\n`);
	const judged = judgeAsClient(bytes, keys, document.organization.id, published, now);
	if (!judged.ok) {
		refuse(`Editors would refuse this: ${describePolicyProblem(judged.error, english)}`);
		return;
	}
	if (text !== written) {
		await writeFileAtomic(places.policy, text);
	}
	await writeFileAtomic(places.bundle, bytes, { mode: 0o644 });
	report(places, options, judged.value.document, text, 'published');
}

interface Published {
	readonly bundle: Bundle;
	readonly text: string;
	readonly document: PolicyDocument;
	readonly bytes: Uint8Array;
}

/** What lies in the public folder; a file that cannot be read counts as nothing, as it is about to be replaced. */
async function publishedBundle(path: string): Promise<Published | undefined> {
	const bytes = await readFile(path).catch(() => undefined);
	const bundle = bytes && readBundle(bytes.toString('utf8'));
	const text = bundle && policyTextOf(bundle);
	const parsed = text === undefined ? undefined : parsePolicyDocument(text);
	return bytes && bundle && text !== undefined && parsed?.ok === true
		? { bytes, bundle, text, document: parsed.value }
		: undefined;
}

/** The text with a version that no editor has seen. */
function raiseVersion(
	text: string,
	{ epoch, version }: PolicyDocument,
	published: Published | undefined,
	now: number,
): string {
	const last = published?.document;
	if (last === undefined || last.epoch !== epoch || version > last.version || published?.text === text) {
		return text;
	}
	const formattingOptions = { insertSpaces: false, keepLines: true };
	const edited = applyEdits(text, modify(text, ['version'], last.version + 1, { formattingOptions }));
	const issuedAt = `${new Date(now).toISOString().slice(0, 19)}Z`;
	return applyEdits(edited, modify(edited, ['issuedAt'], issuedAt, { formattingOptions }));
}

function judgeAsClient(
	bytes: Uint8Array,
	{ roots }: KeyFolder,
	organization: string,
	published: Published | undefined,
	now: number,
): Result<VerifiedPolicy, PolicyProblem> {
	const rootSha256 = sha256(decodeBase64(roots[0]?.payload ?? '') ?? new Uint8Array());
	const trust = {
		anchor: { organization, sources: ['-'], rootSha256 },
		now,
		cryptography: nodeCryptography,
	};
	let floor: Floor | undefined;
	if (published !== undefined) {
		const before = verifyBundle(published.bytes, { ...trust, now: undefined, floor: undefined });
		floor = before.ok ? before.value.floor : undefined;
	}
	return verifyBundle(bytes, { ...trust, floor });
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

function report(
	places: PolicyFolder,
	{ json }: PublishOptions,
	{ version }: PolicyDocument,
	text: string,
	result: 'published' | 'unchanged',
): void {
	const hash = sha256(Buffer.from(text));
	if (json === true) {
		sayJson({ result, version, sha256: hash, folder: places.folder, bundle: places.bundle });
		return;
	}
	say(
		result === 'published'
			? `Published version ${version} (SHA-256 ${hash.slice(0, 12)}…) from ${places.folder}.`
			: `Version ${version} of ${places.folder} is published already; nothing has changed.`,
	);
	say(`Bundle: ${shown(places.bundle)}`);
}

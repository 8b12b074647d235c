import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TrustAnchor } from '../../core/policy/trust/anchor.ts';
import type { Algorithm } from '../../core/policy/trust/publicKey.ts';
import type { Root } from '../../core/policy/trust/root.ts';
import { type RoleName, writeKey, writeRoot } from '../../node/signing/keyFolder.ts';
import { allowedUrl, isWebSource } from '../../node/policy/policyFetch.ts';
import { generateSigner, type Signer } from '../../node/signing/signer.ts';
import { refuse, say, sayJson } from '../output.ts';
import {
	addFolderOption,
	type FolderOptions,
	noPolicyHint,
	type PolicyFolder,
	policyFolder,
	shown,
} from '../policyFolder.ts';
import { judgePolicyText, printProblems, readText } from '../readPolicy.ts';
import { readPublicKeys, roleList } from '../roles.ts';
import { wholeNumber } from '../wholeNumber.ts';

interface KeygenOptions extends FolderOptions {
	readonly organization?: string;
	readonly source: readonly string[];
	readonly rootKeys: number;
	readonly rootThreshold: number;
	readonly policyKeys: number;
	readonly policyThreshold: number;
	readonly policyPublicKey: readonly string[];
	readonly with: readonly RoleName[];
	readonly algorithm: Algorithm;
	readonly years: number;
	readonly json?: boolean;
}

const examples = `
Examples:
  $ assistant-policy keygen --source https://policy.example/policy.bundle.json
  $ assistant-policy keygen --root-keys 3 --root-threshold 2 --policy-keys 2
  $ assistant-policy keygen --with exemptions,break-glass
  $ assistant-policy keygen --policy-public-key hsm.pem      the policy is signed elsewhere: prepare, attach

--with makes keys for more: exemptions (granted without touching the policy), freshness (a statement every few days that
nothing newer is held back), break-glass (codes that open a rule for hours).

Keep the root keys offline once this is done: publishing needs only the policy keys. What is printed goes into
the managed configuration of your machines.`;

/** `keygen`: makes the keys and the first root, and prints the anchor for the managed configuration. */
export function addKeygen(program: Command): void {
	addFolderOption(program.command('keygen'))
		.summary('make the signing keys, and print what machines must trust')
		.description(
			'Makes the signing keys and the first version of the root, and prints the anchor that machines trust.',
		)
		.option('--organization <id>', 'the organization id (default: organization.id of policy.json)')
		.option(
			'--source <address>',
			'where the bundle will lie; repeatable, tried in this order',
			source,
			[],
		)
		.option('--root-keys <number>', 'how many root keys', wholeNumber, 1)
		.option('--root-threshold <number>', 'how many of them must sign a new root', wholeNumber, 1)
		.option('--policy-keys <number>', 'how many policy keys', wholeNumber, 1)
		.option('--policy-threshold <number>', 'how many of them must sign a policy', wholeNumber, 1)
		.option(
			'--policy-public-key <file>',
			'a policy key that lives elsewhere (HSM, key service); repeatable, then none are made',
			collect,
			[],
		)
		.option('--with <roles>', 'make keys for exemptions, freshness, break-glass too', roleList, [])
		.addOption(
			new Option('--algorithm <name>', 'kind of keys')
				.choices(['ES256', 'Ed25519'])
				.default('ES256' as const),
		)
		.option('--years <number>', 'for how long the root holds', wholeNumber, 3)
		.option('--json', 'print the anchor and nothing else')
		.addHelpText('after', examples)
		.action(keygen);
}

async function keygen(options: KeygenOptions): Promise<void> {
	const places = policyFolder(options);
	if (existsSync(places.keys)) {
		refuse(
			`${shown(places.keys)} is there already.`,
			'Keys are never overwritten. Use another folder: --dir FOLDER',
		);
		return;
	}
	const organization = options.organization ?? (await organizationOf(places.policy, noPolicyHint(places)));
	const elsewhere = await readPublicKeys(options.policyPublicKey);
	if (organization === undefined || elsewhere === undefined) {
		return;
	}
	const policyKeys = elsewhere.length > 0 ? elsewhere.length : options.policyKeys;
	if (options.rootThreshold > options.rootKeys || options.policyThreshold > policyKeys) {
		refuse('A threshold cannot be more than the number of keys.', 'Raise --root-keys or --policy-keys.');
		return;
	}
	const made = {
		root: newSigners(options.rootKeys, options),
		policy: newSigners(elsewhere.length > 0 ? 0 : options.policyKeys, options),
		others: options.with.map((role) => [role, newSigners(1, options)] as const),
	};
	for (const [role, signers] of [['root', made.root], ['policy', made.policy], ...made.others] as const) {
		await writeKeys(places.keys, role, signers);
	}
	const root = firstRoot(organization, made, elsewhere, options);
	const rootSha256 = await writeRoot(places.keys, root, made.root);
	const sources = options.source.length > 0 ? options.source : [places.bundle];
	const anchor: TrustAnchor = { organization, sources: [...sources], rootSha256 };
	await writeFile(places.anchor, `${JSON.stringify(anchor, undefined, '\t')}\n`);
	report(anchor, made, places, options);
}

function report(anchor: TrustAnchor, made: MadeKeys, places: PolicyFolder, { json }: KeygenOptions): void {
	if (json === true) {
		sayJson(anchor);
		return;
	}
	const count = made.root.length + made.policy.length + made.others.length;
	say(`Wrote ${count} private key(s) to ${shown(places.keys)}.`);
	say(
		'Keep them secret; move the root keys offline. Backups matter: without them machines need a new anchor.',
	);
	say();
	say(
		`The anchor, also in ${shown(places.anchor)}. Put it into the managed configuration of your machines:`,
	);
	sayJson(anchor);
	say();
	say(`Next: assistant-policy ${made.policy.length > 0 ? 'publish' : 'prepare'}`);
}

interface MadeKeys {
	readonly root: readonly Signer[];
	readonly policy: readonly Signer[];
	readonly others: readonly (readonly [RoleName, readonly Signer[]])[];
}

function newSigners(count: number, { algorithm }: KeygenOptions): readonly Signer[] {
	return Array.from({ length: count }, () => generateSigner(algorithm));
}

function firstRoot(
	organization: string,
	made: MadeKeys,
	elsewhere: readonly string[],
	{ rootThreshold, policyThreshold, years }: KeygenOptions,
): Root {
	const now = new Date();
	const expires = new Date(now);
	expires.setUTCFullYear(now.getUTCFullYear() + years);
	const keysOf = (signers: readonly Signer[]): string[] => signers.map(({ publicKey }) => publicKey);
	return {
		kind: 'root',
		organization,
		version: 1,
		issuedAt: now.toISOString(),
		expires: expires.toISOString(),
		epoch: 1,
		roles: {
			root: { keys: keysOf(made.root), threshold: rootThreshold },
			policy: { keys: [...elsewhere, ...keysOf(made.policy)], threshold: policyThreshold },
			...Object.fromEntries(
				made.others.map(([role, signers]) => [role, { keys: keysOf(signers), threshold: 1 }]),
			),
		},
	};
}

async function organizationOf(path: string, hint: string): Promise<string | undefined> {
	const text = await readText(path, `${hint}\nOr name the organization: --organization ID`);
	if (text === undefined) {
		return undefined;
	}
	const { document, problems } = judgePolicyText(path, text, Date.now());
	printProblems(problems.filter(({ severity }) => severity === 'error'));
	return document?.organization.id;
}

async function writeKeys(folder: string, prefix: RoleName, signers: readonly Signer[]): Promise<void> {
	for (const [index, signer] of signers.entries()) {
		await writeKey(folder, `${prefix}-${index + 1}`, signer);
	}
}

function collect(value: string, before: readonly string[]): readonly string[] {
	return [...before, value];
}

/** An address that editors would ask: https, or an absolute path; anything else is a slip. */
function source(value: string, before: readonly string[]): readonly string[] {
	const isAddress = isWebSource(value) && typeof allowedUrl(value) !== 'string';
	if (!isAddress && !isAbsolute(value) && !value.startsWith('file:///')) {
		throw new InvalidArgumentError(
			'Write an https address, or an absolute path. (http only on this machine.)',
		);
	}
	return [...before, value];
}

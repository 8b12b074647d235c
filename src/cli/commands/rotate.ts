import { type Command, Option } from 'commander';
import type { Role } from '../../core/policy/dsse.ts';
import type { Root } from '../../core/policy/root.ts';
import { type KeyFolder, newestRoot, retireKeys, writeKey, writeRoot } from '../../node/keyFolder.ts';
import { generateSigner, type Signer } from '../../node/signer.ts';
import { refuse, say } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder } from '../policyFolder.ts';
import { requireKeys } from '../release.ts';
import { wholeNumber } from '../wholeNumber.ts';

interface RotateOptions extends FolderOptions {
	readonly replace?: 'policy' | 'root' | 'both';
	readonly compromised?: boolean;
	readonly years: number;
}

const examples = `
Examples:
  $ assistant-policy rotate                                   the same keys, for three more years
  $ assistant-policy rotate --replace policy                  new policy keys
  $ assistant-policy rotate --replace policy --compromised    and no policy by the old ones counts any more

The new root is signed by the old and the new root keys, and goes out with the next publish. Machines follow by
themselves: their anchor stays as it is. With --compromised raise "epoch" in policy.json too; versions may then
start anew.`;

/** `rotate`: writes the next version of the root. */
export function addRotate(program: Command): void {
	addFolderOption(program.command('rotate'))
		.summary('renew the signing keys, or replace them')
		.description('Writes the next version of the root: with new keys, or with the same for longer.')
		.addOption(
			new Option('--replace <role>', 'make new keys for this role').choices(['policy', 'root', 'both']),
		)
		.option('--compromised', 'the old keys were stolen: raise the epoch')
		.option('--years <number>', 'for how long the new root holds', wholeNumber, 3)
		.addHelpText('after', examples)
		.action(rotate);
}

async function rotate(options: RotateOptions): Promise<void> {
	const places = policyFolder(options);
	const keys = await requireKeys(places);
	if (keys === undefined) {
		return;
	}
	const before = newestRoot(keys);
	const known = keys.rootSigners.filter(({ publicKey }) => before.roles.root.keys.includes(publicKey));
	if (known.length < before.roles.root.threshold) {
		refuse(
			`A new root needs ${before.roles.root.threshold} of the present root keys; ${known.length} are here.`,
			`Put their files root-N.pem into ${places.keys} for this step.`,
		);
		return;
	}
	const next = await nextKeys(places.keys, keys, before, options.replace);
	const now = new Date();
	const expires = new Date(now);
	expires.setUTCFullYear(now.getUTCFullYear() + options.years);
	const root: Root = {
		...before,
		version: before.version + 1,
		issuedAt: now.toISOString(),
		expires: expires.toISOString(),
		epoch: before.epoch + (options.compromised === true ? 1 : 0),
		roles: { ...before.roles, root: next.root.role, policy: next.policy.role },
	};
	await writeRoot(places.keys, root, [...new Set([...known, ...next.root.signers])]);
	say(`Wrote root version ${root.version}, which holds until ${root.expires.slice(0, 10)}.`);
	if (options.compromised === true) {
		say(`Now write "epoch": ${root.epoch} into policy.json.`);
	}
	say('It goes out with the next: assistant-policy publish');
}

interface NextKeys {
	readonly role: { keys: string[]; threshold: number };
	readonly signers: readonly Signer[];
}

async function nextKeys(
	folder: string,
	keys: KeyFolder,
	before: Root,
	replace: RotateOptions['replace'],
): Promise<{ readonly root: NextKeys; readonly policy: NextKeys }> {
	const roles = { root: keys.rootSigners, policy: keys.policySigners };
	const next = async (name: 'root' | 'policy'): Promise<NextKeys> => {
		const role = before.roles[name];
		return replace === name || replace === 'both'
			? await replaced(folder, name, role, before.version)
			: { role, signers: roles[name] };
	};
	return { root: await next('root'), policy: await next('policy') };
}

async function replaced(
	folder: string,
	name: 'root' | 'policy',
	role: Role,
	version: number,
): Promise<NextKeys> {
	const signers = role.keys.map(() => generateSigner());
	await retireKeys(folder, name, version);
	for (const [index, signer] of signers.entries()) {
		await writeKey(folder, `${name}-${index + 1}`, signer);
	}
	return { role: { keys: signers.map(({ publicKey }) => publicKey), threshold: role.threshold }, signers };
}

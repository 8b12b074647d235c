import { type Command, InvalidArgumentError } from 'commander';
import type { Root } from '../../core/policy/trust/root.ts';
import { newestRoot, retireKeys, type RoleName, writeKey, writeRoot } from '../../node/signing/keyFolder.ts';
import { generateSigner, type Signer } from '../../node/signing/signer.ts';
import { refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder } from '../policyFolder.ts';
import { requireKeys } from '../release.ts';
import { allRoles, readPublicKeys, roleList } from '../roles.ts';
import { wholeNumber } from '../wholeNumber.ts';

interface RotateOptions extends FolderOptions {
	readonly replace: readonly RoleName[];
	readonly add: readonly RoleName[];
	readonly policyPublicKey: readonly string[];
	readonly compromised?: boolean;
	readonly years: number;
	readonly json?: boolean;
}

const examples = `
Examples:
  $ assistant-policy rotate                                   the same keys, for three more years
  $ assistant-policy rotate --replace policy                  new policy keys
  $ assistant-policy rotate --replace policy --compromised    and no policy by the old ones counts any more
  $ assistant-policy rotate --replace root,policy
  $ assistant-policy rotate --add exemptions                  keys for exemptions, where there were none
  $ assistant-policy rotate --policy-public-key hsm.pem       the policy is signed elsewhere from now on

The new root is signed by the old and the new root keys, and goes out with the next publish. Machines follow by
themselves: their anchor stays as it is. With --compromised raise "epoch" in policy.json too; versions may then
start anew. Keys that are replaced are moved to keys/retired.`;

/** `rotate`: writes the next version of the root. */
export function addRotate(program: Command): void {
	addFolderOption(program.command('rotate'))
		.summary('renew the signing keys, or replace them')
		.description('Writes the next version of the root: with new keys, or with the same for longer.')
		.option(
			'--replace <roles>',
			`make new keys for these: ${Object.keys(allRoles).join(',')}`,
			anyRoles,
			[],
		)
		.option('--add <roles>', 'make keys for roles that the root has not yet', roleList, [])
		.option(
			'--policy-public-key <file>',
			'the policy key that signs from now on and lives elsewhere; repeatable',
			(value: string, before: readonly string[]) => [...before, value],
			[],
		)
		.option('--compromised', 'the old keys were stolen: raise the epoch')
		.option('--years <number>', 'for how long the new root holds', wholeNumber, 3)
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(rotate);
}

async function rotate(options: RotateOptions): Promise<void> {
	const places = policyFolder(options);
	const keys = await requireKeys(places);
	const elsewhere = await readPublicKeys(options.policyPublicKey);
	if (keys === undefined || elsewhere === undefined) {
		return;
	}
	const before = newestRoot(keys);
	const known = keys.signers.root.filter(({ publicKey }) => before.roles.root.keys.includes(publicKey));
	const obstacle = obstacleTo(before, known.length, options);
	if (obstacle !== undefined) {
		refuse(obstacle, `Private root keys go into ${places.keys} as root-N.pem for this step.`);
		return;
	}
	const made = await makeKeys(places.keys, before, options);
	const now = new Date();
	const expires = new Date(now);
	expires.setUTCFullYear(now.getUTCFullYear() + options.years);
	const root: Root = {
		...before,
		version: before.version + 1,
		issuedAt: now.toISOString(),
		expires: expires.toISOString(),
		epoch: before.epoch + (options.compromised === true ? 1 : 0),
		roles: rolesWith(before.roles, made, elsewhere),
	};
	await writeRoot(places.keys, root, [...new Set([...known, ...(made.get('root') ?? [])])]);
	report(root, options);
}

function report({ version, expires, epoch }: Root, { json, compromised }: RotateOptions): void {
	if (json === true) {
		sayJson({ rootVersion: version, expires, epoch });
		return;
	}
	say(`Wrote root version ${version}, which holds until ${expires.slice(0, 10)}.`);
	if (compromised === true) {
		say(`Now write "epoch": ${epoch} into policy.json.`);
	}
	say('It goes out with the next: assistant-policy publish');
}

/** Why there can be no such root; `undefined` when there can. */
function obstacleTo({ roles }: Root, here: number, { replace, add }: RotateOptions): string | undefined {
	if (here < roles.root.threshold) {
		return `A new root needs ${roles.root.threshold} of the present root keys; ${here} are here.`;
	}
	const missing = replace.find((role) => roles[role] === undefined);
	if (missing !== undefined) {
		return `The root has no ${missing} keys to replace; --add makes them.`;
	}
	const present = add.find((role) => roles[role] !== undefined);
	return present && `The root has ${present} keys already; --replace makes new ones.`;
}

/** New keys for the roles that get them, written to the folder; the old ones are put aside. */
async function makeKeys(
	folder: string,
	{ roles, version }: Root,
	{ replace, add }: RotateOptions,
): Promise<ReadonlyMap<RoleName, readonly Signer[]>> {
	const made = new Map<RoleName, readonly Signer[]>();
	for (const role of new Set([...replace, ...add])) {
		const signers = (roles[role]?.keys ?? ['first']).map(() => generateSigner());
		await retireKeys(folder, role, version);
		for (const [index, signer] of signers.entries()) {
			await writeKey(folder, `${role}-${index + 1}`, signer);
		}
		made.set(role, signers);
	}
	return made;
}

function rolesWith(
	before: Root['roles'],
	made: ReadonlyMap<RoleName, readonly Signer[]>,
	elsewhere: readonly string[],
): Root['roles'] {
	const roles: Root['roles'] = { ...before };
	for (const [role, signers] of made) {
		const keys = signers.map(({ publicKey }) => publicKey);
		roles[role] = { keys, threshold: before[role]?.threshold ?? 1 };
	}
	const { threshold } = before.policy;
	return elsewhere.length === 0
		? roles
		: { ...roles, policy: { keys: [...elsewhere], threshold: Math.min(threshold, elsewhere.length) } };
}

function anyRoles(value: string): readonly RoleName[] {
	return value.split(',').map((name) => {
		const role = new Map(Object.entries(allRoles)).get(name.trim());
		if (role === undefined) {
			throw new InvalidArgumentError(
				`Write some of these, with commas: ${Object.keys(allRoles).join(',')}`,
			);
		}
		return role;
	});
}

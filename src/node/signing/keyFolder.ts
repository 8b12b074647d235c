import { chmod, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Envelope, envelopeSchema } from '../../core/policy/trust/dsse.ts';
import { type Root, rootPayloadType, rootSchema } from '../../core/policy/trust/root.ts';
import { sha256 } from './signature.ts';
import { readSigner, type Signer, signEnvelope, writeSigner } from './signer.ts';

/** The roles of a root. */
export const roleNames = ['root', 'policy', 'exemptions', 'freshness', 'breakGlass'] as const;
export type RoleName = (typeof roleNames)[number];

/** The keys of an organisation as `keygen` lays them out: one PEM per private key, and every version of the root. */
export interface KeyFolder {
	/** The private keys that are here; those of a role may live elsewhere. */
	readonly signers: Readonly<Record<RoleName, readonly Signer[]>>;
	/** Signed roots, oldest first. */
	readonly roots: readonly Envelope[];
}

/** Reads the keys; throws what the file system or `node:crypto` throws where something is missing or damaged. */
export async function readKeyFolder(folder: string): Promise<KeyFolder> {
	const names = (await readdir(folder)).toSorted(byNumber);
	const signersOf = async (role: RoleName): Promise<readonly Signer[]> =>
		await Promise.all(
			names
				.filter((name) => isKeyOf(role, name))
				.map(async (name) => readSigner(await readFile(join(folder, name), 'utf8'))),
		);
	const rootNames = names.filter((name) => /^root\.\d+\.json$/.test(name));
	const roots = rootNames.map(async (name) =>
		envelopeSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8'))),
	);
	const [root, policy, exemptions, freshness, breakGlass] = await Promise.all([
		signersOf('root'),
		signersOf('policy'),
		signersOf('exemptions'),
		signersOf('freshness'),
		signersOf('breakGlass'),
	]);
	return { signers: { root, policy, exemptions, freshness, breakGlass }, roots: await Promise.all(roots) };
}

function isKeyOf(role: RoleName, name: string): boolean {
	return name.startsWith(`${role}-`) && name.endsWith('.pem');
}

/** The newest root of the folder; throws where it has none. */
export function newestRoot({ roots }: KeyFolder): Root {
	const payload = Buffer.from(roots.at(-1)?.payload ?? '', 'base64').toString('utf8');
	return rootSchema.parse(JSON.parse(payload));
}

/** Puts the private keys of a role aside, into `retired/`, where nothing looks for them. */
export async function retireKeys(folder: string, role: RoleName, version: number): Promise<void> {
	const retired = join(folder, 'retired');
	await mkdir(retired, { recursive: true, mode: 0o700 });
	for (const name of await readdir(folder)) {
		if (isKeyOf(role, name)) {
			await rename(join(folder, name), join(retired, `${version}.${name}`));
		}
	}
}

/** Writes a private key that only its owner can read. Rejects rather than replace one. */
export async function writeKey(folder: string, name: string, signer: Signer): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await chmod(folder, 0o700);
	// Keys that are committed by mistake are published keys.
	await writeFile(join(folder, '.gitignore'), '*\n');
	await writeFile(join(folder, `${name}.pem`), writeSigner(signer), { mode: 0o600, flag: 'wx' });
}

/** Signs a root, writes it beside the keys, and gives the SHA-256 that anchors name it by. */
export async function writeRoot(folder: string, root: Root, signers: readonly Signer[]): Promise<string> {
	const payload = Buffer.from(JSON.stringify(root, undefined, '\t'));
	const envelope = signEnvelope(rootPayloadType, payload, signers);
	const path = join(folder, `root.${root.version}.json`);
	await writeFile(path, `${JSON.stringify(envelope, undefined, '\t')}\n`, { flag: 'wx' });
	return sha256(payload);
}

function byNumber(a: string, b: string): number {
	return a.localeCompare(b, 'en', { numeric: true });
}

import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { readPublicKey } from '../core/policy/trust/publicKey.ts';
import type { RoleName } from '../node/signing/keyFolder.ts';
import { refuse } from './output.ts';
import { shown } from './policyFolder.ts';

/** The roles that a root may have beside root and policy, as they are written on the command line. */
export const otherRoles = {
	exemptions: 'exemptions',
	freshness: 'freshness',
	'break-glass': 'breakGlass',
} as const;

/** Every role, as it is written on the command line. */
export const allRoles: Readonly<Record<string, RoleName>> = { root: 'root', policy: 'policy', ...otherRoles };

/** Reads an option that is a list of the other roles, with commas. */
export function roleList(value: string): readonly RoleName[] {
	return value.split(',').map((name) => {
		const role = new Map<string, RoleName>(Object.entries(otherRoles)).get(name.trim());
		if (role === undefined) {
			throw new InvalidArgumentError(
				`Write some of these, with commas: ${Object.keys(otherRoles).join(',')}`,
			);
		}
		return role;
	});
}

/**
 * Public keys of signers that live elsewhere (an HSM, a key service), from PEM or DER files, as roots write them; says
 * what is wrong with one.
 */
export async function readPublicKeys(files: readonly string[]): Promise<readonly string[] | undefined> {
	const keys: string[] = [];
	for (const file of files) {
		const key = await readPublicKeyFile(file);
		if (key === undefined) {
			refuse(
				`${shown(file)} is no public key that can be used.`,
				'Give a P-256 or Ed25519 public key as PEM or DER: openssl pkey -pubin -in key.pem -outform DER -out key.der',
			);
			return undefined;
		}
		keys.push(key);
	}
	return keys;
}

async function readPublicKeyFile(file: string): Promise<string | undefined> {
	try {
		const bytes = await readFile(file);
		const key = bytes.includes('-----BEGIN')
			? createPublicKey(bytes)
			: createPublicKey({ key: bytes, format: 'der', type: 'spki' });
		return readPublicKey(key.export({ type: 'spki', format: 'der' }).toString('base64'))?.text;
	} catch {
		return undefined;
	}
}

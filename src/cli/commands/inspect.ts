import type { Command } from 'commander';
import { decodeBase64 } from '../../core/policy/trust/base64.ts';
import type { Envelope } from '../../core/policy/trust/dsse.ts';
import { decodeUtf8, sha256 } from '../../node/signing/signature.ts';
import { io } from '../io.ts';
import { refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { policyTextOf, readBundle, readText } from '../readPolicy.ts';

interface InspectOptions extends FolderOptions {
	readonly policy?: boolean;
	readonly json?: boolean;
}

/** `inspect`: shows what is in a bundle, without judging it. */
export function addInspect(program: Command): void {
	addFolderOption(program.command('inspect'))
		.summary('show what is in a bundle')
		.description('Shows what is in a bundle, without judging it (assistant-policy verify does).')
		.argument('[bundle]', 'a bundle file (default: that of the policy folder)')
		.option('--policy', 'print the policy inside, byte for byte')
		.option('--json', 'print as JSON')
		.addHelpText('after', '\nExample:\n  $ assistant-policy inspect --policy > policy.json')
		.action(inspect);
}

async function inspect(path: string | undefined, options: InspectOptions): Promise<void> {
	const file = path ?? policyFolder(options).bundle;
	const text = await readText(file, 'Write one with: assistant-policy publish');
	if (text === undefined) {
		return;
	}
	const bundle = readBundle(text);
	if (bundle === undefined) {
		refuse(
			`${shown(file)} is not a bundle.`,
			'To look for mistakes in a policy: assistant-policy validate FILE',
		);
		return;
	}
	if (options.policy === true) {
		io.output.write(policyTextOf(bundle) ?? '');
		return;
	}
	const parts = [
		...bundle.roots.map((each) => part('root', each)),
		...bundle.policies.map((each) => part('policy', each)),
		...(bundle.exemptions === undefined ? [] : [part('exemptions', bundle.exemptions)]),
		...(bundle.freshness === undefined ? [] : [part('freshness', bundle.freshness)]),
	];
	if (options.json === true) {
		sayJson({ format: bundle.format, parts });
		return;
	}
	say(`${shown(file)}: ${bundle.format}`);
	for (const { kind, version, issuedAt, expires, bytes, sha256: hash, signedWith } of parts) {
		say(`${kind} version ${version}, ${bytes} bytes, issued ${issuedAt}, expires ${expires}`);
		say(`  SHA-256 ${hash}`);
		say(`  signatures: ${signedWith.map((id) => id.slice(0, 12)).join(', ')}`);
	}
}

function part(kind: 'root' | 'policy' | 'exemptions' | 'freshness', { payload, signatures }: Envelope) {
	const bytes = decodeBase64(payload) ?? new Uint8Array();
	const content = readLoosely(decodeUtf8(bytes) ?? '');
	return {
		kind,
		version: content.version ?? '?',
		issuedAt: content.issuedAt ?? '?',
		expires: content.expires ?? '?',
		bytes: bytes.length,
		sha256: sha256(bytes),
		signedWith: signatures.map(({ keyid }) => keyid ?? 'a key without name'),
	};
}

function readLoosely(text: string): { version?: number; issuedAt?: string; expires?: string } {
	try {
		return (JSON.parse(text) as object | null) ?? {};
	} catch {
		return {};
	}
}

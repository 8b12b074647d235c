import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { applyEdits, modify } from 'jsonc-parser';
import { type PolicyHost, startPolicyHost } from '../../node/policy/policyHost.ts';
import type { PackedFixture } from '../packageFixtures.ts';
import { root } from '../paths.ts';

/** A policy that is published and served for the demonstration. */
export interface DemoPolicy {
	/** What the editor has to trust, as the `trustAnchor` setting takes it. */
	readonly anchor: unknown;
	/** The policy folder: policy.json, keys, and what is served. */
	readonly folder: string;
	/** The file to edit. */
	readonly file: string;
	readonly host: PolicyHost;
	/** Signs and publishes the file as it stands now, by the admin's own tool; gives what the tool printed. */
	publish(): Promise<string>;
}

const example = path.join(root, 'policy/examples/getting-started.json');

/**
 * Publishes the example, or `own`, from a folder under `home` and serves it on loopback. Keys are made once for a
 * folder; a policy that was edited there stays as it is.
 */
export async function startDemoPolicy(
	home: string,
	sanctioned: PackedFixture,
	own: string | undefined,
): Promise<DemoPolicy> {
	const folder =
		own === undefined ? path.join(home, 'policy') : path.join(home, `policy-${shortHash(own)}`);
	const published = path.join(folder, 'public');
	await mkdir(published, { recursive: true });
	const file = path.join(folder, 'policy.json');
	if (own !== undefined) {
		await rm(file, { force: true });
		await symlink(own, file);
	} else if (!existsSync(file)) {
		await copyFile(example, file);
	}
	const host = await startHost(published);
	try {
		if (own === undefined) {
			await offerFixture(file, published, host, sanctioned);
		}
		if (!existsSync(path.join(folder, 'keys'))) {
			await assistantPolicy('keygen', '--dir', folder, '--source', host.bundleUrl);
		}
		const publish = async (): Promise<string> => await assistantPolicy('publish', '--dir', folder);
		await publish();
		const anchor = JSON.parse(await readFile(path.join(folder, 'anchor.json'), 'utf8')) as Record<
			string,
			unknown
		>;
		return { anchor: { ...anchor, sources: [host.bundleUrl] }, folder, file: own ?? file, host, publish };
	} catch (error) {
		await host.close();
		// The tool names the link in the policy folder; the person knows their own file.
		const message = error instanceof Error ? error.message : String(error);
		const text = own === undefined ? message : message.replaceAll(path.relative('.', file), own);
		throw new Error(text, { cause: error });
	}
}

/** The usual port where it is free, so that addresses stay the same from one start to the next. */
async function startHost(folder: string): Promise<PolicyHost> {
	try {
		return await startPolicyHost({ folder, port: 8377 });
	} catch {
		return await startPolicyHost({ folder, port: 0 });
	}
}

/** The sanctioned extension's VSIX is served beside the policy, which names its place and its SHA-256. */
async function offerFixture(
	file: string,
	published: string,
	host: PolicyHost,
	fixture: PackedFixture,
): Promise<void> {
	const name = path.basename(fixture.file);
	await copyFile(fixture.file, path.join(published, name));
	const formattingOptions = { insertSpaces: false, keepLines: true };
	const extension = ['sanctioned', 0, 'extension'];
	const edits: readonly [place: (string | number)[], value: string][] = [
		[['$schema'], '../../policy/policy.schema.json'],
		[[...extension, 'vsix'], `${host.address}/${name}`],
		[[...extension, 'sha256'], fixture.sha256],
	];
	let text = await readFile(file, 'utf8');
	for (const [place, value] of edits) {
		text = applyEdits(text, modify(text, place, value, { formattingOptions }));
	}
	await writeFile(file, text);
}

async function assistantPolicy(...args: string[]): Promise<string> {
	const program = path.join(root, 'src/cli/main.ts');
	try {
		return (await promisify(execFile)(process.execPath, [program, ...args])).stdout;
	} catch (error) {
		const { stderr } = error as { readonly stderr?: string };
		throw new Error(stderr?.trim() || String(error), { cause: error });
	}
}

function shortHash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

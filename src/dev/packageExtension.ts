import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildPrograms, programs } from './build.ts';
import { dist, root } from './paths.ts';
import { type PackedExtension, packVsix } from './vsix.ts';

const stagedExtension = path.join(dist, 'stage');

/** What of package.json the editor reads; the rest concerns development only. */
const shippedFields = [
	'name',
	'displayName',
	'description',
	'version',
	'publisher',
	'license',
	'icon',
	'repository',
	'bugs',
	'homepage',
	'categories',
	'keywords',
	'activationEvents',
	'l10n',
	'contributes',
	'capabilities',
	'extensionKind',
	'extensionDependencies',
] as const;

/** Bundles, stages and packs the extension as `dist/approved-assistants.vsix`. */
export async function packageExtension(): Promise<PackedExtension> {
	return packVsix(await stageExtension(), path.join(dist, 'approved-assistants.vsix'));
}

/** Bundles the extension and lays it out as it is shipped; the folder can be loaded as an extension under development. */
export async function stageExtension(): Promise<string> {
	await buildPrograms();
	await rm(stagedExtension, { recursive: true, force: true });
	await mkdir(stagedExtension, { recursive: true });
	await writeFile(
		path.join(stagedExtension, 'package.json'),
		`${JSON.stringify(await shippedManifest(), undefined, '\t')}\n`,
	);
	await cp(path.join(root, programs.extension.output), path.join(stagedExtension, 'main.cjs'));
	for (const name of ['README.md', 'LICENSE']) {
		await copyIfPresent(path.join(root, name), path.join(stagedExtension, name));
	}
	await copyIfPresent(path.join(root, 'media'), path.join(stagedExtension, 'media'));
	await hoistTranslations();
	return stagedExtension;
}

async function shippedManifest(): Promise<Record<string, unknown>> {
	const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Record<
		string,
		unknown
	>;
	const shipped: Record<string, unknown> = {};
	for (const field of shippedFields) {
		if (field in manifest) {
			shipped[field] = manifest[field];
		}
	}
	const engines = manifest['engines'] as { readonly vscode: string };
	return { ...shipped, engines: { vscode: engines.vscode }, main: './main.cjs' };
}

/** The editor looks for package.nls*.json beside package.json; in the project they lie with the other texts. */
async function hoistTranslations(): Promise<void> {
	const folder = path.join(stagedExtension, 'media/nls');
	if (!existsSync(folder)) {
		return;
	}
	for (const name of await readdir(folder)) {
		await cp(path.join(folder, name), path.join(stagedExtension, name));
	}
	await rm(folder, { recursive: true });
}

async function copyIfPresent(from: string, to: string): Promise<void> {
	if (existsSync(from)) {
		await cp(from, to, { recursive: true });
	}
}

if (import.meta.main) {
	const { file, sha256 } = await packageExtension();
	console.log(`${path.relative(root, file)}  sha256 ${sha256}`);
}

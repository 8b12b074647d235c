import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { programs } from '../../esbuild.config.mjs';
import { buildPrograms, builtFiles, grammarsFolder } from './build.ts';
import { dist, root } from './paths.ts';
import { stageFolder } from './stageFolder.ts';
import { type PackedExtension, packVsix } from './vsix.ts';

/** What of package.json the editor reads; the rest concerns development only. */
const shippedFields = [
	'name',
	'displayName',
	'description',
	'version',
	'publisher',
	'license',
	'icon',
	'l10n',
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
	return stageFolder(path.join(dist, 'stage'), async (folder) => {
		const manifest = `${JSON.stringify(await shippedManifest(), undefined, '\t')}\n`;
		await writeFile(path.join(folder, 'package.json'), manifest);
		const built = path.join(root, programs.extension.folder);
		for (const file of await builtFiles('extension')) {
			await cp(path.join(built, file), path.join(folder, file));
		}
		await cp(path.join(built, grammarsFolder), path.join(folder, grammarsFolder), {
			recursive: true,
		});
		for (const name of ['README.md', 'LICENSE', 'media']) {
			await copyIfPresent(path.join(root, name), path.join(folder, name));
		}
		// For the README on the web only: they are larger than the whole extension.
		await rm(path.join(folder, 'media/screenshots'), { recursive: true, force: true });
		await hoistTranslations(folder);
	});
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
	// The one script that the editor itself runs, after an uninstall: it wants two words, with a path from the folder.
	const scripts = { 'vscode:uninstall': 'node ./uninstall.cjs' };
	return { ...shipped, engines: { vscode: engines.vscode }, main: './main.cjs', scripts };
}

/** The editor looks for package.nls*.json beside package.json; in the project they lie with the other texts. */
async function hoistTranslations(extension: string): Promise<void> {
	const folder = path.join(extension, 'media/nls');
	if (!existsSync(folder)) {
		return;
	}
	for (const name of await readdir(folder)) {
		await cp(path.join(folder, name), path.join(extension, name));
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

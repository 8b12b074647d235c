import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type BuildResult, context, type Metafile, type Plugin } from 'esbuild';
import { bundleOptions, programs } from '../../esbuild.config.mjs';
import { shellGrammarFiles } from '../node/commands/shellGrammars.ts';
import { buildStamp } from './buildStamp.ts';
import { dist, root } from './paths.ts';

/** Beside each program. */
export const grammarsFolder = 'grammars';

/** In each program: what several of its files need. */
const sharedFolder = 'shared';

export type ProgramName = keyof typeof programs;

type Built = BuildResult<BuildOptions & { metafile: true; write: false }>;

const programNames = Object.keys(programs) as readonly ProgramName[];

/**
 * Bundles every program and returns what went into each; the same is left as `dist/NAME/metafile.json`. A program that
 * is there, made of the same and to the byte as it was written, is not bundled again.
 */
export async function buildPrograms(): Promise<ReadonlyMap<ProgramName, Metafile>> {
	const built = programNames.map(async (name) => [name, await buildProgram(name)] as const);
	return new Map(await Promise.all(built));
}

async function buildProgram(name: ProgramName): Promise<Metafile> {
	const kept = await readMetafile(name);
	const stamp = path.join(dist, name, 'stamp');
	if (kept !== undefined && existsSync(stamp)) {
		if ((await readFile(stamp, 'utf8')) === (await buildStamp(root, kept))) {
			await copyShellGrammars(name);
			return kept;
		}
	}
	const result = await build(bundleOptions(name));
	await writeProgram(name, result);
	await writeIfChanged(stamp, (await buildStamp(root, result.metafile)) ?? '');
	return result.metafile;
}

/** The files of a built program, its own and the shared ones, by paths relative to its folder. */
export async function builtFiles(name: ProgramName): Promise<readonly string[]> {
	const outputs = Object.keys((await readMetafile(name))?.outputs ?? {});
	return outputs.map((output) => path.posix.relative(programs[name].folder, output));
}

/** Of the last build; nothing before the first. */
async function readMetafile(name: ProgramName): Promise<Metafile | undefined> {
	const file = path.join(dist, name, 'metafile.json');
	return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Metafile) : undefined;
}

async function writeProgram(name: ProgramName, { outputFiles, metafile }: Built): Promise<void> {
	const folder = path.join(root, programs[name].folder);
	for (const { path: file, contents } of outputFiles) {
		await writeIfChanged(file, contents);
	}
	await writeIfChanged(path.join(dist, name, 'metafile.json'), JSON.stringify(metafile));
	await copyShellGrammars(name);
	await removeOutdated(path.join(folder, sharedFolder), new Set(outputFiles.map((output) => output.path)));
}

/** A shared file is named by what is in it, so an older one is named by nobody. */
async function removeOutdated(folder: string, current: ReadonlySet<string>): Promise<void> {
	const present = existsSync(folder) ? await readdir(folder) : [];
	const outdated = present.map((name) => path.join(folder, name)).filter((file) => !current.has(file));
	await Promise.all(outdated.map(async (file) => rm(file, { force: true })));
}

/** The grammars are WebAssembly, which no bundler takes in, so they lie beside the program. */
async function copyShellGrammars(name: ProgramName): Promise<void> {
	const folder = path.join(root, programs[name].folder, grammarsFolder);
	const source = path.join(root, 'node_modules/@vscode/tree-sitter-wasm');
	for (const { from, to } of shellGrammarFiles) {
		await writeIfChanged(path.join(folder, to), await readFile(path.join(source, from)));
	}
}

/** By a rename, and only when needed: another process may be reading it. */
async function writeIfChanged(file: string, content: string | Uint8Array): Promise<void> {
	const bytes = Buffer.from(content);
	if (existsSync(file) && bytes.equals(await readFile(file))) {
		return;
	}
	await mkdir(path.dirname(file), { recursive: true });
	const scratch = `${file}.${process.pid}.unfinished`;
	await writeFile(scratch, bytes);
	await rename(scratch, file);
}

async function watch(): Promise<void> {
	for (const name of programNames) {
		const options = bundleOptions(name);
		const writing: Plugin = {
			name: 'writing',
			setup: (watching) => {
				watching.onEnd(async (result) => {
					if (result.errors.length === 0) {
						await writeProgram(name, result);
						console.log(`${name}: built`);
					}
				});
			},
		};
		const watched = await context({ ...options, plugins: [...(options.plugins ?? []), writing] });
		await watched.watch();
	}
}

if (import.meta.main) {
	await (process.argv.includes('--watch') ? watch() : buildPrograms());
}

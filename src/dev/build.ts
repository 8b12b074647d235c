import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, context, type Metafile } from 'esbuild';
import { bundleOptions, programs } from '../../esbuild.config.mjs';
import { shellGrammarFiles } from '../node/shellGrammars.ts';
import { dist, root } from './paths.ts';

/** Beside each program. */
export const grammarsFolder = 'grammars';

export type ProgramName = keyof typeof programs;

const programNames = Object.keys(programs) as readonly ProgramName[];

/** Bundles every program and returns what went into each; the same is left as `dist/NAME/metafile.json`. */
export async function buildPrograms(): Promise<ReadonlyMap<ProgramName, Metafile>> {
	const results = await Promise.all(programNames.map(async (name) => build(bundleOptions(name))));
	const metafiles = new Map<ProgramName, Metafile>();
	for (const [index, name] of programNames.entries()) {
		const result = results[index];
		if (result !== undefined) {
			metafiles.set(name, result.metafile);
			const texts = result.outputFiles.map((output) => [output.path, output.text] as const);
			const metafile = [
				path.join(dist, name, 'metafile.json'),
				JSON.stringify(result.metafile),
			] as const;
			await Promise.all([...texts, metafile].map(async ([file, text]) => writeIfChanged(file, text)));
			await copyShellGrammars(path.join(root, programs[name].folder, grammarsFolder));
		}
	}
	return metafiles;
}

/** The grammars are WebAssembly, which no bundler takes in, so they lie beside the program. */
async function copyShellGrammars(folder: string): Promise<void> {
	const source = path.join(root, 'node_modules/@vscode/tree-sitter-wasm');
	for (const { from, to } of shellGrammarFiles) {
		await writeIfChanged(path.join(folder, to), await readFile(path.join(source, from)));
	}
}

/** By a rename, and only when needed: another process may be reading it. */
async function writeIfChanged(file: string, content: string | Buffer): Promise<void> {
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
	await buildPrograms();
	for (const name of programNames) {
		const watched = await context({ ...bundleOptions(name), write: true, logLevel: 'info' });
		await watched.watch();
	}
}

if (import.meta.main) {
	await (process.argv.includes('--watch') ? watch() : buildPrograms());
}

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build, context, type Metafile } from 'esbuild';
import { shellGrammarFiles } from '../node/shellGrammars.ts';
import { dist, root } from './paths.ts';

/** The programs, each with its only entry. */
export const programs = {
	extension: { entry: 'src/extension/main.ts', output: 'dist/extension/main.cjs', format: 'cjs' },
	cli: { entry: 'src/cli/main.ts', output: 'dist/cli/assistantPolicy.mjs', format: 'esm' },
} as const;

/** Beside each program. */
export const grammarsFolder = 'grammars';

export type ProgramName = keyof typeof programs;

/** Bundles every program and returns what went into each; the same is left as `dist/NAME/metafile.json`. */
export async function buildPrograms(): Promise<ReadonlyMap<ProgramName, Metafile>> {
	const names = presentPrograms();
	const results = await Promise.all(
		names.map(async (name) => build({ ...bundleOptions(name), write: false })),
	);
	const metafiles = new Map<ProgramName, Metafile>();
	for (const [index, name] of names.entries()) {
		const result = results[index];
		if (result !== undefined) {
			metafiles.set(name, result.metafile);
			const texts = result.outputFiles.map((output) => [output.path, output.text] as const);
			const metafile = [
				path.join(dist, name, 'metafile.json'),
				JSON.stringify(result.metafile),
			] as const;
			await Promise.all([...texts, metafile].map(async ([file, text]) => writeIfChanged(file, text)));
			await copyShellGrammars(path.join(dist, name, grammarsFolder));
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

function presentPrograms(): ProgramName[] {
	const names: ProgramName[] = ['extension', 'cli'];
	return names.filter((name) => existsSync(path.join(root, programs[name].entry)));
}

function bundleOptions(name: ProgramName): BuildOptions & { metafile: true } {
	const { entry, output, format } = programs[name];
	return {
		absWorkingDir: root,
		entryPoints: [entry],
		outfile: output,
		format,
		bundle: true,
		minify: true,
		// Names are part of what a log shows.
		keepNames: true,
		platform: 'node',
		target: 'node22',
		// Some libraries' main file hides its parts from a bundler (jsonc-parser 3.3).
		mainFields: ['module', 'main'],
		external: ['vscode'],
		legalComments: 'none',
		metafile: true,
		logLevel: 'warning',
		// Libraries that were written for `require` find it missing in an ES module.
		...(format === 'esm' ? { banner: { js: requireBanner } } : {}),
	};
}

const requireBanner =
	"import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);";

async function watch(): Promise<void> {
	for (const name of presentPrograms()) {
		const watched = await context({ ...bundleOptions(name), logLevel: 'info' });
		await watched.watch();
	}
}

if (import.meta.main) {
	await (process.argv.includes('--watch') ? watch() : buildPrograms());
}

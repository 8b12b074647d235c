import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from '../../src/dev/paths.ts';
import type { Import } from './importTable.ts';

/** Statements and calls with a literal name, also those of types, which a bundler does not see. */
const importPattern =
	/(?:^|[;}\s])(?:import|export)\s(?:[^'";]*?\sfrom\s*)?'([^']+)'|\bimport\s*\(\s*['"]([^'"]+)['"]/gm;

/** Every import of every source file. */
export function readSourceImports(): readonly Import[] {
	const files = globSync('src/**/*.{ts,mjs}', { cwd: root }).map((file) => file.split(path.sep).join('/'));
	return files.flatMap((file) => importsOf(file, readFileSync(path.join(root, file), 'utf8')));
}

export function importsOf(from: string, text: string): readonly Import[] {
	const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
	return [...code.matchAll(importPattern)].map((match) => ({ from, to: match[1] ?? match[2] ?? '' }));
}

/** What a bundle really holds: the imports of our own files in it. */
export function readBundleImports(metafile: Metafile): readonly Import[] {
	return Object.entries(metafile.inputs)
		.filter(([from]) => from.startsWith('src/'))
		.flatMap(([from, input]) => input.imports.map((one) => ({ from, to: bundledName(one.path) })))
		.filter((one) => one.to !== '<runtime>' && one.to !== '(disabled)');
}

function bundledName(place: string): string {
	// A folder of packages may lie elsewhere, behind a link.
	return place.replace(/^(?:.*\/)?node_modules\//, '');
}

// @ts-check
// What is bundled into which file. `npm run build` builds all of it; `npm run build -- --watch` keeps it built.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = import.meta.dirname;

/**
 * The programs. Each file of a program is an entry of its own: what another file of it imports by `import()` is read
 * from the disk when it is first needed, which keeps it off the start.
 *
 * @satisfies {Record<string, { folder: string, format: 'cjs' | 'esm', ending: string, files: Record<string, string> }>}
 */
export const programs = {
	extension: {
		folder: 'dist/extension',
		format: 'cjs',
		ending: '.cjs',
		files: {
			main: 'src/extension/main.ts',
			session: 'src/extension/session.ts',
			commandReader: 'src/node/commandReader.ts',
			languageClient: 'src/extension/languageClient.ts',
			server: 'src/server/main.ts',
			yamlDocument: 'src/node/yamlDocument.ts',
			installedOnDisk: 'src/extension/sensors/installedOnDisk.ts',
			uninstall: 'src/extension/uninstall.ts',
		},
	},
	cli: {
		folder: 'dist/cli',
		format: 'esm',
		ending: '.mjs',
		files: { assistantPolicy: 'src/cli/main.ts' },
	},
};

/**
 * esbuild's options for one program.
 *
 * @param {keyof typeof programs} name
 * @returns {import('esbuild').BuildOptions & { metafile: true, write: false }}
 */
export function bundleOptions(name) {
	const { folder, format, ending, files } = programs[name];
	return {
		absWorkingDir: root,
		entryPoints: files,
		outdir: folder,
		outExtension: { '.js': ending },
		format,
		bundle: true,
		// Names stay as they are: they are part of what a log shows, and to restore them costs time at each start.
		minifySyntax: true,
		minifyWhitespace: true,
		platform: 'node',
		target: 'node22',
		// Some libraries' main file hides its parts from a bundler (jsonc-parser 3.3).
		mainFields: ['module', 'main'],
		external: ['vscode'],
		legalComments: 'none',
		metafile: true,
		write: false,
		logLevel: 'warning',
		plugins: [filesOfTheirOwn(files, ending), catalogForUse()],
		// Libraries that were written for `require` find it missing in an ES module.
		...(format === 'esm' ? { banner: { js: requireBanner } } : {}),
	};
}

const requireBanner =
	"import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);";

/**
 * Leaves an `import()` of another entry to the run time, by the name of the file that it becomes.
 *
 * @param {Record<string, string>} files
 * @param {string} ending
 * @returns {import('esbuild').Plugin}
 */
function filesOfTheirOwn(files, ending) {
	const outputs = new Map(
		Object.entries(files).map(([name, file]) => [path.join(root, file), `./${name}${ending}`]),
	);
	return {
		name: 'files of their own',
		setup: (build) => {
			build.onResolve({ filter: /^\./ }, ({ kind, path: wanted, resolveDir }) => {
				const output =
					kind === 'dynamic-import' ? outputs.get(path.resolve(resolveDir, wanted)) : undefined;
				return output === undefined ? undefined : { path: output, external: true };
			});
		},
	};
}

/**
 * Takes the catalog in without what only its readers need, and as text for `JSON.parse`, which is several times faster
 * than the same as a JavaScript literal.
 *
 * @returns {import('esbuild').Plugin}
 */
function catalogForUse() {
	return {
		name: 'catalog for use',
		setup: (build) => {
			build.onLoad({ filter: /[\\/]policy[\\/]catalog\.json$/ }, async ({ path: file }) => {
				const text = JSON.stringify(JSON.parse(await readFile(file, 'utf8')), (key, value) =>
					['evidence', 'notes', 'homepage', '$schema'].includes(key) ? undefined : value,
				);
				return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
			});
		},
	};
}

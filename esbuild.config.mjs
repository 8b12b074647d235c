// @ts-check
// What is bundled into which file. `npm run build` builds all of it; `npm run build -- --watch` keeps it built.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

const root = import.meta.dirname;

/**
 * The programs. Each file of a program is an entry of its own: what another file of it imports by `import()` is read
 * from the disk when it is first needed, which keeps it off the start. What several entries need lies in `shared`, once.
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
			statusPage: 'src/extension/statusPage.ts',
			exemptions: 'src/extension/exemptions.ts',
			commandReader: 'src/node/commands/commandReader.ts',
			grammarProgram: 'src/node/commands/grammarProgram.ts',
			languageClient: 'src/extension/languageClient.ts',
			carryOver: 'src/extension/carrying/carryOver.ts',
			server: 'src/server/main.ts',
			yamlDocument: 'src/node/files/yamlDocument.ts',
			installedOnDisk: 'src/extension/sensors/installedOnDisk.ts',
			uninstall: 'src/extension/uninstall.ts',
		},
	},
	cli: {
		folder: 'dist/cli',
		format: 'esm',
		ending: '.mjs',
		files: { assistantPolicy: 'src/cli/main.ts', siftWorker: 'src/cli/scan/siftWorker.ts' },
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
		chunkNames: 'shared/[hash]',
		format: 'esm',
		splitting: format === 'cjs',
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
		plugins: [catalogForUse(), ...(format === 'cjs' ? [asCommonJs()] : [])],
		// Libraries that were written for `require` find it missing in an ES module.
		...(format === 'esm' ? { banner: { js: requireBanner } } : {}),
	};
}

const requireBanner =
	"import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);";

/**
 * Writes what was bundled as ES modules for `require`, which the extension host starts extensions with (1.101). esbuild
 * shares code between entries in ES modules only.
 *
 * @returns {import('esbuild').Plugin}
 */
function asCommonJs() {
	return {
		name: 'as CommonJS',
		setup: (build) => {
			build.onEnd(async ({ outputFiles = [] }) => {
				await Promise.all(
					outputFiles.map(async (file) => {
						const { code } = await transform(file.text, {
							format: 'cjs',
							minifySyntax: true,
							minifyWhitespace: true,
							platform: 'node',
							target: 'node22',
						});
						file.contents = Buffer.from(code);
					}),
				);
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

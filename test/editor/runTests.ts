/**
 * Runs the tests in the folders beside this file, by name, inside one real editor's extension host, for a start costs more
 * than what is tested. `node test/editor/runTests.ts [OUTCOME-FILE]`.
 */
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { stageExtension } from '../../src/dev/packageExtension.ts';
import { dist, root } from '../../src/dev/paths.ts';
import { type ChosenEditor, chooseEditor } from './chooseEditor.ts';
import { type Outcome, readOutcome } from '../../src/dev/testing/outcome.ts';

const say = (line: string): void => console.log(line);
const bundles = path.join(dist, 'test/editor');

const stagedExtension = await stageExtension();
const files = await bundleTests();
const editor = await chooseEditor(say);
say(`Editor: ${editor.description}`);
const outcome = await runInside(editor, files);
const file = process.argv[2];
if (file !== undefined) {
	await writeFile(file, JSON.stringify({ ...outcome, note: `editor: ${editor.description}` }));
}
process.exitCode = outcome.failures.length > 0 || outcome.passed === 0 ? 1 : 0;

/** The bundled test files: a desktop editor's Node does not read TypeScript. */
async function bundleTests(): Promise<readonly string[]> {
	const sources = globSync('*/**/*.test.ts', { cwd: import.meta.dirname });
	await rm(bundles, { recursive: true, force: true });
	await build({
		absWorkingDir: import.meta.dirname,
		entryPoints: ['inEditor.ts', ...sources],
		outbase: import.meta.dirname,
		outdir: bundles,
		outExtension: { '.js': '.cjs' },
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node22',
		// As the extension is bundled (esbuild.config.mjs).
		mainFields: ['module', 'main'],
		sourcemap: 'inline',
		external: ['vscode', 'mocha'],
		logLevel: 'warning',
	});
	return sources.toSorted().map((source) => path.join(bundles, source.replace(/\.ts$/, '.cjs')));
}

async function runInside(chosen: ChosenEditor, testFiles: readonly string[]): Promise<Outcome> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-host-'));
	const [workspace, results] = [path.join(home, 'workspace'), path.join(home, 'outcome.json')];
	await mkdir(workspace);
	let ending = '';
	try {
		await runTests({
			vscodeExecutablePath: chosen.program,
			extensionDevelopmentPath: stagedExtension,
			extensionTestsPath: path.join(bundles, 'inEditor.cjs'),
			launchArgs: [
				workspace,
				`--user-data-dir=${path.join(home, 'user-data')}`,
				`--extensions-dir=${path.join(home, 'extensions')}`,
			],
			extensionTestsEnv: {
				TEST_FILES: testFiles.join('\n'),
				SHARED_DATA: process.env['SHARED_DATA'] ?? path.join(root, '../shared/data'),
				TEST_OUTCOME: results,
				TEST_USER_DATA: path.join(home, 'user-data'),
				FIXTURE_LOG: path.join(home, 'fixture.log'),
			},
		});
	} catch (error) {
		ending = error instanceof Error ? error.message : String(error);
	}
	const result = readOutcome(results, 'the extension host', ending);
	await rm(home, { recursive: true, force: true });
	return result;
}

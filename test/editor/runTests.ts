/**
 * Runs the suites beside this file inside a real editor's extension host: every folder with `*.test.ts` is a suite,
 * and its `workspace` folder, if it has one, is opened as a copy. `node test/editor/runTests.ts [OUTCOME-FILE]`.
 */
import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { stageExtension } from '../../src/dev/packageExtension.ts';
import { dist, root } from '../../src/dev/paths.ts';
import { type ChosenEditor, chooseEditor } from './chooseEditor.ts';
import { joinOutcomes, type Outcome, readOutcome } from '../../src/dev/testing/outcome.ts';

const say = (line: string): void => console.log(line);
const bundles = path.join(dist, 'test/editor');

const stagedExtension = await stageExtension();
const suites = await bundleSuites();
const editor = await chooseEditor(say);
say(`Editor: ${editor.description}`);
const outcomes: Outcome[] = [];
for (const [suite, files] of suites) {
	outcomes.push(await runSuite(editor, suite, files));
}
const outcome = joinOutcomes(outcomes);
const file = process.argv[2];
if (file !== undefined) {
	await writeFile(file, JSON.stringify({ ...outcome, note: `editor: ${editor.description}` }));
}
process.exitCode = outcome.failures.length > 0 || outcome.passed === 0 ? 1 : 0;

/** The bundled test files of each suite: a desktop editor's Node does not read TypeScript. */
async function bundleSuites(): Promise<ReadonlyMap<string, readonly string[]>> {
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
	const suites = new Map<string, string[]>();
	for (const source of sources.toSorted()) {
		const suite = source.split(path.sep)[0] ?? source;
		const bundled = path.join(bundles, source.replace(/\.ts$/, '.cjs'));
		suites.set(suite, [...(suites.get(suite) ?? []), bundled]);
	}
	return suites;
}

async function runSuite(chosen: ChosenEditor, suite: string, files: readonly string[]): Promise<Outcome> {
	const home = await mkdtemp(path.join(tmpdir(), `approved-assistants-${suite}-`));
	const [workspace, results] = [path.join(home, 'workspace'), path.join(home, 'outcome.json')];
	const template = path.join(root, 'test/editor', suite, 'workspace');
	await (existsSync(template) ? cp(template, workspace, { recursive: true }) : mkdir(workspace));
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
				TEST_FILES: files.join('\n'),
				SHARED_DATA: process.env['SHARED_DATA'] ?? path.join(root, '../shared/data'),
				TEST_OUTCOME: results,
				TEST_USER_DATA: path.join(home, 'user-data'),
				FIXTURE_LOG: path.join(home, 'fixture.log'),
			},
		});
	} catch (error) {
		ending = error instanceof Error ? error.message : String(error);
	}
	const result = readOutcome(results, `editor suite ${suite}`, ending);
	await rm(home, { recursive: true, force: true });
	return result;
}

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Mocha's own reporters write for a terminal, which an extension host has not. */
class SilentReporter extends Mocha.reporters.Base {}

/**
 * What the editor calls in its extension host (`extensionTestsPath`). TEST_FILES names the bundled test files, one a
 * line; the outcome is written as JSON to the file that TEST_OUTCOME names.
 */
export async function run(): Promise<void> {
	const grep = process.env['TEST_GREP'];
	const mocha = new Mocha({
		ui: 'bdd',
		timeout: 30_000,
		reporter: SilentReporter,
		...(grep === undefined ? {} : { grep }),
	});
	for (const file of (process.env['TEST_FILES'] ?? '').split('\n')) {
		mocha.addFile(path.resolve(file));
	}
	const outcome: { passed: number; failures: { title: string; message: string }[] } = {
		passed: 0,
		failures: [],
	};
	await new Promise<void>((resolve) => {
		const runner = mocha.run(() => resolve());
		runner.on('pass', (test) => {
			outcome.passed += 1;
			console.log(`[test] passed: ${test.fullTitle()} (${test.duration ?? 0} ms)`);
		});
		runner.on('fail', (test, error: Error) => {
			console.log(`[test] FAILED: ${test.fullTitle()}: ${error.message}`);
			outcome.failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
		});
	});
	writeFileSync(process.env['TEST_OUTCOME'] ?? '', JSON.stringify(outcome));
	if (outcome.failures.length > 0) {
		throw new Error(`${outcome.failures.length} failed`);
	}
}

import path from 'node:path';
import { officeDayPeaks } from './fleet.ts';
import { root } from './paths.ts';
import { runProgram } from './testing/runProgram.ts';

/** The tests of trust with their numbers in full, and the requests of a fleet of 100,000 editors. */
export async function evaluatePolicy(): Promise<void> {
	const editors = 100_000;
	const figures = Object.entries(officeDayPeaks(editors)).map(
		([when, value]) => `${when} ${value.toFixed(0)}`,
	);
	console.log(`requests per second of ${editors} editors: ${figures.join(', ')}`);
	const files = [
		'core/policy/trust/mutation',
		'node/policy/policyStore',
		'node/policy/policyClientStore',
		'node/policy/policyProcesses',
	];
	const { output } = await runProgram(
		path.join(root, 'node_modules/mocha/bin/mocha.js'),
		['--timeout', '600000', ...files.map((file) => `test/unit/${file}.test.ts`)],
		{ limit: 20 * 60_000, env: { MUTATIONS: '100000', KILLS: '500', EVERY_BYTE: '1', PROCESSES: '8' } },
	);
	console.log(output.trim());
}

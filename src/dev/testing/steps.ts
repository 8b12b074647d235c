import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../paths.ts';
import { type Outcome, readMochaOutcome, readOutcome } from './outcome.ts';
import { runProgram } from './runProgram.ts';

export const groups = ['checks', 'unit', 'guards', 'editor'] as const;
export type Group = (typeof groups)[number];

export interface Step {
	readonly name: string;
	readonly group: Group;
	/** The step of another lane that comes first. */
	readonly after?: string;
	readonly run: (context: StepContext) => Promise<Outcome>;
}

export interface StepContext {
	readonly grep: string | undefined;
	readonly say: (line: string) => void;
}

const minute = 60_000;
const { resolve } = createRequire(path.join(root, 'package.json'));

const built = 'build';

/**
 * What goes on beside each other; within a lane one step waits for the one before. The editor is mostly waited for, so
 * that three lanes keep two cores busy.
 */
export const lanes: readonly (readonly Step[])[] = [
	[
		tool('types', 'typescript/bin/tsc', ['-p', '.', '--pretty', 'false']),
		tool('types of the pure core', 'typescript/bin/tsc', ['-p', 'src/core', '--pretty', 'false']),
		tool('lint', 'oxlint/bin/oxlint', []),
		tool('format', 'oxfmt/bin/oxfmt', ['--check']),
		tool('dead code', 'knip/bin/knip.js', ['--no-progress']),
		mocha('unit tests', 'unit', ['test/unit/**/*.test.ts']),
	],
	[
		{ name: built, group: 'guards', run: buildAll },
		mocha('guards', 'guards', ['test/guards/**/*.test.ts']),
		{ name: 'editor, in its extension host', group: 'editor', run: runInExtensionHost },
		mocha('editor, from outside: the story', 'editor', ['test/endToEnd/{guard,warned,harness}.test.ts']),
	],
	[
		{
			...mocha(
				'editor, from outside: the rest',
				'editor',
				['test/endToEnd/*.test.ts'],
				['test/endToEnd/{guard,warned,harness}.test.ts'],
			),
			after: built,
		},
	],
];

/** Before anything uses what is built, so that no two processes build the same at once. */
async function buildAll(): Promise<Outcome> {
	for (const program of ['src/dev/packageExtension.ts', 'src/dev/packageFixtures.ts']) {
		const { code, output } = await runProgram(program, [], { limit: 2 * minute });
		if (code !== 0) {
			return { passed: 0, failures: [{ title: built, message: output.trim() }] };
		}
	}
	return { passed: 1, failures: [] };
}

/** One passed or failed for the whole tool. */
function tool(name: string, program: string, toolArguments: readonly string[]): Step {
	return {
		name,
		group: 'checks',
		run: async () => {
			const { code, output } = await runProgram(programOf(program), toolArguments, {
				limit: 2 * minute,
			});
			return code === 0
				? { passed: 1, failures: [] }
				: { passed: 0, failures: [{ title: name, message: output.trim() }] };
		},
	};
}

function mocha(
	name: string,
	group: Group,
	patterns: readonly string[],
	without: readonly string[] = [],
): Step {
	return {
		name,
		group,
		run: async ({ grep }) =>
			withScratchFile('mocha.json', async (file) => {
				const { output } = await runProgram(
					programOf('mocha/bin/mocha.js'),
					[
						...globSync(patterns, { cwd: root, exclude: without }).toSorted(),
						// Long enough for a machine that does other things too; what hangs still ends.
						'--timeout=20000',
						'--reporter=json',
						`--reporter-option=output=${file}`,
						...(grep === undefined ? [] : ['--grep', grep]),
					],
					{ limit: 20 * minute },
				);
				return readMochaOutcome(file, name, output);
			}),
	};
}

async function runInExtensionHost({ grep, say }: StepContext): Promise<Outcome> {
	return withScratchFile('outcome.json', async (file) => {
		const { output } = await runProgram('test/editor/runTests.ts', [file], {
			limit: 15 * minute,
			env: grep === undefined ? {} : { TEST_GREP: grep },
			onLine: (line) => {
				if (/install|download/i.test(line)) {
					say(line);
				}
			},
		});
		return readOutcome(file, 'editor, in its extension host', output);
	});
}

function programOf(place: string): string {
	const [first = '', second = ''] = place.split('/');
	const name = first.startsWith('@') ? `${first}/${second}` : first;
	const beside = path.join(root, 'node_modules', place);
	return existsSync(beside)
		? beside
		: path.join(path.dirname(resolve(`${name}/package.json`)), place.slice(name.length + 1));
}

async function withScratchFile(name: string, work: (file: string) => Promise<Outcome>): Promise<Outcome> {
	const folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-run-'));
	try {
		return await work(path.join(folder, name));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

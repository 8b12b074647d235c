import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dist, root } from '../paths.ts';
import { type Outcome, readMochaOutcome, readOutcome } from './outcome.ts';
import { runProgram } from './runProgram.ts';

export const groups = ['checks', 'unit', 'guards', 'editor'] as const;
export type Group = (typeof groups)[number];

export interface Step {
	readonly name: string;
	readonly group: Group;
	/** The step that has to end first. */
	readonly after?: string;
	readonly run: (context: StepContext) => Promise<Outcome>;
}

export interface StepContext {
	readonly grep: string | undefined;
	readonly say: (line: string) => void;
}

const minute = 60_000;
const { resolve } = createRequire(path.join(root, 'package.json'));

/** How many steps go on beside each other. The editor is mostly waited for, so that three keep two cores busy. */
export const workers = 3;

const built = 'build';
const tsc = 'typescript/bin/tsc';
/** In an editor, seen from outside, in three steps, so that none goes on alone when all others have ended. */
const story = 'test/endToEnd/{guard,warned}.test.ts';
const sight = 'test/endToEnd/{seen,statusPage,surfaces}.test.ts';
const otherThanCore = 'test/unit/{cli,node,server}/**/*.test.ts';

/** In the order in which they are taken up: what is quick and tells most comes first, then the longest. */
export const steps: readonly Step[] = [
	{ name: built, group: 'guards', run: buildAll },
	tool('types', tsc, ['-p', '.', ...typesOf('all')]),
	tool('types of the pure core', tsc, ['-p', 'src/core', ...typesOf('core')]),
	tool('lint', 'oxlint/bin/oxlint', []),
	tool('format', 'oxfmt/bin/oxfmt', ['--check']),
	tool('dead code', 'knip/bin/knip.js', ['--no-progress']),
	{ ...mocha('editor, from outside: the story', 'editor', [story]), after: built },
	{
		...mocha('editor, from outside: the rest', 'editor', ['test/endToEnd/*.test.ts'], [story, sight]),
		after: built,
	},
	{ ...mocha('unit tests of the programs', 'unit', [otherThanCore]), after: built },
	{ ...mocha('editor, from outside: what is seen', 'editor', [sight]), after: built },
	{ name: 'editor, in its extension host', group: 'editor', run: runInExtensionHost, after: built },
	mocha('unit tests of the core', 'unit', ['test/unit/**/*.test.ts'], [otherThanCore]),
	{ ...mocha('guards', 'guards', ['test/guards/**/*.test.ts']), after: built },
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

/** Keeps what was found of files that stay as they are, which takes 3 of 4 seconds off the next run. */
function typesOf(name: string): readonly string[] {
	return ['--pretty', 'false', '--incremental', '--tsBuildInfoFile', path.join(dist, `types.${name}.json`)];
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

/** Where a program of a package lies; `place` is its path below node_modules. */
export function programOf(place: string): string {
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

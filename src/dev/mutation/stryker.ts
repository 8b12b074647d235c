import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPinned } from '../editor/pinnedInstall.ts';
import { root } from '../paths.ts';
import { runProgram } from '../testing/runProgram.ts';
import type { MutationArea } from './areas.ts';

const minute = 60_000;

/** A change that no test noticed, as `file:line:column`. */
export interface Survivor {
	readonly place: string;
	readonly kind: string;
	readonly replacement: string;
}

export interface MutationOutcome {
	readonly noticed: number;
	readonly survivors: readonly Survivor[];
	/** Changes with which the tests fail already as they are read; they count for nothing. */
	readonly invalid: number;
}

/**
 * Makes a place in which Stryker works: a copy of what the tests read, as it changes the files where they lie. Mocha 12
 * cannot be driven by Stryker 10, so that the copy has Mocha 11.
 */
export async function openWorkplace(say: (line: string) => void): Promise<{
	readonly run: (area: MutationArea) => Promise<MutationOutcome>;
	readonly close: () => Promise<void>;
}> {
	const stryker = await installPinned(
		{ name: 'stryker', arrangement: 1, arrange: async () => undefined },
		(line) => say(line),
	);
	const folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-mutation-'));
	for (const name of ['src', 'test', 'policy', 'media', 'package.json', 'esbuild.config.mjs']) {
		await cp(path.join(root, name), path.join(folder, name), { recursive: true });
	}
	// Stryker takes no time limit for a test from its own settings.
	await writeFile(path.join(folder, '.mocharc.json'), JSON.stringify({ timeout: 30_000 }));
	await mkdir(path.join(folder, 'node_modules'));
	for (const name of await readdir(path.join(root, 'node_modules'))) {
		const home = name === 'mocha' ? stryker : root;
		await symlink(path.join(home, 'node_modules', name), path.join(folder, 'node_modules', name));
	}
	return {
		run: async (area) => mutate(folder, stryker, area),
		close: async () => rm(folder, { recursive: true, force: true }),
	};
}

async function mutate(folder: string, stryker: string, area: MutationArea): Promise<MutationOutcome> {
	const report = path.join(folder, 'report.json');
	const configuration = {
		testRunner: 'mocha',
		mutate: area.mutate,
		mochaOptions: { spec: area.tests },
		coverageAnalysis: 'perTest',
		inPlace: true,
		tempDirName: path.join(folder, '.stryker'),
		// There is one in the copied folders, which Stryker would rewrite with a compiler that it does not have.
		tsconfigFile: 'none',
		reporters: ['json'],
		jsonReporter: { fileName: report },
		allowConsoleColors: false,
		concurrency: 2,
	};
	await writeFile(path.join(folder, 'stryker.json'), JSON.stringify(configuration));
	const program = path.join(stryker, 'node_modules/@stryker-mutator/core/bin/stryker.js');
	const { code, output } = await runProgram(program, ['run', 'stryker.json'], {
		limit: 60 * minute,
		cwd: folder,
	});
	if (code !== 0) {
		throw new Error(`Stryker ended with ${code}.\n${output.trim().split('\n').slice(0, 40).join('\n')}`);
	}
	return readReport(await readFile(report, 'utf8'));
}

interface Report {
	readonly files: Readonly<
		Record<
			string,
			{
				readonly mutants: readonly {
					readonly mutatorName: string;
					readonly replacement?: string;
					readonly status: string;
					readonly location: { readonly start: { readonly line: number; readonly column: number } };
				}[];
			}
		>
	>;
}

function readReport(text: string): MutationOutcome {
	const mutants = Object.entries((JSON.parse(text) as Report).files).flatMap(([file, { mutants: all }]) =>
		all.map((mutant) => ({ ...mutant, file })),
	);
	const having = (...statuses: readonly string[]) =>
		mutants.filter(({ status }) => statuses.includes(status));
	return {
		noticed: having('Killed', 'Timeout').length,
		invalid: having('RuntimeError', 'CompileError').length,
		survivors: having('Survived', 'NoCoverage').map(
			({ file, location: { start }, mutatorName, replacement = '' }) => ({
				place: `${file}:${start.line}:${start.column}`,
				kind: mutatorName,
				replacement: replacement.replace(/\s+/g, ' '),
			}),
		),
	};
}

import type { Command } from 'commander';
import { casesPath, judgeCase, type PolicyCase, readCases } from '../../core/decision/policyCases.ts';
import { locateInJson } from '../../core/json/position.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { findingsOf } from '../findings.ts';
import { complain, exitCodes, exitWith, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { printProblems, readAnyPolicy, readText } from '../readPolicy.ts';

interface TestOptions extends FolderOptions {
	readonly policy?: string;
	readonly json?: boolean;
}

const examples = `
A file of cases is a list:
  [{ "signal": "claude", "now": "2026-07-10", "expect": { "action": "block", "rule": "no-claude-code" } },
   { "signal": { "kind": "extension", "id": "qoder.qoder" }, "now": "2026-07-10", "expect": { "action": "allow" } }]

Examples:
  $ assistant-policy test
  $ assistant-policy test --policy policy.json cases/*.json`;

/** `test`: holds a policy against cases that were written beside it. */
export function addTest(program: Command): void {
	addFolderOption(program.command('test'))
		.summary('hold a policy against the cases written beside it')
		.description('Decides signals by a policy, and compares with what was expected.')
		.argument('[files...]', 'files of cases (default: policy.test.json of the policy folder)')
		.option('--policy <file>', 'a policy.json or a bundle (default: that of the policy folder)')
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(test);
}

async function test(files: readonly string[], options: TestOptions): Promise<void> {
	const places = policyFolder(options);
	const document = await readAnyPolicy(options.policy ?? places.policy);
	if (document === undefined) {
		return;
	}
	const policy = compilePolicy(document, builtInCatalog);
	const tally: Tally = { passed: 0, failures: [] };
	for (const path of files.length > 0 ? files : [casesPath(places.policy)]) {
		await judgeFile(path, policy, tally);
	}
	if (options.json === true) {
		sayJson({ passed: tally.passed, failed: tally.failures.length, failures: tally.failures });
	} else {
		tally.failures.forEach(({ file, line, column, problem }) =>
			complain('error', problem, `${file}:${line}:${column}`),
		);
		say(`${tally.passed} passed, ${tally.failures.length} failed`);
	}
	if (tally.failures.length > 0) {
		exitWith(exitCodes.refused);
	}
}

interface Tally {
	passed: number;
	readonly failures: {
		readonly file: string;
		readonly line: number;
		readonly column: number;
		readonly problem: string;
	}[];
}

async function judgeFile(path: string, policy: CompiledPolicy, tally: Tally): Promise<void> {
	const text = await readText(path, 'Write cases as assistant-policy test --help shows.');
	const cases = text === undefined ? undefined : casesOf(path, text);
	for (const [index, each] of (cases ?? []).entries()) {
		const { problem } = await judgeCase(policy, each, async (signal) => await findingsOf(policy, signal));
		if (problem === undefined) {
			tally.passed++;
		} else {
			tally.failures.push({ file: shown(path), ...locateInJson(text ?? '', [index]), problem });
		}
	}
}

function casesOf(path: string, text: string): readonly PolicyCase[] | undefined {
	const parsed = readCases(text);
	if (!parsed.ok) {
		printProblems(parsed.error.map((problem) => ({ file: shown(path), severity: 'error', ...problem })));
		return undefined;
	}
	return parsed.value;
}

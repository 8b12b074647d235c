import type { Command } from 'commander';
import { casesPath, judgeCase, type PolicyCase, readCases } from '../../core/decision/policyCases.ts';
import { locateInJson } from '../../core/json/position.ts';
import { compilePolicy } from '../../core/policy/compile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { findingsOf } from '../findings.ts';
import { complain, exitCodes, exitWith, say } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { printProblems, readAnyPolicy, readText } from '../readPolicy.ts';

interface TestOptions extends FolderOptions {
	readonly policy?: string;
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
	const tally = { passed: 0, failed: 0 };
	for (const path of files.length > 0 ? files : [casesPath(places.policy)]) {
		const text = await readText(path, 'Write cases as assistant-policy test --help shows.');
		const cases = text === undefined ? undefined : casesOf(path, text);
		for (const [index, each] of (cases ?? []).entries()) {
			const { problem } = await judgeCase(
				policy,
				each,
				async (signal) => await findingsOf(policy, signal),
			);
			tally[problem === undefined ? 'passed' : 'failed']++;
			if (problem !== undefined) {
				const { line, column } = locateInJson(text ?? '', [index]);
				complain('error', problem, `${shown(path)}:${line}:${column}`);
			}
		}
	}
	say(`${tally.passed} passed, ${tally.failed} failed`);
	if (tally.failed > 0) {
		exitWith(exitCodes.refused);
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

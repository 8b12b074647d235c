import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { exitCodes, exitWith, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, noPolicyHint, policyFolder, shown } from '../policyFolder.ts';
import { type FileProblem, judgePolicyText, printProblems, readText } from '../readPolicy.ts';

interface ValidateOptions extends FolderOptions {
	readonly json?: boolean;
	readonly strict?: boolean;
}

const examples = `
Examples:
  $ assistant-policy validate
  $ assistant-policy validate policies/*.json --strict`;

/** `validate`: looks for mistakes in policy files. */
export function addValidate(program: Command): void {
	addFolderOption(program.command('validate'))
		.summary('look for mistakes in a policy')
		.description('Looks for mistakes in policy files, and says where they are and what to write.')
		.argument('[files...]', 'policy files (default: policy.json of the policy folder)')
		.option('--strict', 'exit with 1 on warnings too')
		.option('--json', 'print the findings as JSON')
		.addHelpText('after', examples)
		.action(validate);
}

async function validate(files: readonly string[], options: ValidateOptions): Promise<void> {
	const places = policyFolder(options);
	const problems: FileProblem[] = [];
	const good: string[] = [];
	for (const path of files.length > 0 ? files : [places.policy]) {
		const text = await readText(path, files.length > 0 ? undefined : noPolicyHint(places));
		if (text === undefined) {
			continue;
		}
		const judged = judgePolicyText(path, text, Date.now(), await bundleBeside(path));
		problems.push(...judged.problems);
		const { document } = judged;
		if (document !== undefined) {
			good.push(
				`${shown(path)}: version ${document.version}, ${document.rules.length} rule(s), no errors.`,
			);
		}
	}
	if (options.json === true) {
		sayJson(problems);
	} else {
		printProblems(problems);
		good.forEach((line) => say(line));
	}
	if (problems.some(({ severity }) => severity === 'error' || options.strict === true)) {
		exitWith(exitCodes.refused);
	}
}

/** The bundle that `publish` wrote for the policy at `path`. */
async function bundleBeside(path: string): Promise<string | undefined> {
	return await readFile(policyFolder({ dir: dirname(path) }).bundle, 'utf8').catch(() => undefined);
}

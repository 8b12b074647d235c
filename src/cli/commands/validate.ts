import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { readStrictJson } from '../../core/json/strictJson.ts';
import { exemptionsDocumentSchema } from '../../core/policy/exemptions/exemptionsDocument.ts';
import { parseWithPlaces } from '../../core/policy/parseDocument.ts';
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
		.argument(
			'[files...]',
			'policy files, or an exemptions.json (default: policy.json of the policy folder)',
		)
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
		const judged = isExemptionsText(text) ? judgeExemptions(path, text) : await judgePolicy(path, text);
		problems.push(...judged.problems);
		if (judged.summary !== undefined) {
			good.push(`${shown(path)}: ${judged.summary}, no errors.`);
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

/** What is wrong with a file; a word on what is in it when nothing is. */
interface Judged {
	readonly problems: readonly FileProblem[];
	readonly summary: string | undefined;
}

async function judgePolicy(path: string, text: string): Promise<Judged> {
	const { document, problems } = judgePolicyText(path, text, Date.now(), await bundleBeside(path));
	const summary = document && `version ${document.version}, ${document.rules.length} rule(s)`;
	return { problems, summary };
}

function judgeExemptions(path: string, text: string): Judged {
	const parsed = parseWithPlaces(text, exemptionsDocumentSchema);
	return parsed.ok
		? {
				problems: [],
				summary: `version ${parsed.value.version}, ${parsed.value.exemptions.length} exemption(s)`,
			}
		: {
				problems: parsed.error.map((problem) => ({
					file: shown(path),
					severity: 'error',
					...problem,
				})),
				summary: undefined,
			};
}

function isExemptionsText(text: string): boolean {
	const json = readStrictJson(text);
	return json.ok && (json.value as { readonly kind?: unknown } | null)?.kind === 'exemptions';
}

/** The bundle that `publish` wrote for the policy at `path`. */
async function bundleBeside(path: string): Promise<string | undefined> {
	return await readFile(policyFolder({ dir: dirname(path) }).bundle, 'utf8').catch(() => undefined);
}

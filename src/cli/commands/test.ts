import type { Command } from 'commander';
import * as z from 'zod';
import { actions } from '../../core/action.ts';
import { uses } from '../../core/detection/finding.ts';
import { locateInJson } from '../../core/json/position.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { instantOf, instantSchema } from '../../core/policy/instant.ts';
import { parseWithPlaces } from '../../core/policy/parseDocument.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { findingsOf } from '../findings.ts';
import { complain, exitCodes, exitWith, say } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { printProblems, readAnyPolicy, readText } from '../readPolicy.ts';
import { readSignalLine } from '../signalLine.ts';
import { record, strongest } from './decide.ts';

const caseSchema = z.strictObject({
	name: z.string().min(1).optional(),
	/** A command line for bash, or a signal as `decide` reads it. */
	signal: z.union([z.string().min(1), z.record(z.string(), z.unknown())]),
	now: instantSchema,
	expect: z.strictObject({
		action: z.enum(actions).optional(),
		assistant: z.string().nullable().optional(),
		use: z.enum([...uses, 'none']).optional(),
		rule: z.string().nullable().optional(),
		replacement: z.string().nullable().optional(),
	}),
});
type Case = z.infer<typeof caseSchema>;

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
	for (const path of files.length > 0 ? files : [places.policy.replace(/json$/, 'test.json')]) {
		const text = await readText(path, 'Write cases as assistant-policy test --help shows.');
		const cases = text === undefined ? undefined : readCases(path, text);
		for (const [index, each] of (cases ?? []).entries()) {
			const problem = await failureOf(policy, each);
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

function readCases(path: string, text: string): readonly Case[] | undefined {
	const parsed = parseWithPlaces(text, z.array(caseSchema));
	if (!parsed.ok) {
		printProblems(parsed.error.map((problem) => ({ file: shown(path), severity: 'error', ...problem })));
		return undefined;
	}
	return parsed.value;
}

/** What differs from what the case expects; `undefined` when nothing does. */
async function failureOf(
	policy: CompiledPolicy,
	{ name, signal, now, expect }: Case,
): Promise<string | undefined> {
	const line = typeof signal === 'string' ? { kind: 'command', shell: 'bash', text: signal } : signal;
	const read = readSignalLine(JSON.stringify(line));
	const title = name ?? JSON.stringify(signal);
	if (!read.ok) {
		return `${title}: ${read.error.message}`;
	}
	const context = { now: instantOf(now) };
	const found = record(strongest(policy, await findingsOf(policy, read.value.signal), context));
	const wrong = Object.entries(expect).filter(
		([key, value]) => found[key as keyof typeof expect] !== value,
	);
	if (wrong.length === 0) {
		return undefined;
	}
	const differences = wrong.map(
		([key, value]) => `${key} is ${String(found[key as keyof typeof expect])}, expected ${String(value)}`,
	);
	return `${title}: ${differences.join('; ')}`;
}

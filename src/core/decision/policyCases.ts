import * as z from 'zod';
import { actions } from '../action.ts';
import { type Finding, uses } from '../detection/finding.ts';
import type { Signal } from '../detection/signal.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { instantOf, instantSchema } from '../policy/instant.ts';
import { type DocumentProblem, parseWithPlaces } from '../policy/parseDocument.ts';
import type { Result } from '../result.ts';
import type { Decision } from './decide.ts';
import { decisionRecord, strongest } from './decisionRecord.ts';
import { readSignalLine } from './signalLine.ts';

const caseSchema = z.strictObject({
	name: z.string().min(1).optional().describe('What is said of the case where it fails.'),
	signal: z
		.union([z.string().min(1), z.record(z.string(), z.unknown())])
		.describe('A command line for bash, or a signal as `assistant-policy decide` reads it.'),
	now: instantSchema.describe('The day or moment at which the policy decides.'),
	expect: z
		.strictObject({
			action: z.enum(actions).optional().describe('What is done.'),
			assistant: z.string().nullable().optional().describe('The catalog id of what was found.'),
			use: z
				.enum([...uses, 'none'])
				.optional()
				.describe('What the signal does with it; "none" where nothing was found.'),
			rule: z
				.string()
				.nullable()
				.optional()
				.describe('The id of the rule that decides; null where none does.'),
			replacement: z
				.string()
				.nullable()
				.optional()
				.describe('The id of the sanctioned assistant that is offered instead.'),
		})
		.describe('What the policy is to say; what is left out may be anything.'),
});
const casesSchema = z.array(caseSchema);

/** A signal that was recorded beside a policy, and what the policy is to say of it. */
export type PolicyCase = z.infer<typeof caseSchema>;

/** Where the cases of the policy at `path` lie. */
export function casesPath(path: string): string {
	return path.replace(/json$/, 'test.json');
}

/** Reads a file of cases: a list. */
export function readCases(text: string): Result<readonly PolicyCase[], readonly DocumentProblem[]> {
	return parseWithPlaces(text, casesSchema);
}

/** The JSON Schema (draft 2020-12) of a file of cases. */
export function casesJsonSchema(): object {
	return { title: 'Test cases of a policy', ...z.toJSONSchema(casesSchema, { io: 'input' }) };
}

/** What a policy says of a case. */
export interface CaseOutcome {
	readonly decision: Decision | undefined;
	/** What differs from what the case expects, or why it cannot be judged; absent where nothing does. */
	readonly problem: string | undefined;
}

/** Decides the signal of a case as of its day. `findingsOf` tells what a signal gives away. */
export async function judgeCase(
	policy: CompiledPolicy,
	{ name, signal, now, expect }: PolicyCase,
	findingsOf: (signal: Signal) => Promise<readonly Finding[]>,
): Promise<CaseOutcome> {
	const line = typeof signal === 'string' ? { kind: 'command', shell: 'bash', text: signal } : signal;
	const read = readSignalLine(JSON.stringify(line));
	const title = name ?? JSON.stringify(signal);
	if (!read.ok) {
		return { decision: undefined, problem: `${title}: ${read.error.message}` };
	}
	const decision = strongest(policy, await findingsOf(read.value.signal), { now: instantOf(now) });
	const found = decisionRecord(decision);
	const differences = Object.entries(expect)
		.filter(([key, value]) => found[key] !== value)
		.map(([key, value]) => `${key} is ${String(found[key])}, expected ${String(value)}`);
	return {
		decision,
		problem: differences.length === 0 ? undefined : `${title}: ${differences.join('; ')}`,
	};
}

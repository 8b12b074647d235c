import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import type { DecisionContext } from '../../core/decision/context.ts';
import { decisionRecord, strongest } from '../../core/decision/decisionRecord.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { parseInstant } from '../../core/policy/instant.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { findingsOf } from '../findings.ts';
import { inputLines } from '../inputLines.ts';
import { io } from '../io.ts';
import { readAnyPolicy } from '../readPolicy.ts';
import { type LineProblem, readSignalLine } from '../../core/decision/signalLine.ts';

interface DecideOptions {
	readonly policy: string;
	readonly now?: number;
}

const examples = `
Example:
  $ echo '{"kind":"command","shell":"bash","text":"claude"}' | assistant-policy decide --policy policy.json

Signals, one per line:
  {"kind":"command","shell":"bash","text":"npx @openai/codex","id":"t1"}   shell: sh bash zsh fish pwsh cmd
  {"kind":"extension","id":"anthropic.claude-code","version":"2.0.0"}
  What assistant-policy inventory --signals prints is read too.
A command's "id", or "ref" of any signal, comes back as "ref". A line that cannot be read gives a line with
"error", and the next is read.`;

/** `decide`: reads signals, one JSON per line, and writes a decision for each, in order. */
export function addDecide(program: Command): void {
	program
		.command('decide')
		.summary('read signals, one JSON per line, and write decisions')
		.description(
			'Reads signals from standard input, one JSON per line, and writes one decision per line, in order.',
		)
		.requiredOption('--policy <file>', 'a policy.json, or a bundle (its signatures are not looked at)')
		.option('--now <instant>', 'decide as of this day or moment', instant)
		.addHelpText('after', examples)
		.action(decideLines);
}

/** Reads an option that is an instant, as epoch milliseconds. */
export function instant(value: string): number {
	const parsed = parseInstant(value);
	if (parsed === undefined) {
		throw new InvalidArgumentError(
			'Write a day (2026-07-10) or a moment with its offset (2026-07-10T09:00:00Z).',
		);
	}
	return parsed;
}

async function decideLines({ policy: path, now = Date.now() }: DecideOptions): Promise<void> {
	const document = await readAnyPolicy(path);
	if (document === undefined) {
		return;
	}
	const policy = compilePolicy(document, builtInCatalog);
	let number = 0;
	for await (const lines of inputLines(io.input)) {
		let output = '';
		for (const line of lines) {
			number++;
			output += `${await answer(policy, line, number, { now })}\n`;
		}
		if (!io.output.write(output)) {
			await once(io.output, 'drain');
		}
	}
}

async function answer(
	policy: CompiledPolicy,
	line: string | undefined,
	number: number,
	context: DecisionContext,
): Promise<string> {
	const tooLong: LineProblem = { code: 'tooLong', message: 'This line is too long.' };
	const read = line === undefined ? ({ ok: false, error: tooLong } as const) : readSignalLine(line);
	if (!read.ok) {
		const { ref, code, message } = read.error;
		return JSON.stringify({ ref, error: { code, message }, line: number });
	}
	const { signal, ref } = read.value;
	const findings = await findingsOf(policy, signal);
	return JSON.stringify({ ref, ...decisionRecord(strongest(policy, findings, context)) });
}

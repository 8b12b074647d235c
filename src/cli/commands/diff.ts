import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { compareActions } from '../../core/action.ts';
import type { Decision } from '../../core/decision/decide.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { findingsOf } from '../findings.ts';
import { inputLines } from '../inputLines.ts';
import { exitCodes, exitWith, paint, refuse, say, sayJson } from '../output.ts';
import { shown } from '../policyFolder.ts';
import { readAnyPolicy } from '../readPolicy.ts';
import { readSignalLine } from '../signalLine.ts';
import { instant, strongest } from './decide.ts';

interface DiffOptions {
	readonly signals: string;
	readonly now?: number;
	readonly list: string;
	readonly json?: boolean;
}

const examples = `
Example:
  $ assistant-policy diff public/policy.bundle.json policy.json --signals fleet.jsonl

The signals are lines as decide reads them. Exit code 0 when every signal is decided as before, 1 when not.`;

/** `diff`: says for whom a new policy would change what. */
export function addDiff(program: Command): void {
	program
		.command('diff')
		.summary('say what a new policy would change, on recorded signals')
		.description('Decides recorded signals by two policies, and says which come out stronger or milder.')
		.argument('<old>', 'a policy.json or a bundle')
		.argument('<new>', 'a policy.json or a bundle')
		.requiredOption('--signals <file>', 'signals, one JSON per line')
		.option('--now <instant>', 'decide as of this day or moment', instant)
		.option('--list <number>', 'how many changes to list', '20')
		.option('--json', 'print as JSON')
		.addHelpText('after', examples)
		.action(diff);
}

/** Signals that changed alike. */
interface Change {
	readonly from: string;
	readonly to: string;
	readonly assistant: string | null;
	count: number;
	/** The first of them, as it was read. */
	readonly example: string;
}

async function diff(oldPath: string, newPath: string, options: DiffOptions): Promise<void> {
	const documents = [await readAnyPolicy(oldPath), await readAnyPolicy(newPath)] as const;
	const [before, after] = documents;
	if (before === undefined || after === undefined) {
		return;
	}
	const policies = [compilePolicy(before, builtInCatalog), compilePolicy(after, builtInCatalog)] as const;
	const tally: Tally = { changes: new Map(), total: 0, changed: 0, unread: 0 };
	let file;
	try {
		file = await open(options.signals);
	} catch (error) {
		refuse(`${shown(options.signals)} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
		return;
	}
	for await (const lines of inputLines(file.createReadStream())) {
		for (const line of lines) {
			await compare(policies, line ?? '', options.now ?? Date.now(), tally);
		}
	}
	report(tally, options);
}

interface Tally {
	readonly changes: Map<string, Change>;
	total: number;
	changed: number;
	unread: number;
}

async function compare(
	[before, after]: readonly [CompiledPolicy, CompiledPolicy],
	line: string,
	now: number,
	tally: Tally,
): Promise<void> {
	const read = readSignalLine(line);
	if (!read.ok) {
		tally.unread++;
		return;
	}
	tally.total++;
	const { signal } = read.value;
	const was = strongest(before, await findingsOf(before, signal), { now });
	const is = strongest(after, await findingsOf(after, signal), { now });
	const [from, to] = [words(was), words(is)];
	if (from === to) {
		return;
	}
	tally.changed++;
	const assistant = (is ?? was)?.finding.assistant ?? null;
	const key = JSON.stringify([from, to, assistant]);
	const known = tally.changes.get(key);
	if (known === undefined) {
		tally.changes.set(key, { from, to, assistant, count: 1, example: line });
	} else {
		known.count++;
	}
}

function words(decision: Decision | undefined): string {
	const rule = decision?.rule?.entry.id;
	return `${decision?.action ?? 'allow'}${rule === undefined ? '' : ` (${rule})`}`;
}

function report({ changes, total, changed, unread }: Tally, { json, list }: DiffOptions): void {
	const sorted = [...changes.values()].sort((a, b) => b.count - a.count);
	exitWith(changed === 0 ? exitCodes.done : exitCodes.refused);
	if (json === true) {
		sayJson({ signals: total, changed, unread, changes: sorted });
		return;
	}
	say(
		`${total} signals, ${changed} decided otherwise${unread === 0 ? '' : `; ${unread} lines could not be read`}.`,
	);
	for (const { from, to, assistant, count, example } of sorted.slice(0, Number(list))) {
		const stronger = compareActions(actionOf(to), actionOf(from)) > 0;
		const label = `${from} -> ${to}`;
		say(
			`${String(count).padStart(8)}  ${paint(stronger ? 'red' : 'green', label)}  ${assistant ?? 'unknown assistant'}`,
		);
		say(`          e.g. ${example.slice(0, 100)}`);
	}
}

function actionOf(text: string): Decision['action'] {
	return text.split(' ')[0] as Decision['action'];
}

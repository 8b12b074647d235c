import type { Command } from 'commander';
import { compareActions } from '../../core/action.ts';
import type { Decision } from '../../core/decision/decide.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { findingsOf } from '../findings.ts';
import { openSignals } from '../openSignals.ts';
import { exitCodes, exitWith, paint, say, sayJson } from '../output.ts';
import { readAnyPolicy } from '../readPolicy.ts';
import { strongest } from '../../core/decision/decisionRecord.ts';
import { readRecordedLine } from '../simulation/recordedLine.ts';
import { count } from '../wholeNumber.ts';
import { instant } from './decide.ts';

interface DiffOptions {
	readonly signals: string;
	readonly now?: number;
	readonly list: number;
	readonly json?: boolean;
}

const examples = `
Example:
  $ assistant-policy diff public/policy.bundle.json policy.json --signals fleet.jsonl

The signals are lines as decide reads them; "machine" beside a signal says whom it was recorded on.`;

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
		.option('--list <number>', 'how many changes of each kind to list', count, 20)
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
	/** Whom they were recorded on, where the lines say so with "machine". */
	readonly machines: Set<string>;
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
	const input = await openSignals(options.signals);
	if (input === undefined) {
		return;
	}
	const now = options.now ?? Date.now();
	for await (const lines of input) {
		for (const line of lines) {
			if (line?.trim() !== '') {
				await compare(policies, line, now, tally);
			}
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
	line: string | undefined,
	now: number,
	tally: Tally,
): Promise<void> {
	const read = readRecordedLine(line);
	if (read === undefined) {
		tally.unread++;
		return;
	}
	tally.total++;
	const { signal, place } = read;
	const was = strongest(before, await findingsOf(before, signal), { ...place, now });
	const is = strongest(after, await findingsOf(after, signal), { ...place, now });
	const [from, to] = [words(was), words(is)];
	if (from === to) {
		return;
	}
	tally.changed++;
	const assistant = (is ?? was)?.finding.assistant ?? null;
	const key = JSON.stringify([from, to, assistant]);
	const known = tally.changes.get(key);
	const machine = read.machine === undefined ? [] : [read.machine];
	if (known === undefined) {
		tally.changes.set(key, {
			from,
			to,
			assistant,
			count: 1,
			machines: new Set(machine),
			example: line ?? '',
		});
	} else {
		known.count++;
		machine.forEach((name) => known.machines.add(name));
	}
}

function words(decision: Decision | undefined): string {
	const rule = decision?.rule?.entry.id;
	return `${decision?.action ?? 'allow'}${rule === undefined ? '' : ` (${rule})`}`;
}

function report({ changes, total, changed, unread }: Tally, { json, list }: DiffOptions): void {
	const sorted = [...changes.values()].sort((a, b) => b.count - a.count);
	const blocked = sorted.filter(({ from, to }) => actionOf(to) === 'block' && actionOf(from) !== 'block');
	const freed = sorted.filter(({ from, to }) => actionOf(from) === 'block' && actionOf(to) !== 'block');
	const others = sorted.filter((change) => !blocked.includes(change) && !freed.includes(change));
	exitWith(changed === 0 ? exitCodes.done : exitCodes.refused);
	if (json === true) {
		sayJson({
			signals: total,
			changed,
			unread,
			newlyBlocked: totals(blocked),
			freed: totals(freed),
			changes: sorted.map((change) => ({ ...change, machines: [...change.machines] })),
		});
		return;
	}
	say(
		`${total} signals, ${changed} decided otherwise${unread === 0 ? '' : `; ${unread} lines could not be read`}.`,
	);
	for (const [title, group] of [
		['Newly blocked', blocked],
		['Freed', freed],
		['Otherwise', others],
	] as const) {
		if (group.length > 0) {
			const { signals, machines } = totals(group);
			const on = machines === 0 ? '' : ` on ${machines} machine(s)`;
			say(`\n${paint('bold', title)}: ${signals} signal(s)${on}`);
			group.slice(0, list).forEach(printChange);
		}
	}
}

function totals(changes: readonly Change[]): { readonly signals: number; readonly machines: number } {
	return {
		signals: changes.reduce((sum, { count }) => sum + count, 0),
		machines: new Set(changes.flatMap(({ machines }) => [...machines])).size,
	};
}

function printChange({ from, to, assistant, count, machines, example }: Change): void {
	const stronger = compareActions(actionOf(to), actionOf(from)) > 0;
	const label = paint(stronger ? 'red' : 'green', `${from} -> ${to}`);
	say(`${String(count).padStart(8)}  ${label}  ${assistant ?? 'unknown assistant'}`);
	if (machines.size > 0) {
		say(`          on ${[...machines].slice(0, 3).join(', ')}${machines.size > 3 ? ', …' : ''}`);
	}
	say(`          e.g. ${example.slice(0, 100)}`);
}

function actionOf(text: string): Decision['action'] {
	return text.split(' ')[0] as Decision['action'];
}

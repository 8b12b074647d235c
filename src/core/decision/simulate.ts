import { type Action, actions, compareActions } from '../action.ts';
import type { Finding } from '../detection/finding.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { DecisionContext } from './context.ts';
import { decide, type Decision, nextChange, strongestDecision } from './decide.ts';

const dayLength = 86_400_000;

/** One signal as it was recorded, however many machines it came from. */
export interface FleetSignal {
	/** What it gives away by the catalog of each policy. */
	readonly findings: { readonly after: readonly Finding[]; readonly before: readonly Finding[] };
	/** Where it was recorded. */
	readonly place: Omit<DecisionContext, 'now'>;
}

/** What was recorded on a fleet: for each machine its signals, as indices. */
export interface Fleet {
	readonly signals: readonly FleetSignal[];
	readonly machines: ReadonlyMap<string, Iterable<number>>;
}

export interface FleetPolicies {
	/** The policy that is tried out. */
	readonly after: CompiledPolicy;
	/** What holds where the new one has not come yet. */
	readonly before: CompiledPolicy | undefined;
	/** Whether the new policy has come to `machine` at `now` (epoch milliseconds). */
	readonly reached: (machine: string, now: number) => boolean;
	/** The moments at which `reached` changes, beside those of the policies. */
	readonly stages: readonly number[];
}

/** An assistant on a machine that is decided otherwise than the day before. */
export interface FleetChange {
	readonly machine: string;
	/** Catalog id; `null` where only its contributions give it away. */
	readonly assistant: string | null;
	readonly from: Action;
	readonly to: Action;
	/** The decision that holds now; `undefined` when nothing is found any more. */
	readonly decision: Decision | undefined;
	/** Index of the signal that it was made for. */
	readonly signal: number;
}

/** How a fleet stands at the end of a day. */
export interface FleetDay {
	/** The first moment of the day, UTC, epoch milliseconds. */
	readonly start: number;
	/** How many machines have an action as their strongest. */
	readonly machines: Readonly<Record<Action, number>>;
	/** None on the first day, which only says how things stand. */
	readonly changes: readonly FleetChange[];
}

/**
 * Decides a fleet's signals day by day, from the day of `from` to the day of `to` (both included, UTC), each day as of
 * its last moment, so that what begins in its course counts. The cost is that of the days on which something changes.
 */
export function simulate(
	fleet: Fleet,
	policies: FleetPolicies,
	{ from, to }: { readonly from: number; readonly to: number },
): readonly FleetDay[] {
	const days: FleetDay[] = [];
	let standing: Standing | undefined;
	for (let start = from - (from % dayLength); start <= to; start += dayLength) {
		const now = start + dayLength - 1;
		const last = days.at(-1);
		if (standing !== undefined && last !== undefined && !changesWithin(policies, start - 1, now)) {
			days.push({ start, machines: last.machines, changes: [] });
			continue;
		}
		const next = stand(fleet, policies, now);
		days.push({
			start,
			machines: countMachines(next),
			changes: standing === undefined ? [] : differences(standing, next),
		});
		standing = next;
	}
	return days;
}

/** For each machine and assistant what holds. */
type Standing = ReadonlyMap<string, ReadonlyMap<string | null, Held>>;
interface Held {
	readonly decision: Decision;
	readonly signal: number;
}

function changesWithin({ after, before, stages }: FleetPolicies, from: number, to: number): boolean {
	return (
		[after, before].some(
			(policy) => policy !== undefined && (nextChange(policy, from) ?? Infinity) <= to,
		) || stages.some((stage) => from < stage && stage <= to)
	);
}

function stand({ signals, machines }: Fleet, policies: FleetPolicies, now: number): Standing {
	const decided = new Map<string, Decision | undefined>();
	const decideOnce = (index: number, side: 'after' | 'before'): Decision | undefined => {
		const key = `${side} ${index}`;
		const signal = signals[index];
		if (!decided.has(key) && signal !== undefined) {
			const context = { ...signal.place, now };
			decided.set(
				key,
				strongestDecision(
					signal.findings[side].map((finding) => decide(policies[side], finding, context)),
				),
			);
		}
		return decided.get(key);
	};
	const standing = new Map<string, ReadonlyMap<string | null, Held>>();
	for (const [machine, indices] of machines) {
		const side = policies.reached(machine, now) ? 'after' : 'before';
		const held = new Map<string | null, Held>();
		for (const signal of indices) {
			const decision = decideOnce(signal, side);
			const known = decision && held.get(decision.finding.assistant)?.decision;
			if (decision && (!known || compareActions(decision.action, known.action) > 0)) {
				held.set(decision.finding.assistant, { decision, signal });
			}
		}
		standing.set(machine, held);
	}
	return standing;
}

function countMachines(standing: Standing): Readonly<Record<Action, number>> {
	const counts = Object.fromEntries(actions.map((action) => [action, 0])) as Record<Action, number>;
	for (const held of standing.values()) {
		const strongest = strongestDecision([...held.values()].map(({ decision }) => decision));
		counts[strongest?.action ?? 'allow']++;
	}
	return counts;
}

function differences(before: Standing, after: Standing): readonly FleetChange[] {
	return [...after].flatMap(([machine, held]) => {
		const was = before.get(machine) ?? new Map<string | null, Held>();
		return [...new Set([...was.keys(), ...held.keys()])].flatMap((assistant): FleetChange[] => {
			const [old, present] = [was.get(assistant), held.get(assistant)];
			const from = old?.decision.action ?? 'allow';
			const to = present?.decision.action ?? 'allow';
			const signal = (present ?? old)?.signal ?? 0;
			return from === to ? [] : [{ machine, assistant, from, to, decision: present?.decision, signal }];
		});
	});
}

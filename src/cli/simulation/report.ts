import { actions } from '../../core/action.ts';
import type { FleetChange, FleetDay } from '../../core/decision/simulate.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { paint, say } from '../output.ts';
import type { RecordedFleet } from './recordedFleet.ts';
import { dayText, textPlot } from './textPlot.ts';

/** Runs of days that are alike are cut after this many. */
const mostAlike = 3;

const kinds: readonly (readonly [title: string, wanted: (change: FleetChange) => boolean])[] = [
	['Newly blocked', ({ to }) => to === 'block'],
	['Freed', ({ from }) => from === 'block'],
];

/** Everything that a simulation found, as values for JSON. */
export function simulationAsJson(fleet: RecordedFleet, days: readonly FleetDay[]): unknown {
	return {
		machines: fleet.machines.size,
		signals: fleet.total - fleet.unread,
		unread: fleet.unread,
		days: days.map(({ start, machines, changes }) => ({
			day: dayText(start),
			machines,
			newlyBlocked: changes.filter(({ to }) => to === 'block').map((change) => asJson(fleet, change)),
			freed: changes.filter(({ from }) => from === 'block').map((change) => asJson(fleet, change)),
			otherChanges: changes.filter(({ from, to }) => from !== 'block' && to !== 'block').length,
		})),
	};
}

/** A simulation for people: the plot, then who is newly blocked or freed when. */
export function printSimulation(
	fleet: RecordedFleet,
	policy: CompiledPolicy,
	days: readonly FleetDay[],
	list: number,
): void {
	const unread = fleet.unread === 0 ? '' : ` ${fleet.unread} lines could not be read.`;
	say(`${fleet.machines.size} machines, ${fleet.total - fleet.unread} signals.${unread}`);
	say();
	const [header = '', ...lines] = textPlot(days);
	say(paint('bold', header));
	shortened(days, lines).forEach((line) => say(line));
	for (const [title, wanted] of kinds) {
		say(`\n${paint('bold', title)}`);
		const told = days.flatMap(({ start, changes }) =>
			changesOfDay(start, changes.filter(wanted), { fleet, policy, list }),
		);
		(told.length === 0 ? ['nobody'] : told).forEach((line) => say(`  ${line}`));
	}
}

function shortened(days: readonly FleetDay[], lines: readonly string[]): readonly string[] {
	const out: string[] = [];
	let alike = 0;
	for (const [index, line] of lines.entries()) {
		const next = days[index + 1];
		const same = index > 0 && sameCounts(days[index - 1], days[index]);
		alike = same ? alike + 1 : 0;
		if (alike < mostAlike || next === undefined) {
			out.push(line);
		} else if (!sameCounts(days[index], next) || index === lines.length - 2) {
			out.push(`  … ${alike - mostAlike + 1} more days alike`);
		}
	}
	return out;
}

function sameCounts(a: FleetDay | undefined, b: FleetDay | undefined): boolean {
	return actions.every((action) => a?.machines[action] === b?.machines[action]);
}

function changesOfDay(
	start: number,
	changes: readonly FleetChange[],
	{
		fleet,
		policy,
		list,
	}: { readonly fleet: RecordedFleet; readonly policy: CompiledPolicy; readonly list: number },
): readonly string[] {
	const groups = Map.groupBy(changes, ({ assistant, decision }) =>
		JSON.stringify([assistant, decision?.rule?.entry.id]),
	);
	return [...groups.values()].flatMap((group) => {
		const [first] = group;
		const machines = group.slice(0, list).map(({ machine }) => machine);
		const named =
			machines.length === 0 ? '' : `: ${machines.join(', ')}${group.length > list ? ', …' : ''}`;
		return first === undefined
			? []
			: [
					`${dayText(start)}  ${changeWords(policy, first)}, ${group.length} machine(s)${named}`,
					`            e.g. ${(fleet.lines[first.signal] ?? '').slice(0, 100)}`,
				];
	});
}

function changeWords({ catalog }: CompiledPolicy, { assistant, decision }: FleetChange): string {
	const name =
		assistant === null ? 'an unknown assistant' : (catalog.byId.get(assistant)?.name ?? assistant);
	const rule = decision?.rule === undefined ? '' : `, rule ${decision.rule.entry.id}`;
	const phase = decision?.phase && ` (${decision.phase.action} from ${dayText(decision.phase.from)})`;
	return `${name}${rule}${phase ?? ''}`;
}

function asJson(
	fleet: RecordedFleet,
	{ machine, assistant, from, to, decision, signal }: FleetChange,
): unknown {
	return {
		machine,
		assistant,
		from,
		to,
		rule: decision?.rule?.entry.id ?? null,
		because: decision?.because ?? 'noFinding',
		signal: fleet.lines[signal],
	};
}

import { actions } from '../../core/action.ts';
import type { FleetChange, FleetDay } from '../../core/decision/simulate.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { paint, say } from '../output.ts';
import type { RecordedFleet } from './recordedFleet.ts';
import { dayText, textPlot } from './textPlot.ts';

/** Runs of days that are alike are cut after this many. */
const mostAlike = 3;

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
	printChanges('Newly blocked', days, ({ to }) => to === 'block', fleet, policy, list);
	printChanges('Freed', days, ({ from }) => from === 'block', fleet, policy, list);
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

function printChanges(
	title: string,
	days: readonly FleetDay[],
	wanted: (change: FleetChange) => boolean,
	fleet: RecordedFleet,
	{ catalog }: CompiledPolicy,
	list: number,
): void {
	say();
	say(paint('bold', title));
	let none = true;
	for (const { start, changes } of days) {
		const groups = Map.groupBy(changes.filter(wanted), ({ assistant, decision }) =>
			JSON.stringify([assistant, decision?.rule?.entry.id]),
		);
		for (const group of groups.values()) {
			const [first] = group;
			const { assistant = null, decision } = first ?? {};
			const name =
				assistant === null
					? 'an unknown assistant'
					: (catalog.byId.get(assistant)?.name ?? assistant);
			const rule = decision?.rule === undefined ? '' : `, rule ${decision.rule.entry.id}`;
			const phase = decision?.phase && dayText(decision.phase.from);
			const since = phase === undefined ? '' : ` (${decision?.action} from ${phase})`;
			const machines = group.slice(0, list).map(({ machine }) => machine);
			const more = group.length > list ? ', …' : '';
			const named = machines.length === 0 ? '' : `: ${machines.join(', ')}${more}`;
			say(`  ${dayText(start)}  ${name}${rule}${since}, ${group.length} machine(s)${named}`);
			say(`              e.g. ${(fleet.lines[first?.signal ?? 0] ?? '').slice(0, 100)}`);
			none = false;
		}
	}
	if (none) {
		say('  nobody');
	}
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

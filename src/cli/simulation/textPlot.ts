import { type Action, actions } from '../../core/action.ts';
import type { FleetDay } from '../../core/decision/simulate.ts';
import { paint } from '../output.ts';

const strongestFirst = actions.toReversed();
const marks: Readonly<Record<Action, string>> = {
	block: '█',
	warn: '▓',
	inform: '▒',
	audit: '░',
	allow: '·',
};

/** How many machines each action holds on, a line for each day: the figures, and a bar as wide as `width` letters. */
export function textPlot(days: readonly FleetDay[], width = 40): readonly string[] {
	const columns = strongestFirst.map((action) => ({
		action,
		wide: Math.max(action.length, ...days.map(({ machines }) => String(machines[action]).length)),
	}));
	const header = columns.map(({ action, wide }) => action.padStart(wide)).join('  ');
	const key = strongestFirst.map((action) => `${marks[action]} ${action}`).join('  ');
	return [
		`${'day'.padEnd(10)}  ${header}  ${key}`,
		...days.map(({ start, machines }) => {
			const figures = columns
				.map(({ action, wide }) => String(machines[action]).padStart(wide))
				.join('  ');
			return `${dayText(start)}  ${figures}  ${bar(machines, width)}`;
		}),
	];
}

/** A day as policies write it. */
export function dayText(start: number): string {
	return new Date(start).toISOString().slice(0, 10);
}

function bar(machines: Readonly<Record<Action, number>>, width: number): string {
	const total = actions.reduce((sum, action) => sum + machines[action], 0);
	let below = 0;
	let drawn = 0;
	return strongestFirst
		.map((action) => {
			below += machines[action];
			const end = total === 0 ? 0 : Math.round((below / total) * width);
			const part = marks[action].repeat(end - drawn);
			drawn = end;
			return action === 'block' ? paint('red', part) : action === 'warn' ? paint('yellow', part) : part;
		})
		.join('');
}

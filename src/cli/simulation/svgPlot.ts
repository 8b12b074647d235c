import { type Action, actions } from '../../core/action.ts';
import { escapeXml } from '../../core/compile/xml.ts';
import type { FleetDay } from '../../core/decision/simulate.ts';
import { dayText } from './textPlot.ts';

const size = { width: 960, height: 420, left: 64, right: 132, top: 48, bottom: 48 };
const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
/** Told apart by people who see colours otherwise, too: light to dark goes with mild to strong. */
const colours: Readonly<Record<Action, string>> = {
	allow: '#d9e2ec',
	audit: '#a9c6de',
	inform: '#f2c14e',
	warn: '#e07a1f',
	block: '#a4161a',
};

/** The same as the text plot, as an SVG image: areas stacked over the days, the strongest action at the bottom. */
export function svgPlot(title: string, days: readonly FleetDay[]): string {
	const total = Math.max(1, ...days.map(({ machines }) => sum(machines, actions)));
	const x = (index: number): number => size.left + (index / Math.max(1, days.length)) * inner.width;
	const y = (count: number): number => size.top + inner.height * (1 - count / total);
	const order = actions.toReversed();
	const areas = order.map((action, index) => {
		const lower = days.map(({ machines }) => y(sum(machines, order.slice(0, index))));
		const upper = days.map(({ machines }) => y(sum(machines, order.slice(0, index + 1))));
		const points = [...steps(upper, x), ...steps(lower, x).toReversed()];
		return `<path fill="${colours[action]}" d="M${points.join('L')}Z"><title>${action}</title></path>`;
	});
	const step = Math.max(1, Math.ceil(days.length / 8));
	const dates = days.flatMap(({ start }, index) =>
		index % step === 0 ? [text(x(index), size.height - size.bottom + 22, dayText(start))] : [],
	);
	const counts = [0, 0.25, 0.5, 0.75, 1].map((part) =>
		text(size.left - 8, y(total * part) + 4, String(Math.round(total * part)), 'end'),
	);
	const legend = actions.map((action, index) => {
		const top = size.top + index * 24;
		const left = size.width - size.right + 20;
		const box = `<rect x="${left}" y="${top}" width="14" height="14" fill="${colours[action]}"/>`;
		return box + text(left + 22, top + 12, action);
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" font-family="sans-serif" font-size="12">`,
		`<title>${escapeXml(title)}</title>`,
		`<rect width="100%" height="100%" fill="#ffffff"/>`,
		`<text x="${size.left}" y="28" font-size="15" fill="#1f2933">${escapeXml(title)}</text>`,
		...areas,
		...dates,
		...counts,
		...legend,
		'</svg>',
		'',
	].join('\n');
}

/** The corners of a line that goes on level for each day; days alike need none between them. */
function steps(values: readonly number[], x: (index: number) => number): readonly string[] {
	return values.flatMap((value, day) => [
		...(day > 0 && values[day - 1] === value ? [] : [`${round(x(day))} ${round(value)}`]),
		...(values[day + 1] === value ? [] : [`${round(x(day + 1))} ${round(value)}`]),
	]);
}

function sum(machines: Readonly<Record<Action, number>>, some: readonly Action[]): number {
	return some.reduce((total, action) => total + machines[action], 0);
}

function text(x: number, y: number, words: string, anchor: 'start' | 'end' = 'start'): string {
	return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="#52606d">${escapeXml(words)}</text>`;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}

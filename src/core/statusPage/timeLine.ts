import type { Action } from '../action.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { actionWord } from '../wording/actionWords.ts';
import { type Reader, writeInstant } from '../wording/reader.ts';
import { ruleNames } from '../wording/ruleNames.ts';
import { type Happening, type HappeningKind, happeningKinds } from './happening.ts';

/** A stretch of a rule's lane in which one action holds. Positions are percentages of the whole line. */
export interface Stretch {
	readonly start: number;
	readonly end: number;
	readonly action: Action;
	/** The action as people say it. */
	readonly word: string;
	readonly title: string;
}

/** One or more happenings that lie too close together to be drawn apart. */
export interface Mark {
	readonly at: number;
	readonly count: number;
	readonly title: string;
}

/** What the time line draws: a lane for each rule, a lane for each kind of happening, and where now is. */
export interface TimeLine {
	readonly lanes: readonly { readonly label: string; readonly stretches: readonly Stretch[] }[];
	readonly happenings: readonly { readonly kind: HappeningKind; readonly marks: readonly Mark[] }[];
	readonly now: number;
	readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const day = 24 * 3_600_000;
/** Percent within which happenings become one mark. */
const close = 1.5;
/** Days shown before and after now: no fewer, no more. */
const span = { fewest: 14, most: { before: 45, after: 75 } };

/** Lays the phases of the policy and what happened here out on one line around `now` (epoch milliseconds). */
export function timeLine(
	policy: CompiledPolicy | undefined,
	happenings: readonly Happening[],
	reader: Reader,
	now: number,
): TimeLine {
	const { from, to } = rangeOf(policy, happenings, now);
	const place = (instant: number): number =>
		Math.round(((Math.min(Math.max(instant, from), to) - from) / (to - from)) * 10_000) / 100;
	const lanes = (policy?.rules ?? []).map((rule) => ({
		label: policy === undefined ? '' : ruleNames(policy, rule, reader),
		stretches: rule.phases
			.map((phase, at) => ({ ...phase, until: rule.phases[at + 1]?.from ?? Number.POSITIVE_INFINITY }))
			.filter((phase) => phase.from < to && phase.until > from)
			.map((phase) => ({
				start: place(phase.from),
				end: place(phase.until),
				action: phase.action,
				word: actionWord(phase.action, reader.translate),
				title: reader.translate('{what} since {date}', {
					what: actionWord(phase.action, reader.translate),
					date: writeInstant(phase.from, reader),
				}),
			})),
	}));
	return {
		lanes: lanes.filter(({ stretches }) => stretches.length > 0),
		happenings: happeningKinds
			.map((kind) => ({ kind, marks: marksOf(happenings, kind, { from, place }) }))
			.filter(({ marks }) => marks.length > 0),
		now: place(now),
		ticks: ticksOf(from, to, reader).map(({ at, label }) => ({ at: place(at), label })),
	};
}

/** Where the line begins and ends: at whole days, and around everything that is not too far off. */
function rangeOf(
	policy: CompiledPolicy | undefined,
	happenings: readonly Happening[],
	now: number,
): { readonly from: number; readonly to: number } {
	const phases = (policy?.rules ?? []).flatMap((rule) => rule.phases.map(({ from }) => from));
	const past = [...phases, ...happenings.map(({ at }) => at)].filter((instant) => instant < now);
	const coming = phases.filter((instant) => instant > now);
	const first = Math.max(Math.min(...past, now - span.fewest * day), now - span.most.before * day);
	const last = Math.min(Math.max(...coming, now + span.fewest * day), now + span.most.after * day);
	// A little more than the last phase, so that it can be seen to begin.
	return { from: Math.floor(first / day) * day, to: Math.ceil((last + (last - first) / 6) / day) * day };
}

function marksOf(
	happenings: readonly Happening[],
	kind: HappeningKind,
	{ from, place }: { readonly from: number; readonly place: (instant: number) => number },
): readonly Mark[] {
	const marks: { at: number; texts: string[] }[] = [];
	const shown = happenings.filter((one) => one.kind === kind && one.at >= from);
	for (const { at, text } of shown.toSorted((a, b) => a.at - b.at)) {
		const last = marks.at(-1);
		if (last !== undefined && place(at) - last.at < close) {
			last.texts.push(text);
		} else {
			marks.push({ at: place(at), texts: [text] });
		}
	}
	return marks.map(({ at, texts }) => ({
		at,
		count: texts.length,
		title: [...new Set(texts)].join('\n'),
	}));
}

function ticksOf(from: number, to: number, { language }: Reader): readonly { at: number; label: string }[] {
	const days = (to - from) / day;
	const step = Math.ceil(days / 5);
	const format = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
	return Array.from({ length: Math.floor(days / step) + 1 }, (_, index) => from + index * step * day)
		.filter((at) => to - at >= (step * day) / 2)
		.map((at) => ({ at, label: format.format(at) }));
}

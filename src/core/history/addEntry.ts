import type { History, HistoryEntry } from './historyEntry.ts';

const day = 24 * 3_600_000;

/** How much of the history is kept: days, and entries. */
export const historyLimits = { days: 90, entries: 500 } as const;

/**
 * The history with one more entry, and without what is older than is kept. What only says again what the last entry of
 * its kind said is counted there, or left out: several windows see the same things.
 */
export function addEntry(history: History, entry: HistoryEntry): History {
	const before = saidBefore(history, entry);
	const joined =
		before === undefined ? [...history, entry] : counted(history, history.lastIndexOf(before), entry);
	const oldest = Math.max(...joined.map(({ at }) => at)) - historyLimits.days * day;
	return joined === history
		? history
		: joined
				.filter(({ at }) => at >= oldest)
				.toSorted((a, b) => a.at - b.at)
				.slice(-historyLimits.entries);
}

/** The entry that `entry` only says again. */
function saidBefore(history: History, entry: HistoryEntry): HistoryEntry | undefined {
	switch (entry.kind) {
		case 'policy':
			return where(last(history, ['policy']), (one) => samePolicy(one, entry));
		case 'confirmed':
			return where(
				last(history, ['confirmed']),
				(one) => sameVersion(one, entry) && sameDay(one, entry),
			);
		case 'problem':
			// New only after things were well in between.
			return where(last(history, ['policy', 'confirmed', 'problem']), (one) => sameProblem(one, entry));
		case 'found':
			return where(lastFound(history, entry), (one) => saysSame(one, entry));
		case 'told':
		case 'snoozed':
		case 'switched':
		case 'switchUndone':
		case 'brokeGlass':
		case 'askedExemption':
			return undefined;
	}
}

function where(
	one: HistoryEntry | undefined,
	isSame: (one: HistoryEntry) => boolean,
): HistoryEntry | undefined {
	return one !== undefined && isSame(one) ? one : undefined;
}

type Entry<Kind extends HistoryEntry['kind']> = Extract<HistoryEntry, { readonly kind: Kind }>;

function samePolicy(one: HistoryEntry, { epoch, version }: Entry<'policy'>): boolean {
	return one.kind === 'policy' && one.epoch === epoch && one.version === version;
}

function sameVersion(one: HistoryEntry, { version }: Entry<'confirmed'>): boolean {
	return one.kind === 'confirmed' && one.version === version;
}

function sameProblem(one: HistoryEntry, { code }: Entry<'problem'>): boolean {
	return one.kind === 'problem' && one.code === code;
}

function last(history: History, kinds: readonly HistoryEntry['kind'][]): HistoryEntry | undefined {
	return history.findLast(({ kind }) => kinds.includes(kind));
}

/** What is installed is one finding for as long as it is there; what is started is counted, and noted anew each day. */
function saysSame(one: HistoryEntry, entry: Entry<'found'>): boolean {
	return (
		one.kind === 'found' &&
		one.action === entry.action &&
		one.rule === entry.rule &&
		(!isStarted(entry) || sameDay(one, entry))
	);
}

function isStarted({ seen }: Entry<'found'>): boolean {
	return seen === 'command' || seen === 'process';
}

function lastFound(history: History, entry: Entry<'found'>): HistoryEntry | undefined {
	return history.findLast(
		(one) => one.kind === 'found' && one.assistant === entry.assistant && one.seen === entry.seen,
	);
}

function counted(history: History, index: number, entry: HistoryEntry): History {
	const one = history[index];
	if (one?.kind === 'found' && isStarted(one)) {
		return history.with(index, { ...one, times: one.times + 1 });
	}
	return one?.kind === 'confirmed' && entry.at > one.at ? history.with(index, entry) : history;
}

function sameDay(one: HistoryEntry, entry: HistoryEntry): boolean {
	return Math.floor(one.at / day) === Math.floor(entry.at / day);
}

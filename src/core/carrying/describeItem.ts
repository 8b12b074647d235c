import type { OtherSetting } from '../catalog/reads.ts';
import type { Translate } from '../wording/translate.ts';
import type { CarryItem, CarryKind, CarryNote, StayReason } from './item.ts';

/** The words for one thing. */
export interface ItemWords {
	/** What it is: `CLAUDE.md`, or the name of a server. */
	readonly name: string;
	/** What becomes of it. */
	readonly outcome: string;
	/** What is different of it, a sentence each. */
	readonly notes: readonly string[];
}

/** Says what becomes of a thing; `assistant` is the name of the one that people move to. */
export function describeItem(item: CarryItem, assistant: string, translate: Translate): ItemWords {
	const { source, name, outcome, notes } = item;
	return {
		name:
			name === undefined || item.kind === 'keys'
				? (name ?? source)
				: translate('{name} in {file}', { name, file: source }),
		outcome:
			outcome.state === 'carried'
				? item.kind === 'keys'
					? translate('does the same with {assistant}', { assistant })
					: translate('goes to {file}', { file: outcome.target })
				: outcome.state === 'there'
					? translate('is in {file} already', { file: outcome.target })
					: describeReason(
							outcome.reason,
							{ item, assistant, target: outcome.target ?? '' },
							translate,
						),
		notes: notes.map((note) => describeNote(note, assistant, translate)),
	};
}

/** How many things there are of each kind: `instructions (5), MCP servers (3)`. */
export function countKinds(items: readonly CarryItem[], translate: Translate): string {
	const names: Readonly<Record<CarryKind, string>> = {
		instructions: translate('instructions'),
		server: translate('MCP servers'),
		command: translate('custom commands'),
		ignore: translate('ignore files'),
		keys: translate('keys'),
		other: translate('other settings'),
	};
	return kinds
		.map((kind) => ({ kind, count: items.filter((item) => item.kind === kind).length }))
		.filter(({ count }) => count > 0)
		.map(({ kind, count }) => translate('{kind} ({count})', { kind: names[kind], count }))
		.join(translate(', '));
}

/** The names of all values that were left behind. */
export function secretNames(items: readonly CarryItem[]): readonly string[] {
	const names = items.flatMap(({ notes }) =>
		notes.flatMap((note) => (note.code === 'secrets' ? note.names : [])),
	);
	return [...new Set(names)];
}

const kinds: readonly CarryKind[] = ['instructions', 'server', 'command', 'ignore', 'keys', 'other'];

function describeReason(
	reason: StayReason,
	{
		item,
		assistant,
		target,
	}: { readonly item: CarryItem; readonly assistant: string; readonly target: string },
	translate: Translate,
): string {
	const words: Readonly<Record<StayReason, string>> = {
		noPlace: translate('stays: {assistant} has no place for it', { assistant }),
		personal: translate('stays: it is private, and {assistant} has only shared places', { assistant }),
		taken: translate('stays: {file} has another one of that name', { file: target }),
		holdsKey: translate('stays: it holds what looks like a key'),
		link: translate('stays: it is a link, or would be written through one'),
		notText: translate('stays: it is not UTF-8 text'),
		tooLarge: translate('stays: it is larger than 1 MB'),
		unreadable: translate('stays: it cannot be read'),
		notUnderstood: translate('stays: its form could not be read'),
		targetNotUnderstood: translate('stays: {file} could not be read; mend it and carry over again', {
			file: target,
		}),
		empty: translate('stays: it is empty'),
		onlyThere: describeOther(item.what ?? 'settings', translate),
	};
	return words[reason];
}

function describeOther(what: OtherSetting, translate: Translate): string {
	switch (what) {
		case 'settings':
			return translate('stays: these settings are of that assistant alone');
		case 'agents':
			return translate('stays: agents are written for one assistant; make it anew from the text');
		case 'skills':
			return translate('stays: a skill is a folder with programs; look at it, then copy it by hand');
		case 'hooks':
			return translate('stays: hooks run programs; look at them, then set them up by hand');
	}
}

function describeNote(note: CarryNote, assistant: string, translate: Translate): string {
	switch (note.code) {
		case 'secrets':
			return translate('Left behind, to be set by you: {names}.', {
				names: note.names.join(translate(', ')),
			});
		case 'fields':
			return translate('{assistant} does not know: {names}.', {
				assistant,
				names: note.names.join(translate(', ')),
			});
		case 'imports':
			return translate('It names other files by @path; check that {assistant} reads them.', {
				assistant,
			});
		case 'shell':
			return translate('It runs shell lines when it is called; check that {assistant} does.', {
				assistant,
			});
		case 'scope':
			return translate('It is for {files} only; that stands in words now.', { files: note.files });
		case 'private':
			return translate('It is private: keep the new file out of version control.');
		case 'exceptions':
			return translate('Left out, as they would bring files back: {lines}.', {
				lines: note.lines.join(translate(', ')),
			});
	}
}

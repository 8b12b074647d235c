import type { HistoryEntry } from '../history/historyEntry.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { actionWord } from '../wording/actionWords.ts';
import { isRefusalCode } from '../wording/policyHeadline.ts';
import { type Reader, writeInstant } from '../wording/reader.ts';

/** What kind of thing happened, as the time line tells them apart. */
export const happeningKinds = ['policy', 'problem', 'finding', 'notice', 'switch'] as const;
export type HappeningKind = (typeof happeningKinds)[number];

/** Something that happened here, in words. `at`: epoch milliseconds. */
export interface Happening {
	readonly at: number;
	readonly kind: HappeningKind;
	readonly text: string;
}

/** @param catalog Gives assistants their names; ids are shown where there is none. */
export function happening(entry: HistoryEntry, catalog: Catalog | undefined, reader: Reader): Happening {
	const kinds: { readonly [Kind in HistoryEntry['kind']]: HappeningKind } = {
		policy: 'policy',
		confirmed: 'policy',
		problem: 'problem',
		found: 'finding',
		told: 'notice',
		snoozed: 'notice',
		switched: 'switch',
		switchUndone: 'switch',
		brokeGlass: 'policy',
		askedExemption: 'policy',
	};
	return { at: entry.at, kind: kinds[entry.kind], text: happeningText(entry, catalog, reader) };
}

/** What a kind of happening is called. */
export function happeningKindWord(kind: HappeningKind, { translate }: Reader): string {
	switch (kind) {
		case 'policy':
			return translate('Policy');
		case 'problem':
			return translate('Problems');
		case 'finding':
			return translate('Findings');
		case 'notice':
			return translate('Notices');
		case 'switch':
			return translate('Switches');
	}
}

function happeningText(entry: HistoryEntry, catalog: Catalog | undefined, reader: Reader): string {
	const { translate, language } = reader;
	switch (entry.kind) {
		case 'policy':
			return translate('Policy version {version} came into force', { version: entry.version });
		case 'confirmed':
			return translate('Policy version {version} was confirmed', { version: entry.version });
		case 'problem':
			return isRefusalCode(entry.code)
				? translate('A policy was refused ({code})', { code: entry.code })
				: translate('The policy could not be reached ({code})', { code: entry.code });
		case 'found':
			return foundText(entry, catalog, reader);
		case 'told':
			return translate('You were told of {assistants}', {
				assistants: list(entry.assistants, language),
			});
		case 'snoozed':
			return translate('Notice about {assistants} put off until {date}', {
				assistants: list(entry.assistants, language),
				date: writeInstant(entry.until, reader),
			});
		case 'switched':
			return translate('Switched to {assistant}', { assistant: entry.replacement });
		case 'switchUndone':
			return translate('The switch to {assistant} was undone', { assistant: entry.replacement });
		case 'brokeGlass':
			return translate('A break-glass code set rule {rule} aside until {date}', {
				rule: entry.rule,
				date: writeInstant(entry.until, reader),
			});
		case 'askedExemption':
			return translate('An exemption from rule {rule} was asked for', { rule: entry.rule });
	}
}

type Found = Extract<HistoryEntry, { readonly kind: 'found' }>;

function foundText(entry: Found, catalog: Catalog | undefined, { translate }: Reader): string {
	const values = {
		assistant: catalog?.byId.get(entry.assistant)?.name ?? entry.assistant,
		what: actionWord(entry.action, translate),
		times: entry.times,
	};
	const isExtension = entry.seen === 'extension' || entry.seen === 'installed';
	if (isExtension) {
		return translate('{assistant} is installed: {what}', values);
	}
	if (entry.seen === 'model') {
		return translate('{assistant} is offered as a model: {what}', values);
	}
	if (entry.seen === 'document') {
		return translate('{assistant} in a file: {what}', values);
	}
	return entry.times === 1
		? translate('{assistant} was started: {what}', values)
		: translate('{assistant} was started {times} times: {what}', values);
}

function list(names: readonly string[], language: string): string {
	return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

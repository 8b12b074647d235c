import type { CommandsPlace } from '../catalog/reads.ts';
import { asRecord, textIn } from '../json/record.ts';
import { plainText } from './draft.ts';
import { readFrontMatter } from './frontMatter.ts';
import { placeFile } from './instructions.ts';
import type { CarryNote, CarryOutcome, StayReason } from './item.ts';
import { looksLikeKey } from './keys.ts';
import { fillPlace, matchPlace, nameIn } from './place.ts';
import {
	type CarryRun,
	findSources,
	type FoundSource,
	readSource,
	sameSide,
	stays,
	type Thing,
} from './run.ts';
import { tomlText } from './tomlText.ts';

/** A prompt that people call by name. */
interface CustomCommand {
	/** What its top says, by key. */
	readonly entries: ReadonlyMap<string, string>;
	/** Keys whose value is no text. */
	readonly otherKeys: readonly string[];
	readonly prompt: string;
}

type Result = { readonly outcome: CarryOutcome; readonly notes?: readonly CarryNote[] };

/** Plans what becomes of each prompt that people call by name. */
export function planCommands(run: CarryRun): void {
	for (const source of findSources(run, 'command', ({ commands }) => commands)) {
		if (run.wants(source.thing.id)) {
			const { outcome, notes = [] } = carryCommand(run, source);
			run.items.push({ ...source.thing, outcome, notes });
		}
	}
}

function carryCommand(run: CarryRun, { thing, place: from, match }: FoundSource<CommandsPlace>): Result {
	const places = run.target.commands ?? [];
	if (places.some(({ path }) => matchPlace(path, thing.source) !== undefined)) {
		return { outcome: { state: 'there', target: thing.source } };
	}
	const to = places.find(({ path }) => sameSide(path, thing.source));
	const read = to === undefined ? ({ reason: 'noPlace' } as const) : readCommand(run, thing, from);
	if (to === undefined || 'reason' in read) {
		return { outcome: stays('reason' in read ? read.reason : 'noPlace') };
	}
	const { entries, otherKeys, prompt: written } = read;
	const kept = new Map([...entries].filter(([key]) => to.keeps?.includes(key)));
	const lost = [...[...entries.keys()].filter((key) => !kept.has(key)), ...otherKeys];
	const prompt = translateArguments(written, from.arguments, to.arguments);
	const text = to.path.endsWith('.toml') ? asToml(kept, prompt) : asMarkdown(kept, prompt);
	const name = nameIn(from.path, match.rest);
	const outcome = placeFile(run, thing, { text, name, pathOf: (free) => fillPlace(to.path, free) });
	const notes: readonly CarryNote[] = [
		...(lost.length > 0 ? [{ code: 'fields', names: lost } as const] : []),
		...(/!`[^`]+`|!\{[^}]+\}/.test(prompt) ? [{ code: 'shell' } as const] : []),
	];
	return { outcome, notes: outcome.state === 'carried' ? notes : [] };
}

/** What a command says; or why it stays. */
function readCommand(
	run: CarryRun,
	{ source }: Thing,
	{ path }: CommandsPlace,
): CustomCommand | { readonly reason: StayReason } {
	const read = readSource(run, source);
	if ('reason' in read) {
		return read;
	}
	if (looksLikeKey(read.text)) {
		return { reason: 'holdsKey' };
	}
	const command = path.endsWith('.toml') ? fromToml(run, read.text) : fromMarkdown(read.text);
	return command === undefined || command.prompt.trim() === ''
		? { reason: command === undefined ? 'notUnderstood' : 'empty' }
		: command;
}

function fromMarkdown(text: string): CustomCommand {
	const { entries, body } = readFrontMatter(text);
	const texts = new Map<string, string>();
	for (const [key, value] of entries) {
		if (typeof value === 'string' && value !== '') {
			texts.set(key, value);
		}
	}
	return { entries: texts, otherKeys: [...entries.keys()].filter((key) => !texts.has(key)), prompt: body };
}

function fromToml(run: CarryRun, text: string): CustomCommand | undefined {
	const table = asRecord(run.parseToml(plainText(text)));
	const prompt = textIn(table, 'prompt');
	if (prompt === undefined) {
		return undefined;
	}
	const others = Object.keys(table).filter((key) => key !== 'prompt');
	const texts = new Map(
		others.flatMap((key) => {
			const value = textIn(table, key);
			return value === undefined ? [] : [[key, value] as const];
		}),
	);
	return { entries: texts, otherKeys: others.filter((key) => !texts.has(key)), prompt };
}

function translateArguments(prompt: string, from: string | undefined, to: string | undefined): string {
	return from === undefined || to === undefined ? prompt : prompt.replaceAll(from, () => to);
}

function asMarkdown(entries: ReadonlyMap<string, string>, prompt: string): string {
	const top = [...entries].map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('');
	return top === '' ? prompt : `---\n${top}---\n\n${prompt}`;
}

function asToml(entries: ReadonlyMap<string, string>, prompt: string): string {
	const top = [...entries].map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join('');
	return `${top}prompt = ${tomlText(prompt)}\n`;
}

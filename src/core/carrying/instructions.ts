import type { InstructionsPlace, Reads } from '../catalog/reads.ts';
import { append, type Draft, insert, plainText } from './draft.ts';
import { readRule, type Rule, writeRule } from './frontMatter.ts';
import type { CarryNote, CarryOutcome } from './item.ts';
import { looksLikeKey } from './keys.ts';
import { fillPlace, isPattern, matchPlace, nameIn } from './place.ts';
import {
	type CarryRun,
	findSources,
	type FoundSource,
	openDraft,
	readSource,
	sameSide,
	stays,
	type Thing,
} from './run.ts';

interface Found extends FoundSource<InstructionsPlace> {
	readonly text: string;
}

type Result = { readonly outcome: CarryOutcome; readonly notes?: readonly CarryNote[] };

/** Plans what becomes of each file of instructions that is there. */
export function planInstructions(run: CarryRun): void {
	const own = ({ instructions }: Reads): readonly InstructionsPlace[] | undefined =>
		instructions?.filter(({ foreign }) => foreign !== true);
	for (const source of findSources(run, 'instructions', own)) {
		if (run.wants(source.thing.id)) {
			const { outcome, notes = [] } = carryFile(run, source);
			run.items.push({ ...source.thing, outcome, notes });
		}
	}
}

function carryFile(run: CarryRun, source: FoundSource<InstructionsPlace>): Result {
	const { thing, place } = source;
	const read = readSource(run, thing.source);
	const itself = readElsewhere(run, source);
	if (itself !== undefined) {
		return { outcome: { state: 'there', target: itself } };
	}
	if ('reason' in read) {
		return { outcome: stays(read.reason) };
	}
	const text = plainText(read.text);
	if (text.trim() === '' || looksLikeKey(text)) {
		return { outcome: stays(text.trim() === '' ? 'empty' : 'holdsKey') };
	}
	const found: Found = { ...source, text };
	const result = isPattern(place.path) ? carryRule(run, found) : carryWhole(run, found);
	const imports = result.outcome.state === 'carried' && importPattern.test(text);
	return imports ? { ...result, notes: [...(result.notes ?? []), { code: 'imports' }] } : result;
}

/** The file that the next assistant reads already: this one, what all of it leads to, or what a link leads to. */
function readElsewhere(run: CarryRun, { thing, match }: FoundSource<InstructionsPlace>): string | undefined {
	if (readsItself(run, thing.source)) {
		return thing.source;
	}
	const file = run.files.get(thing.source);
	if (file === undefined || 'problem' in file) {
		return undefined;
	}
	const imported = /^@(?:\.\/)?(\S+)$/.exec(plainText(file.text).trim())?.[1];
	const path = imported === undefined ? undefined : inFolder(match.folder, imported);
	if (path !== undefined && readsItself(run, path)) {
		return path;
	}
	return file.link === true ? sameElsewhere(run, plainText(file.text)) : undefined;
}

/** `@docs/style.md` within a text of instructions. */
const importPattern = /(?:^|\s)@(?:~\/|\.{0,2}\/)?[\w-]+(?:[./][\w-]+)*\.(?:mdc?|txt)\b/;

function readsItself({ target }: CarryRun, path: string): boolean {
	return (target.instructions ?? []).some(
		(place) => matchPlace(place.path, path, place.nested) !== undefined,
	);
}

/** The file that the next assistant reads and that says the same: what a link leads to, as a rule. */
function sameElsewhere(run: CarryRun, text: string): string | undefined {
	return [...run.files].find(
		([path, file]) => 'text' in file && plainText(file.text) === text && readsItself(run, path),
	)?.[0];
}

function ownPlaces({ target }: CarryRun, source: string): readonly InstructionsPlace[] {
	return (target.instructions ?? []).filter(
		({ path, foreign }) => foreign !== true && sameSide(path, source),
	);
}

/** A file of a folder of rules goes to the folder of rules; where there is none, to the one file of instructions. */
function carryRule(run: CarryRun, found: Found): Result {
	const rule = inside(readRule(found.text, found.place.frontMatter), found.match.folder);
	if (rule.body.trim() === '') {
		// Nothing but its front matter: there is nothing that it says.
		return { outcome: stays('empty') };
	}
	const place = ownPlaces(run, found.thing.source).find(({ path }) => isPattern(path));
	if (place !== undefined) {
		const name = nameIn(found.place.path, found.match.rest);
		return newRule(run, found, place, { name: inFolder(found.match.folder, name), rule });
	}
	const whole = ownPlaces(run, found.thing.source).find(
		({ path, personal }) => !isPattern(path) && personal !== true,
	);
	if (whole === undefined) {
		return { outcome: stays('noPlace') };
	}
	const { text, unsaid } = writeRule(rule, undefined);
	return added(run, found, whole.path, { text, notes: notesOf(rule, true, unsaid) });
}

function carryWhole(run: CarryRun, found: Found): Result {
	const { thing, place, match, text } = found;
	const places = ownPlaces(run, thing.source);
	if (place.personal === true) {
		const own = places.find(({ personal }) => personal === true);
		return own === undefined
			? { outcome: stays('personal') }
			: added(run, found, own.path, { text, notes: [{ code: 'private' }] });
	}
	const wholes = places.filter(({ path, personal }) => !isPattern(path) && personal !== true);
	const whole = match.folder === '' ? wholes[0] : wholes.find(({ nested }) => nested === true);
	if (whole !== undefined) {
		return added(run, found, inFolder(match.folder, whole.path), { text });
	}
	const rules = places.find(({ path }) => isPattern(path));
	const scoped = inside(
		{ holds: 'always', globs: [], description: undefined, otherKeys: [], body: text },
		match.folder,
	);
	if (rules !== undefined) {
		const name = /([^/]+?)(?:\.[^./]*)?$/.exec(thing.source)?.[1]?.replace(/^\./, '') ?? 'rules';
		return newRule(run, found, rules, { name: inFolder(match.folder, name), rule: scoped });
	}
	const first = wholes[0];
	return first === undefined
		? { outcome: stays('noPlace') }
		: added(run, found, first.path, {
				text: writeRule(scoped, undefined).text,
				notes: notesOf(scoped, true, []),
			});
}

/** A rule that was found in a folder is for what lies below it. */
function inside(rule: Rule, folder: string): Rule {
	if (folder === '') {
		return rule;
	}
	const globs = rule.globs.length === 0 ? [`${folder}/**`] : rule.globs.map((glob) => `${folder}/${glob}`);
	return { ...rule, holds: rule.holds === 'always' ? 'onFiles' : rule.holds, globs };
}

function notesOf({ holds, globs }: Rule, inWords: boolean, unsaid: readonly string[]): readonly CarryNote[] {
	return [
		...(inWords && holds === 'onFiles' ? [{ code: 'scope', files: globs.join(', ') } as const] : []),
		...(unsaid.length > 0 ? [{ code: 'fields', names: unsaid } as const] : []),
	];
}

/** Writes a rule as a file of its own, under the first name that is free. */
function newRule(
	run: CarryRun,
	{ thing }: Found,
	place: InstructionsPlace,
	{ name, rule }: { readonly name: string; readonly rule: Rule },
): Result {
	const { text, unsaid } = writeRule(rule, place.frontMatter);
	const inWords = place.frontMatter?.globs === undefined && place.frontMatter?.globList === undefined;
	const placed = placeFile(run, thing, { text, pathOf: (free) => fillPlace(place.path, free), name });
	return { outcome: placed, notes: placed.state === 'carried' ? notesOf(rule, inWords, unsaid) : [] };
}

/** Puts a text into a file that is not there yet: under its name, or beside what has that name already. */
export function placeFile(
	run: CarryRun,
	{ assistant }: Thing,
	{
		text,
		pathOf,
		name,
	}: { readonly text: string; readonly pathOf: (name: string) => string; readonly name: string },
): CarryOutcome {
	for (const free of [
		name,
		`${name}-${assistant}`,
		...[2, 3, 4].map((count) => `${name}-${assistant}-${count}`),
	]) {
		const path = pathOf(free);
		const opened = openDraft(run, path);
		if ('draft' in opened && opened.draft.text === '' && opened.draft.before === undefined) {
			run.drafts.set(path, insert(opened.draft, 0, text));
			return { state: 'carried', target: path };
		}
		if ('draft' in opened && plainText(opened.draft.text) === text) {
			return { state: 'there', target: path };
		}
	}
	return stays('taken', pathOf(name));
}

/** Adds a text to a file under a heading that says where it is from; a file that was not there begins with it as it is. */
function added(
	run: CarryRun,
	{ thing }: Found,
	target: string,
	{ text, notes = [] }: { readonly text: string; readonly notes?: readonly CarryNote[] },
): Result {
	const opened = openDraft(run, target);
	if ('reason' in opened) {
		return { outcome: stays(opened.reason, target) };
	}
	const { draft } = opened;
	if (holdsLines(draft, text)) {
		return { outcome: { state: 'there', target } };
	}
	const heading = `## From ${thing.source}`;
	if (holdsLines(draft, heading)) {
		return { outcome: stays('taken', target) };
	}
	const isNew = plainText(draft.text).trim() === '';
	const block = isNew ? text : `${heading}\n\n${withoutBlankEnds(text)}\n`;
	run.drafts.set(target, append(draft, block));
	return { outcome: { state: 'carried', target }, notes };
}

/** Whether the lines of `block` stand in a text, one after the other. */
function holdsLines(draft: Draft, block: string): boolean {
	return `\n${plainText(draft.text)}\n`.includes(`\n${withoutBlankEnds(plainText(block))}\n`);
}

function withoutBlankEnds(text: string): string {
	return text.replace(/^(?:[ \t]*\n)+/, '').replace(/(?:\n[ \t]*)+$/, '');
}

function inFolder(folder: string, path: string): string {
	return folder === '' ? path : `${folder}/${path}`;
}

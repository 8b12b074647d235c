import type { Assistant } from '../../catalog/assistant.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type Fingerprints, fingerprintsOf } from '../command/naming/fingerprints.ts';
import { mayRunAssistant } from '../command/firstLook.ts';
import type { PackageMatch } from '../command/naming/packages.ts';
import type { Sighting } from '../command/scene.ts';
import { sightInScript, sightInWords } from '../commandDetector.ts';
import type { Certainty, Evidence } from '../finding.ts';
import type { CommandSignal, ShellKind } from '../signal.ts';
import type { ShellGrammars } from '../syntax.ts';
import { type Names, namesOf } from './naming/names.ts';
import { type Document, type Range, type Reference, type ReferenceRole, useOfRole } from './reference.ts';
import { type Slice, subSlice } from './slice.ts';

/** A document that is being read, and what was seen in it so far. */
export interface Draft extends Document {
	readonly catalog: Catalog;
	readonly fingerprints: Fingerprints;
	readonly names: Names;
	readonly grammars: ShellGrammars | undefined;
	readonly references: Reference[];
}

/** What a place names. */
export interface Match {
	readonly assistant: Assistant;
	readonly certainty: Certainty;
	readonly fingerprint: Evidence['fingerprint'];
}

/** What can be done about a place. */
export interface Remedies {
	readonly removal?: Range | undefined;
	readonly replaceable?: boolean | undefined;
}

export function newDraft(document: Document, catalog: Catalog, grammars: ShellGrammars | undefined): Draft {
	const fingerprints = fingerprintsOf(catalog);
	return { ...document, catalog, fingerprints, names: namesOf(catalog), grammars, references: [] };
}

/** A place that may name an assistant, what it would do with it, and what could be done about it. */
export interface Spot extends Remedies {
	readonly range: Range;
	readonly role: ReferenceRole;
}

/** Notes what `spot` names. Where the name may as well be another program's, nothing is noted. */
export function note(draft: Draft, spot: Spot, found: Match | PackageMatch | undefined): boolean {
	if (found === undefined || found.certainty === 'possible') {
		return false;
	}
	const { assistant, certainty, fingerprint } = found;
	const { range, role } = spot;
	const evidence = { fingerprint, value: draft.text.slice(...range).slice(0, 200), range };
	draft.references.push({ ...spot, assistant: assistant.id, use: useOfRole[role], certainty, evidence });
	return true;
}

/** Reads a text that stands within the document as a document of its own kind. */
export function readInner(draft: Draft, inner: Slice, read: (draft: Draft) => void): void {
	const references: Reference[] = [];
	read({ ...draft, text: inner.text, references });
	draft.references.push(...references.map((one) => inOuter(one, inner)));
}

/** What was found in a text within a document, at its place there; no entry of that is there to be deleted. */
export function inOuter(found: Reference, inner: Slice): Reference {
	const { evidence, removal: _, replaceable: __, ...reference } = found;
	const range = inner.range(...found.range);
	return { ...reference, range, evidence: { ...evidence, range } };
}

/** The extension that `id` is. */
export function matchExtension({ catalog }: Draft, id: string): Match | undefined {
	// A version may be asked for: `publisher.name@1.2.3`.
	const name = id
		.trim()
		.replace(/@[\w.-]+$/, '')
		.toLowerCase();
	return certain(catalog.byExtension.get(name), 'extension');
}

export function certain(
	assistant: Assistant | undefined,
	fingerprint: Evidence['fingerprint'],
): Match | undefined {
	return assistant === undefined ? undefined : { assistant, certainty: 'certain', fingerprint };
}

/** Pieces of a script that are read at a time: as long as the command reader takes. UTF-16 code units. */
const longestPiece = 16_000;

/** Reads a script, or a line of one, by the project's command reader. */
export function readScript(draft: Draft, script: Slice, shell: ShellKind, remedies: Remedies = {}): void {
	for (const [start, end] of piecesOf(script.text)) {
		const piece = start === 0 && end === script.text.length ? script : subSlice(script, start, end);
		const sightings = sightingsIn(draft, { kind: 'command', shell, text: piece.text });
		noteSightings(draft, sightings, (range) => piece.range(...range), remedies);
	}
}

/** What was read of scripts before, so that a keystroke costs the piece that it changes. */
interface ReadBefore {
	readonly byText: Map<string, readonly Sighting[]>;
	length: number;
}

const readBefore = new WeakMap<Catalog, ReadBefore>();
/** What is kept of scripts at most, in UTF-16 code units: several files of thousands of lines. */
const mostKept = 4_000_000;

function sightingsIn({ catalog, grammars }: Draft, signal: CommandSignal): readonly Sighting[] {
	const { shell, text } = signal;
	if (!mayRunAssistant(catalog, text)) {
		return [];
	}
	const before = readBefore.get(catalog) ?? { byText: new Map<string, readonly Sighting[]>(), length: 0 };
	readBefore.set(catalog, before);
	const key = `${grammars === undefined ? '-' : '+'}${shell} ${text}`;
	const known = before.byText.get(key);
	if (known !== undefined) {
		return known;
	}
	const sightings = sightInScript(catalog, signal, grammars);
	before.length += key.length + 100;
	if (before.length > mostKept) {
		before.byText.clear();
		before.length = key.length;
	}
	before.byText.set(key, sightings);
	return sightings;
}

/** Reads a command that is written as a list of words; offsets of words are the document's. */
export function readWords(
	draft: Draft,
	words: readonly { readonly text: string; readonly range: Range }[],
	remedies: Remedies = {},
): void {
	const line = words.map(({ text, range }) => ({ text, start: range[0], end: range[1], quoted: true }));
	noteSightings(draft, sightInWords(draft.catalog, line), (range) => range, remedies);
}

function noteSightings(
	draft: Draft,
	sightings: readonly Sighting[],
	place: (range: Range) => Range,
	remedies: Remedies,
): void {
	for (const { assistant, use, certainty, evidence } of sightings) {
		const { fingerprint, range } = evidence;
		if ((use === 'run' || use === 'install') && range !== undefined) {
			note(
				draft,
				{ range: place(range), role: use, ...remedies },
				{ assistant, certainty, fingerprint },
			);
		} else if (use === 'mention' && fingerprint === 'installUrl' && range !== undefined) {
			// A script that fetches an installer does so to install it, in whatever way that goes on.
			note(
				draft,
				{ range: place(range), role: 'install', ...remedies },
				{ assistant, certainty: 'likely', fingerprint },
			);
		}
	}
}

/**
 * Cuts a long script where a line begins at the margin, so that commands stay whole; at a line that its own text tells to
 * be cut at, so that an edit above leaves the pieces below as they were.
 */
function piecesOf(text: string): readonly Range[] {
	const pieces: Range[] = [];
	let start = 0;
	while (text.length - start > longestPiece) {
		const window = text.slice(start, start + longestPiece);
		const breaks = [...window.matchAll(/\n(?=[A-Za-z#])/g)].map(({ index }) => index);
		const mark = breaks.find((at) => at > longestPiece / 2 && isMark(window, at + 1));
		const cut = mark ?? breaks.at(-1) ?? window.lastIndexOf('\n');
		const end = cut <= 0 ? start + longestPiece : start + cut + 1;
		pieces.push([start, end]);
		start = end;
	}
	pieces.push([start, text.length]);
	return pieces;
}

/** About one line in sixteen. */
function isMark(text: string, lineStart: number): boolean {
	let sum = 0;
	for (let at = lineStart; at < text.length && text.charCodeAt(at) !== 10; at += 1) {
		sum = (sum * 31 + text.charCodeAt(at)) & 0xff_ff;
	}
	return sum % 16 === 0;
}

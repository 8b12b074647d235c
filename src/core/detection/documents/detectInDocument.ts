import type { Catalog } from '../../catalog/catalog.ts';
import type { ShellGrammars } from '../syntax.ts';
import { readConfiguration, readOwnPath } from './signs/configuration.ts';
import { type Draft, inOuter, newDraft } from './draft.ts';
import { type Format, type FormatName, formatOf, serverFormat } from './formatPaths.ts';
import { formatReaders } from './formats.ts';
import { mayBeIn } from './firstLook/mayHoldReference.ts';
import { namesOf } from './naming/names.ts';
import { ownerOfPath } from './naming/ownPaths.ts';
import type { Document, Reference } from './reference.ts';
import { readEmbeddedImports } from './signs/embeddedImports.ts';
import { writtenFiles } from './signs/writtenFiles.ts';

/** Longer files are not read: nobody writes them by hand. UTF-16 code units. */
export const longestDocument = 2_000_000;
const mostReferences = 1000;

/**
 * Every place of a document that names an assistant of `catalog`, in the order of the text. Total: what cannot be read,
 * as it is cut off or of another format than its name says, gives what could be read of it.
 */
export function detectInDocument(
	catalog: Catalog,
	document: Document,
	grammars: ShellGrammars | undefined,
): readonly Reference[] {
	const { path, languageId } = document;
	if (document.text.length > longestDocument || document.text.includes('\0')) {
		return [];
	}
	const text = partOfInterest(document);
	const draft = newDraft({ ...document, text }, catalog, grammars);
	readOwnPath(draft);
	const format = formatOf(path, languageId, text) ?? ownFormat(draft);
	if (format !== undefined && mayBeIn(namesOf(catalog), format, text)) {
		formatReaders[format.name](draft);
		if (format.configures !== undefined) {
			readConfiguration(draft, format.configures === 'values');
		}
		if (scripts.has(format.name)) {
			readWrittenFiles(draft);
			readEmbeddedImports(draft);
		}
	}
	return inOrder(withoutSetUp(draft)).slice(0, mostReferences);
}

/** What is read of a document: of a workflow in Markdown the lines at its top, which are YAML. */
function partOfInterest({ path, text }: Document): string {
	return path.endsWith('.md') && formatOf(path) !== undefined
		? (/^---\r?\n[^]*?\n(?=---[ \t]*(?:\r?\n|$))/.exec(text)?.[0] ?? '')
		: text;
}

/** Formats that are scripts, or have scripts in them. */
const scripts: ReadonlySet<FormatName> = new Set([
	'shell',
	'docker',
	'yaml',
	'otherYaml',
	'make',
	'jenkins',
	'vagrant',
]);

/** What a script writes into files counts as if it stood there; there is no entry of the script to be deleted. */
function readWrittenFiles({ catalog, text, grammars, references }: Draft): void {
	for (const { path, content } of writtenFiles(text).filter((one) => formatOf(one.path) !== undefined)) {
		const inner = content();
		// Each is shorter than what it stands in, so this ends.
		for (const found of detectInDocument(catalog, { path, text: inner.text }, grammars)) {
			if (!isOfPlace(found)) {
				references.push(inOuter(found, inner));
			}
		}
	}
}

/** Whether only the place of a file tells. */
function isOfPlace({ certainty, evidence: { fingerprint } }: Reference): boolean {
	return fingerprint === 'path' && certainty === 'likely';
}

/** An assistant's own file in JSON may have MCP servers, whatever it is called. */
function ownFormat({ names, path }: Draft): Format | undefined {
	return /\.jsonc?$/.test(path) && ownerOfPath(names, path) !== undefined ? serverFormat : undefined;
}

/**
 * Without folders and keys that belong to something which the file installs or starts: `OPENAI_API_KEY` beside Codex is no
 * sign of OpenAI's SDK, nor is a key in the entry of an MCP server that is started with it.
 */
function withoutSetUp(draft: Draft): readonly Reference[] {
	const { catalog, references } = draft;
	const vendorOf = ({ assistant }: Reference): string | undefined => catalog.byId.get(assistant)?.vendor;
	const inUse = references.filter(({ role }) => role !== 'config');
	const assistants = new Set(inUse.map(({ assistant }) => assistant));
	const vendors = new Set(inUse.map(vendorOf));
	const entries = inUse.flatMap(({ removal }) => (removal === undefined ? [] : [removal]));
	const isInEntry = ({ range: [start, end] }: Reference): boolean =>
		entries.some(([from, to]) => from <= start && end <= to);
	return references.filter(
		(one) =>
			one.role !== 'config' ||
			assistants.has(one.assistant) ||
			// A file that lies in an assistant's own place is likely its own, whatever stands in it.
			isOfPlace(one) ||
			!(
				vendors.has(vendorOf(one)) ||
				isInEntry(one) ||
				isInputOfAnother(draft, one) ||
				isGivenToProgram(draft, one, inUse)
			),
	);
}

/**
 * Whether it is an input of another assistant's action, which may be called after any vendor: `openai_api_key: …` below
 * `uses: …`, or beside an input that the other one's action alone has.
 */
function isInputOfAnother(draft: Draft, one: Reference): boolean {
	return (
		(isInput(one) || isGivenToInput(draft, one)) &&
		draft.references.some((other) => isOfSameAction(draft, one, other))
	);
}

function isOfSameAction({ catalog, text }: Draft, one: Reference, other: Reference): boolean {
	const hasAction = ({ assistant }: Reference): boolean =>
		catalog.byId.get(assistant)?.actions !== undefined;
	const [from = 0, to = 0] = [one.range[0], other.range[0]].toSorted((a, b) => a - b);
	const isAction = other.evidence.fingerprint === 'action' && other.range[0] < one.range[0];
	return (
		other.assistant !== one.assistant &&
		(isAction || (isInput(other) && hasAction(other) && !hasAction(one))) &&
		to - from < farthestInput &&
		!/^\s*(?:- )?uses:/m.test(text.slice(isAction ? other.range[1] : from, to))
	);
}

/** How far the inputs of one action stand apart at the most. UTF-16 code units. */
const farthestInput = 1000;

function isInput({ role, evidence: { fingerprint, value } }: Reference): boolean {
	return role === 'config' && fingerprint === 'environment' && /^[a-z][a-z_-]*$/.test(value);
}

/** A secret that an input is set to, whatever that is called: `api-key: ${{ secrets.NAME }}`. */
function isGivenToInput({ text }: Draft, { role, range: [start] }: Reference): boolean {
	const before = text.slice(Math.max(0, start - 200), start);
	return (
		role === 'config' &&
		/(?:^|\n)[ \t]*[a-z][a-z_-]*:[ \t]*["']?\$\{\{[ \t]*(?:secrets|vars)\.$/.test(before)
	);
}

/** A key of an SDK that a command is given on its own line: `docker run -e OPENAI_API_KEY x/aider`. */
function isGivenToProgram({ catalog, text }: Draft, one: Reference, inUse: readonly Reference[]): boolean {
	const [from] = one.range;
	const isKey = one.evidence.fingerprint === 'environment';
	if (!isKey || catalog.byId.get(one.assistant)?.kinds.includes('sdk') !== true) {
		return false;
	}
	const lineEnd = text.indexOf('\n', from);
	return inUse.some(
		({ role, range: [start] }) => role === 'run' && from < start && (lineEnd < 0 || start < lineEnd),
	);
}

/** By place; one of those that name the same assistant at the same place. */
function inOrder(references: readonly Reference[]): readonly Reference[] {
	const seen = new Set<string>();
	return references
		.toSorted((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1])
		.filter(({ range, assistant }) => {
			const key = `${range[0]} ${assistant}`;
			return !seen.has(key) && Boolean(seen.add(key));
		});
}

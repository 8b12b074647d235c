import type { Catalog } from '../../catalog/catalog.ts';
import type { ShellGrammars } from '../syntax.ts';
import { isOfPlace, withoutSetUp } from './belonging.ts';
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
	// Each is held against the others, so no more of them than could be told are looked at.
	const references = inOrder(draft.references).slice(0, 2 * mostReferences);
	return withoutSetUp({ ...draft, references }).slice(0, mostReferences);
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

/** An assistant's own file in JSON may have MCP servers, whatever it is called. */
function ownFormat({ names, path }: Draft): Format | undefined {
	return /\.jsonc?$/.test(path) && ownerOfPath(names, path) !== undefined ? serverFormat : undefined;
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

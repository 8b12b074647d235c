import type { Catalog } from '../../catalog/catalog.ts';
import { type Format, formatOf, mayBeRead } from './formatPaths.ts';
import { type Names, namesOf } from './names.ts';
import { ownerOfPath, ownPathsOf } from './ownPaths.ts';
import { mayImportAssistant, mayNameAssistant } from './words.ts';

/**
 * The cheap first look: `false` where `detectInDocument` surely finds nothing. `text` may be the bytes, so that most files
 * need not be decoded.
 */
export function mayHoldReference(catalog: Catalog, path: string, text: string | Uint8Array): boolean {
	const names = namesOf(catalog);
	const head =
		typeof text === 'string' ? text.slice(0, 100) : String.fromCharCode(...text.subarray(0, 100));
	const format = formatOf(path, undefined, head);
	return (format !== undefined && mayBeIn(names, format, text)) || ownerOfPath(names, path) !== undefined;
}

/** The look before that one: `false` where a file of this path need not be opened. */
export function isWorthOpening(catalog: Catalog, path: string): boolean {
	return mayBeRead(path) && (!/\.mdc?$/.test(path) || ownerOfPath(ownPathsOf(catalog), path) !== undefined);
}

/** Whether a text of this format can have a name in it at all. */
export function mayBeIn({ words }: Names, { name }: Format, text: string | Uint8Array): boolean {
	return name === 'source' ? mayImportAssistant(words, text) : mayNameAssistant(words, text);
}

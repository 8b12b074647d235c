import type { Catalog } from '../../../catalog/catalog.ts';
import { mayImportAssistant, textOf } from '../code/codeLines.ts';
import { type Format, formatOf, mayBeRead } from '../formatPaths.ts';
import { type Names, namesOf } from '../naming/names.ts';
import { ownerOfPath, ownPathsOf } from '../naming/ownPaths.ts';
import { someWord } from './words.ts';

/**
 * The cheap first look: `false` where `detectInDocument` surely finds nothing. `text` may be the bytes, so that most files
 * need not be decoded.
 */
export function mayHoldReference(catalog: Catalog, path: string, text: string | Uint8Array): boolean {
	const names = namesOf(catalog);
	const format =
		formatOf(path) ?? formatOf(path, undefined, textOf(text, 0, 100).replace(byteOrderMark, ''));
	return (format !== undefined && mayBeIn(names, format, text)) || ownerOfPath(names, path) !== undefined;
}

/** As text and as bytes. */
const byteOrderMark = /^(?:\uFEFF|\xEF\xBB\xBF)/;

/** The look before that one: `false` where a file of this path need not be opened. */
export function isWorthOpening(catalog: Catalog, path: string): boolean {
	return mayBeRead(path) || ownerOfPath(ownPathsOf(catalog), path) !== undefined;
}

/**
 * Whether a text of this format can have a name in it at all. A name that is put together from pieces is missed here, which
 * in files that are reviewed hides nothing.
 */
export function mayBeIn({ words, codeWords }: Names, { name }: Format, text: string | Uint8Array): boolean {
	return name === 'source' ? mayImportAssistant(codeWords, words, text) : someWord(words, text, () => true);
}

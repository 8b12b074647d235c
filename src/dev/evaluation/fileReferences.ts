import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { detectInDocument } from '../../core/detection/documents/detectInDocument.ts';
import type { ShellGrammars } from '../../core/detection/syntax.ts';

/** A labelled excerpt of `file-references.*.jsonl`. */
interface LabelledExcerpt {
	readonly path: string | null;
	readonly assumedPath?: string;
	readonly excerpt: string;
	readonly kind: string;
	readonly label: string | null;
	readonly also?: readonly string[];
	readonly note?: string;
	readonly ambiguous?: boolean;
}

/** Prints, for every file of labelled excerpts in `folder`, how well the references in them were found. */
export function evaluateFileReferences(folder: string, catalog: Catalog, grammars: ShellGrammars): void {
	for (const name of readdirSync(folder).filter((one) => /^file-references\..*jsonl$/.test(one))) {
		const rows = readFileSync(path.join(folder, name), 'utf8')
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as LabelledExcerpt)
			.filter(({ ambiguous }) => ambiguous !== true);
		let [found, missed, alarms] = [0, 0, 0];
		for (const row of rows) {
			const document = { path: placeOf(row), text: row.excerpt };
			const got = new Set(
				detectInDocument(catalog, document, grammars).map(({ assistant }) => assistant),
			);
			const wanted = [...(row.label === null ? [] : [row.label]), ...(row.also ?? [])];
			const hits = wanted.filter((assistant) => got.has(assistant)).length;
			const extra = [...got].filter((assistant) => !wanted.includes(assistant)).length;
			found += hits;
			missed += wanted.length - hits;
			alarms += extra;
			if (hits < wanted.length || extra > 0) {
				console.log(
					`${document.path} | ${row.excerpt.slice(0, 100)} | wanted ${wanted.join()} | found ${[...got].join()}`,
				);
			}
		}
		const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(2)} %`;
		console.log(
			`${name}: ${rows.length} excerpts, recall ${share(found, found + missed)}, precision ${share(found, found + alarms)}`,
		);
	}
}

/** Where an excerpt stands; an example out of a page of documentation is read as a file of its kind. */
function placeOf({ path: at, assumedPath, kind, note = '' }: LabelledExcerpt): string {
	const place = at ?? assumedPath ?? '';
	if (!place.endsWith('.md')) {
		return kind === 'env' ? '.env' : place;
	}
	return kind === 'source-import'
		? `a.${/python|php/.exec(note)?.[0].replace('python', 'py') ?? 'ts'}`
		: kind;
}

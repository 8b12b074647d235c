import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { detectInDocument } from '../../core/detection/documents/detectInDocument.ts';
import type { Reference } from '../../core/detection/documents/reference.ts';
import type { ShellGrammars } from '../../core/detection/syntax.ts';
import { placeOf, readExcerpts } from './excerpts.ts';

/** Prints, for every file of labelled excerpts in `folder`, how well the references in them were found. */
export function evaluateFileReferences(folder: string, catalog: Catalog, grammars: ShellGrammars): void {
	for (const name of readdirSync(folder).filter((one) => /^file-references\..*jsonl$/.test(one))) {
		const rows = readExcerpts(path.join(folder, name));
		let [found, missed, alarms] = [0, 0, 0];
		for (const row of rows) {
			const document = { path: placeOf(row), text: row.excerpt };
			const wanted = [...(row.label === null ? [] : [row.label]), ...(row.also ?? [])];
			const got = new Set(
				detectInDocument(catalog, document, grammars)
					.filter((one) => wanted.includes(one.assistant) || !isOfPlace(one))
					.map(({ assistant }) => assistant),
			);
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

/** Whether only the place of the file tells: labels are about what stands in an excerpt. */
function isOfPlace({ certainty, evidence: { fingerprint } }: Reference): boolean {
	return fingerprint === 'path' && certainty === 'likely';
}

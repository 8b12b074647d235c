import { readFileSync } from 'node:fs';

/** A labelled excerpt of `file-references.*.jsonl`. */
export interface LabelledExcerpt {
	readonly path: string | null;
	readonly assumedPath?: string;
	readonly excerpt: string;
	readonly kind: string;
	readonly label: string | null;
	readonly also?: readonly string[];
	readonly role: string;
	readonly note?: string;
	readonly ambiguous?: boolean;
}

/** The excerpts of a file whose labels are beyond doubt. */
export function readExcerpts(file: string): readonly LabelledExcerpt[] {
	return readFileSync(file, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as LabelledExcerpt)
		.filter(({ ambiguous }) => ambiguous !== true);
}

/** Where an excerpt stands; an example out of a page of documentation is read as a file of its kind. */
export function placeOf({ path: at, assumedPath, kind, note = '' }: LabelledExcerpt): string {
	const place = at ?? assumedPath ?? '';
	if (!place.endsWith('.md')) {
		return kind === 'env' ? '.env' : place;
	}
	return kind === 'source-import'
		? `a.${/python|php/.exec(note)?.[0].replace('python', 'py') ?? 'ts'}`
		: kind;
}

import { readSource } from '../code/sourceFiles.ts';
import { type Draft, readInner } from '../draft.ts';
import { sliceOf } from '../slice.ts';

/** A line of Python, in what a script hands to an interpreter: behind `python -c "`, or in a here-document. */
const importLine =
	/^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import[ \t]+\w|import[ \t]+\w+(?:\.\w+)*(?:[ \t]+as[ \t]+\w+|[ \t]*$))[^\n]*/gm;

/** Modules that Python within a script imports. */
export function readEmbeddedImports(draft: Draft): void {
	for (const match of draft.text.includes('import') ? draft.text.matchAll(importLine) : []) {
		const line = sliceOf(draft.text, match.index, match.index + match[0].length);
		readInner({ ...draft, path: 'embedded.py' }, line, readSource);
	}
}

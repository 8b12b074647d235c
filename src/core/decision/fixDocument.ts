import type { Document } from '../detection/documents/reference.ts';
import { type DocumentJudging, judgeDocument, type JudgedReference } from './judgeDocument.ts';

/** A change of a text: what stands at `start`…`end` becomes `text`. */
export interface TextChange {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** How a reference can be mended, the better way first. */
export type Fix =
	| { readonly kind: 'replace'; readonly change: TextChange; readonly by: string }
	| { readonly kind: 'remove'; readonly change: TextChange };

/** The fixes of a judged reference in `text`. */
export function fixesOf(text: string, { reference, decision }: JudgedReference): readonly Fix[] {
	const { range, removal, replaceable } = reference;
	const fixes: Fix[] = [];
	const id = decision.replacement?.entry.extension?.id;
	// What stands in the list already would stand there twice.
	if (replaceable === true && id !== undefined && !text.toLowerCase().includes(id.toLowerCase())) {
		const written = text.slice(...range);
		const quote = /^["']/.exec(written)?.[0] ?? '';
		const change = { start: range[0], end: range[1], text: `${quote}${id}${quote}` };
		fixes.push({ kind: 'replace', change, by: decision.replacement?.name ?? id });
	}
	if (removal !== undefined) {
		fixes.push({ kind: 'remove', change: { start: removal[0], end: removal[1], text: '' } });
	}
	return fixes;
}

/** The text with a change made. */
export function applyChange(text: string, { start, end, text: put }: TextChange): string {
	return text.slice(0, start) + put + text.slice(end);
}

/**
 * The document's text with everything mended that can be, first fix first. One at a time, each in the text that the last
 * one left: two entries side by side share a comma.
 */
export function fixAll(document: Document, judging: DocumentJudging): string {
	let { text } = document;
	for (let rounds = 0; rounds < 1000; rounds += 1) {
		const current = text;
		const fix = judgeDocument({ ...document, text }, judging).flatMap((judged) =>
			fixesOf(current, judged),
		)[0];
		if (fix === undefined) {
			return text;
		}
		text = applyChange(text, fix.change);
	}
	return text;
}

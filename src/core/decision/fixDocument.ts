import type { Document } from '../detection/documents/reference.ts';
import { applyChanges, composeChanges, type TextChange } from './textChange.ts';
import { type DocumentJudging, judgeDocument, type JudgedReference } from './judgeDocument.ts';

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

/**
 * What mends everything in the document that can be mended, the better way first: changes of its text, in order, which do
 * not touch each other. What one fix leaves is looked at again: two entries side by side share a comma, and of two that
 * are replaced by the same the second one goes.
 */
export function fixAll(document: Document, judging: DocumentJudging): readonly TextChange[] {
	let changes: readonly TextChange[] = [];
	let { text } = document;
	// Each round takes something away; the limit is for a fix that would not mend what it is for.
	for (let round = 0; round < 50; round += 1) {
		const current = text;
		const fixes = judgeDocument({ ...document, text }, judging).flatMap((judged) =>
			fixesOf(current, judged).slice(0, 1),
		);
		if (fixes.length === 0) {
			break;
		}
		const now = apartFromEachOther(fixes);
		changes = composeChanges(changes, now);
		text = applyChanges(text, now);
	}
	return changes;
}

/** As many of the fixes, in order, as can be made at once. */
function apartFromEachOther(fixes: readonly Fix[]): readonly TextChange[] {
	const taken: TextChange[] = [];
	const put = new Set<string>();
	for (const { kind, change } of fixes.toSorted((x, y) => x.change.start - y.change.start)) {
		const isFree = change.start > (taken.at(-1)?.end ?? -1);
		if (isFree && (kind === 'remove' || !put.has(change.text))) {
			taken.push(change);
			put.add(change.text);
		}
	}
	return taken;
}

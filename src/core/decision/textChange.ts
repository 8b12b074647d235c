/** A change of a text: what stands at `start`…`end` (UTF-16 offsets) becomes `text`. */
export interface TextChange {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** The text with changes made, which are in order and do not overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
	let made = '';
	let from = 0;
	for (const { start, end, text: put } of changes) {
		made += text.slice(from, start) + put;
		from = end;
	}
	return made + text.slice(from);
}

/** `first`, and then `second` made in what it leaves, as changes of the text before both. */
export function composeChanges(
	first: readonly TextChange[],
	second: readonly TextChange[],
): readonly TextChange[] {
	return second.reduceRight(composeOne, first);
}

/** Later changes are composed before earlier ones, so that the offsets of `change` still hold. */
function composeOne(changes: readonly TextChange[], change: TextChange): readonly TextChange[] {
	const before: TextChange[] = [];
	const after: TextChange[] = [];
	let { start, end, text } = change;
	// How far offsets have moved by the changes that end before this one begins, and by those that begin within it.
	let moved = 0;
	let movedWithin = 0;
	let merged: TextChange | undefined;
	for (const one of changes) {
		const from = one.start + moved + movedWithin;
		const to = from + one.text.length;
		if (to < change.start) {
			before.push(one);
			moved += one.text.length - (one.end - one.start);
		} else if (from > change.end) {
			after.push(one);
		} else {
			const head = one.text.slice(0, Math.max(0, change.start - from));
			const tail = one.text.slice(Math.max(0, one.text.length - Math.max(0, to - change.end)));
			merged = {
				start: Math.min(merged?.start ?? one.start, one.start),
				end: one.end,
				text: `${merged?.text ?? `${head}${text}`}${tail}`,
			};
			movedWithin += one.text.length - (one.end - one.start);
		}
	}
	start -= moved;
	end -= moved + movedWithin;
	if (merged !== undefined) {
		start = Math.min(start, merged.start);
		end = Math.max(end, merged.end);
		({ text } = merged);
	}
	return [...before, { start, end, text }, ...after];
}

/**
 * Takes back, from `current`, the one change that made `after` of `before`, and leaves every other change in it alone.
 * All bytes that were there before come back, comments and spacing too.
 *
 * @returns The text, or `undefined` when the changed place cannot be told for certain any more.
 */
export function reversePatch(before: string, after: string, current: string): string | undefined {
	if (current === after) {
		return before;
	}
	const start = commonPrefix(before, after);
	const end = commonSuffix(before.slice(start), after.slice(start));
	const removed = before.slice(start, before.length - end);
	const inserted = after.slice(start, after.length - end);
	if (inserted === '') {
		return undefined;
	}
	const at = current.indexOf(inserted);
	if (at < 0 || current.indexOf(inserted, at + 1) >= 0) {
		return undefined;
	}
	return current.slice(0, at) + removed + current.slice(at + inserted.length);
}

function commonPrefix(a: string, b: string): number {
	let length = 0;
	while (length < a.length && length < b.length && a[length] === b[length]) {
		length++;
	}
	return length;
}

function commonSuffix(a: string, b: string): number {
	let length = 0;
	while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) {
		length++;
	}
	return length;
}

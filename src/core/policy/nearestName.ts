/**
 * The name of `names` that `written` is most likely a slip of, or `undefined` when none is near: at most one letter in
 * three may differ, a swap of neighbours counting once.
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
	const wanted = written.toLowerCase();
	let best: string | undefined;
	let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const name of names) {
		const distance = editDistance(wanted, name.toLowerCase(), least);
		if (distance < least) {
			least = distance;
			best = name;
		}
	}
	return best;
}

/** Optimal string alignment distance, or `limit` when it is that or more. */
function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) >= limit || a.length > 100 || b.length > 100) {
		return limit;
	}
	let before: number[] = [];
	let above = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const same = a[row - 1] === b[column - 1];
			let cost = Math.min(
				at(above, column - 1) + (same ? 0 : 1),
				at(above, column) + 1,
				at(current, column - 1) + 1,
			);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
				cost = Math.min(cost, at(before, column - 2) + 1);
			}
			current.push(cost);
		}
		[before, above] = [above, current];
	}
	return Math.min(limit, at(above, b.length));
}

function at(row: readonly number[], column: number): number {
	return row[column] ?? Number.POSITIVE_INFINITY;
}

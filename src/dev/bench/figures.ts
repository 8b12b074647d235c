/** A figure that was measured, with the limit that it has to keep where there is one. */
export interface Row {
	readonly name: string;
	readonly value: number;
	readonly unit: 'ms' | 'ms/s' | 'µs' | 'KB' | 'MB' | '×' | '%' | '/s' | '';
	/** The most that `value` may be. */
	readonly limit?: number;
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** A row as a line; says whether it keeps its limit. */
export function lineOf({ name, value, unit, limit }: Row): string {
	const figure = `${value.toFixed(value < 10 ? 2 : 1).padStart(9)} ${unit}`;
	const verdict =
		limit === undefined ? '' : `   ${value <= limit ? 'within' : 'ABOVE'} the limit of ${limit} ${unit}`;
	return `${name.padEnd(44)}${figure}${verdict}`.trimEnd();
}

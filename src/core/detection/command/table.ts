import type { Word } from './reading/reading.ts';

/** The programs that a table's keys begin with, so that most look-ups end at once. */
const programs = new WeakMap<object, ReadonlySet<string>>();

/**
 * The row of `table` for a program: its longest key of the program's name and up to two words behind it. `used` counts
 * the words that make up the key.
 */
export function longestKey<T>(
	table: Readonly<Record<string, T>>,
	name: string,
	words: readonly Word[],
): { readonly entry: T; readonly used: number } | undefined {
	let known = programs.get(table);
	if (known === undefined) {
		known = new Set(Object.keys(table).map((key) => key.split(' ')[0] ?? key));
		programs.set(table, known);
	}
	if (!known.has(name)) {
		return undefined;
	}
	const [, second, third] = words;
	for (const [used, key] of [
		[3, `${name} ${second?.text} ${third?.text}`],
		[2, `${name} ${second?.text}`],
		[1, name],
	] as const) {
		const entry = Object.hasOwn(table, key) ? table[key] : undefined;
		if (entry !== undefined && words.length >= used) {
			return { entry, used };
		}
	}
	return undefined;
}

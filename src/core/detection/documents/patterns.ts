/** One pattern for what any of `parts` matches. Their own flags do not count. */
export function anyOf(parts: readonly RegExp[], flags = ''): RegExp {
	return new RegExp(sourceOf(parts), flags);
}

/** The same as a piece of a longer pattern. */
export function sourceOf(parts: readonly RegExp[]): string {
	return `(?:${parts.map(({ source }) => source).join('|')})`;
}

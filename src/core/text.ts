/** A text for people: one string for every language, or one per language tag (`en`, `zh-cn`, …). */
export type LocalizedText = string | { readonly [language: string]: string };

/**
 * The text to show to a reader of `language`: the exact tag, else its language part (`zh` for `zh-cn`), else English,
 * else the first one there is.
 */
export function textFor(text: LocalizedText, language: string): string {
	if (typeof text === 'string') {
		return text;
	}
	const wanted = language.toLowerCase();
	const byTag = new Map(Object.entries(text).map(([tag, value]) => [tag.toLowerCase(), value]));
	return (
		byTag.get(wanted) ??
		byTag.get(wanted.split('-')[0] ?? '') ??
		byTag.get('en') ??
		[...byTag.values()][0] ??
		''
	);
}

/** Without control characters, and without those that turn the direction of what follows. */
export function withoutControls(line: string): string {
	return line.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
}

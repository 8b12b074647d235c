import type { Scope } from './document.ts';

/**
 * Whether wherever `inner` holds, `outer` does: each of its conditions is there, with no pattern that it has not. `*` asks
 * for any value, but for a known one: without the condition in `inner`, that is not certain.
 */
export function scopeContains(outer: Scope | undefined, inner: Scope | undefined): boolean {
	return (Object.keys(outer ?? {}) as (keyof Scope)[]).every((condition) => {
		const patterns: readonly string[] = outer?.[condition] ?? [];
		const within: readonly string[] | undefined = inner?.[condition];
		return (
			within !== undefined &&
			(patterns.includes('*') || within.every((pattern) => patterns.includes(pattern)))
		);
	});
}

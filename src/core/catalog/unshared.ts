import type { Assistant } from './assistant.ts';

/** The assistants by the names that `namesOf` gives; a name that several have is nobody's. */
export function unshared(
	assistants: readonly Assistant[],
	namesOf: (assistant: Assistant) => readonly string[],
): ReadonlyMap<string, Assistant> {
	const bearers = new Map<string, Set<Assistant>>();
	for (const assistant of assistants) {
		for (const name of namesOf(assistant)) {
			bearers.set(name, (bearers.get(name) ?? new Set()).add(assistant));
		}
	}
	return new Map(
		[...bearers].flatMap(([name, [only, ...others]]) =>
			only !== undefined && others.length === 0 ? [[name, only]] : [],
		),
	);
}

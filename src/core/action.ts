/** What a policy says of a finding, from mildest to strongest. */
export const actions = ['allow', 'audit', 'inform', 'warn', 'block'] as const;

/** `allow`: nothing. `audit`: recorded only. `inform`: told once. `warn`: told each time, may go on. `block`: stopped. */
export type Action = (typeof actions)[number];

/** Negative when `a` is milder than `b`, positive when stronger, 0 when equal. */
export function compareActions(a: Action, b: Action): number {
	return actions.indexOf(a) - actions.indexOf(b);
}

/** The milder of two actions. */
export function milderAction(a: Action, b: Action): Action {
	return compareActions(a, b) <= 0 ? a : b;
}

import type { Scope } from '../policy/document.ts';

/** Where and when a decision is made. A fact that is not known is left out; a scope that asks for it does not hold. */
export interface DecisionContext {
	/** Epoch milliseconds; read once for all decisions of one run. */
	readonly now: number;
	readonly os?: 'linux' | 'darwin' | 'win32' | undefined;
	readonly editor?: string | undefined;
	readonly remote?: string | undefined;
	readonly groups?: readonly string[] | undefined;
	readonly region?: string | undefined;
	readonly folders?: readonly string[] | undefined;
	readonly repositories?: readonly string[] | undefined;
}

/** Whether a scope holds: `unknown` names the first fact that it asks for and the context does not have. */
export type ScopeMatch =
	| { readonly result: 'holds' }
	| { readonly result: 'fails' | 'unknown'; readonly condition: keyof Scope };

/** Holds `scope` against `context`. An absent scope holds everywhere. */
export function matchScope(scope: Scope | undefined, context: DecisionContext): ScopeMatch {
	if (scope === undefined) {
		return { result: 'holds' };
	}
	const facts: { readonly [Condition in keyof Required<Scope>]: readonly string[] | undefined } = {
		os: asList(context.os),
		editors: asList(context.editor),
		remotes: asList(context.remote),
		groups: context.groups,
		regions: asList(context.region),
		folders: context.folders,
		repositories: context.repositories,
	};
	for (const condition of Object.keys(facts) as (keyof Scope)[]) {
		const patterns = scope[condition];
		const values = facts[condition];
		if (patterns === undefined) {
			continue;
		}
		if (values === undefined) {
			return { result: 'unknown', condition };
		}
		if (!patterns.some((pattern) => values.some((value) => matchesGlob(pattern, value)))) {
			return { result: 'fails', condition };
		}
	}
	return { result: 'holds' };
}

/** Whether `value` is `pattern`, in which `*` stands for any run of characters; case does not count. */
function matchesGlob(pattern: string, value: string): boolean {
	const parts = pattern.toLowerCase().split('*');
	const text = value.toLowerCase();
	const first = parts[0] ?? '';
	const last = parts.at(-1) ?? '';
	if (parts.length === 1) {
		return text === first;
	}
	if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
		return false;
	}
	let from = first.length;
	for (const part of parts.slice(1, -1)) {
		const at = text.indexOf(part, from);
		if (at < 0 || at + part.length > text.length - last.length) {
			return false;
		}
		from = at + part.length;
	}
	return true;
}

function asList(value: string | undefined): readonly string[] | undefined {
	return value === undefined ? undefined : [value];
}

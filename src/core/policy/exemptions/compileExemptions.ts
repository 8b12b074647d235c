import type { Action } from '../../action.ts';
import type { PolicyDocument, Scope } from '../document.ts';
import type { ExemptionsDocument } from './exemptionsDocument.ts';
import { instantOf } from '../instant.ts';

/** An exemption with its instants as epoch milliseconds; `until` is the first moment at which it no longer holds. */
export interface CompiledExemption {
	readonly id: string;
	readonly rules: ReadonlySet<string>;
	readonly when: Scope | undefined;
	readonly from: number;
	readonly until: number;
	readonly action: Action;
	/** Where it was granted: in the policy, in the exemptions document, by a break-glass code. */
	readonly grantedBy: 'policy' | 'document' | 'code';
	readonly ticket: string | undefined;
}

/** What was granted beside the policy; it reaches rules that the policy calls `exemptable`. */
export interface Grants {
	/** The id of this machine; without it, exemptions for particular machines are left out. */
	readonly machine?: string | undefined;
	readonly document?: ExemptionsDocument | undefined;
	/** Break-glass codes that were read: what each opens, until when (epoch milliseconds). */
	readonly codes?: readonly { readonly rule: string; readonly until: number }[] | undefined;
}

/** All exemptions that may hold on this machine: of the policy, of the document beside it, of break-glass codes. */
export function compileExemptions(policy: PolicyDocument, grants: Grants): readonly CompiledExemption[] {
	const { machine, document, codes = [] } = grants;
	const here = ({ machines }: Entry): boolean =>
		machines === undefined || (machine !== undefined && machines.includes(machine));
	const exemptable = new Set(policy.rules.flatMap(({ id, exemptable: may }) => (may === true ? [id] : [])));
	const end = document === undefined ? 0 : instantOf(document.expires);
	const granted = (document?.exemptions ?? []).filter(here).map((entry): CompiledExemption => {
		const compiled = compileEntry(entry, 'document');
		const rules = new Set(entry.rules.filter((rule) => exemptable.has(rule)));
		return { ...compiled, rules, until: Math.min(compiled.until, end) };
	});
	const byCode = codes
		.filter(({ rule }) => exemptable.has(rule))
		.map(({ rule, until }): CompiledExemption => ({
			id: `break-glass-${rule}`,
			rules: new Set([rule]),
			when: undefined,
			from: Number.NEGATIVE_INFINITY,
			until,
			action: 'allow',
			grantedBy: 'code',
			ticket: undefined,
		}));
	const own = (policy.exemptions ?? []).filter(here).map((entry) => compileEntry(entry, 'policy'));
	return [...own, ...granted.filter(({ rules }) => rules.size > 0), ...byCode];
}

type Entry = ExemptionsDocument['exemptions'][number];

function compileEntry(entry: Entry, grantedBy: CompiledExemption['grantedBy']): CompiledExemption {
	return {
		id: entry.id,
		rules: new Set(entry.rules),
		when: entry.when,
		from: entry.from === undefined ? Number.NEGATIVE_INFINITY : instantOf(entry.from),
		until: instantOf(entry.until),
		action: entry.action,
		grantedBy,
		ticket: entry.ticket,
	};
}

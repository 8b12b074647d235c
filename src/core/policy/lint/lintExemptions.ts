import type { PolicyDocument } from '../document.ts';
import { instantOf } from '../instant.ts';
import type { LintFinding } from './lint.ts';
import { scopeContains } from '../scopes.ts';

type ExemptionEntry = NonNullable<PolicyDocument['exemptions']>[number];

/** Exemptions that are for the same place and time as an earlier one, which decides then; what is over does not count. */
export function lintExemptions({ exemptions = [] }: PolicyDocument, now: number): readonly LintFinding[] {
	const isOver = ({ until }: ExemptionEntry): boolean => instantOf(until) <= now;
	return exemptions.flatMap((entry, index): readonly LintFinding[] => {
		for (const earlier of exemptions.slice(0, index)) {
			const rule = entry.rules.find((id) => earlier.rules.includes(id));
			const isBoth = scopeContains(earlier.when, entry.when) || scopeContains(entry.when, earlier.when);
			if (rule !== undefined && isBoth && !isOver(earlier) && !isOver(entry) && meets(earlier, entry)) {
				const message = `Exemption "${entry.id}" overlaps with "${earlier.id}" for rule "${rule}": where both hold, "${earlier.id}" decides, as it stands first.`;
				return [{ severity: 'warning', code: 'overlap', path: ['exemptions', index, 'id'], message }];
			}
		}
		return [];
	});
}

function meets(a: ExemptionEntry, b: ExemptionEntry): boolean {
	const [fromA, fromB] = [a, b].map(({ from }) => (from === undefined ? -Infinity : instantOf(from)));
	return (fromA ?? 0) < instantOf(b.until) && (fromB ?? 0) < instantOf(a.until);
}

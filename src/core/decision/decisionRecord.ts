import { type Finding, uses } from '../detection/finding.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { DecisionContext } from './context.ts';
import { decide, type Decision, strongestDecision } from './decide.ts';

/** Of several findings the strongest decision counts, and among equals the strongest use. */
export function strongest(
	policy: CompiledPolicy,
	findings: readonly Finding[],
	context: DecisionContext,
): Decision | undefined {
	const inOrder = findings.toSorted((a, b) => uses.indexOf(a.use) - uses.indexOf(b.use));
	return strongestDecision(inOrder.map((finding) => decide(policy, finding, context)));
}

/** A decision as the members of one line of output. */
export function decisionRecord(decision: Decision | undefined): Record<string, unknown> {
	if (decision === undefined) {
		return {
			assistant: null,
			use: 'none',
			action: 'allow',
			rule: null,
			because: 'noFinding',
			certainty: null,
			replacement: null,
		};
	}
	const { finding, action, rule, because, replacement } = decision;
	return {
		assistant: finding.assistant,
		use: finding.use,
		action,
		rule: rule?.entry.id ?? null,
		because,
		certainty: finding.certainty,
		replacement: replacement?.entry.id ?? null,
		unreadable: finding.unreadable,
	};
}

import { type Action, compareActions, milderAction } from '../action.ts';
import type { Finding } from '../detection/finding.ts';
import type { CompiledPolicy, CompiledRule, Phase, SanctionedAssistant } from '../policy/compile.ts';
import type { CompiledExemption } from '../policy/exemptions/compileExemptions.ts';
import { instantOf } from '../policy/instant.ts';
import { type DecisionContext, matchScope } from './context.ts';

/** What made the decision what it is. */
export type Because =
	| 'noPolicy'
	| 'notUse'
	| 'rule'
	| 'exemption'
	| 'uncertain'
	| 'sanctioned'
	| 'unlisted'
	| 'withdrawn'
	| 'aged';

/** A rule that covers the assistant, and what came of it. */
export interface TraceStep {
	readonly rule: string;
	readonly outcome: 'decided' | 'outOfScope' | 'scopeUnknown' | 'notYet' | 'exempted';
	/** The scope's condition, the exemption's id, or the start of the first phase as ISO text. */
	readonly detail?: string | undefined;
}

/** What the policy says of a finding, and everything needed to say why. */
export interface Decision {
	readonly finding: Finding;
	readonly action: Action;
	readonly because: Because;
	readonly rule: CompiledRule | undefined;
	/** The phase that holds now. */
	readonly phase: Phase | undefined;
	/** The phase that comes next, when the rule has one. */
	readonly next: Phase | undefined;
	readonly exemption: CompiledExemption | undefined;
	/** What to use instead. */
	readonly replacement: SanctionedAssistant | undefined;
	readonly trace: readonly TraceStep[];
}

/**
 * Decides what holds for `finding`. Total and deterministic: the same policy, finding and context always give the same
 * decision. Without a policy everything is allowed, and the decision says that there was none.
 */
export function decide(
	policy: CompiledPolicy | undefined,
	finding: Finding,
	context: DecisionContext,
): Decision {
	const open: Decision = {
		finding,
		action: 'allow',
		because: 'noPolicy',
		rule: undefined,
		phase: undefined,
		next: undefined,
		exemption: undefined,
		replacement: undefined,
		trace: [],
	};
	if (policy === undefined) {
		return open;
	}
	if (policy.document.withdrawn !== undefined) {
		return { ...open, because: 'withdrawn' };
	}
	const decision = decideByRules(policy, finding, context, open);
	const { strongest } = policy;
	return strongest === undefined || compareActions(decision.action, strongest) <= 0
		? decision
		: { ...decision, action: strongest, because: 'aged' };
}

function decideByRules(
	policy: CompiledPolicy,
	finding: Finding,
	context: DecisionContext,
	open: Decision,
): Decision {
	if (finding.use !== 'run' && finding.use !== 'install') {
		return { ...open, because: 'notUse' };
	}
	if (finding.assistant === null && finding.unreadable !== undefined) {
		return { ...open, because: 'uncertain', action: policy.document.uncertain.unreadable };
	}
	const trace: TraceStep[] = [];
	for (const rule of rulesFor(policy, finding)) {
		const held = holdRule(rule, context);
		trace.push(held.step);
		if (held.phase === undefined) {
			continue;
		}
		const base = { ...open, rule, phase: held.phase, next: held.next, replacement: rule.replacement };
		const exemption = policy.exemptions.find((candidate) => exempts(candidate, rule, context));
		if (exemption !== undefined) {
			trace.push({ rule: rule.entry.id, outcome: 'exempted', detail: exemption.id });
			const action = milderAction(exemption.action, held.phase.action);
			return { ...base, action, because: 'exemption', exemption, trace };
		}
		return { ...base, ...capped(policy, finding, held.phase.action, 'rule'), trace };
	}
	const sanctioned =
		finding.assistant === null ? undefined : policy.sanctionedByAssistant.get(finding.assistant);
	if (sanctioned !== undefined) {
		return { ...open, because: 'sanctioned', trace };
	}
	return {
		...open,
		...capped(policy, finding, policy.document.unlisted, 'unlisted'),
		replacement: policy.sanctioned[0],
		trace,
	};
}

/** The decision that counts when one signal gave several: the strongest, and of equals the first. */
export function strongestDecision(decisions: readonly Decision[]): Decision | undefined {
	let strongest: Decision | undefined;
	for (const decision of decisions) {
		if (strongest === undefined || compareActions(decision.action, strongest.action) > 0) {
			strongest = decision;
		}
	}
	return strongest;
}

/** The next moment after `now` at which any decision may change, or `undefined` when none is known. */
export function nextChange(policy: CompiledPolicy, now: number): number | undefined {
	const { document } = policy;
	const moments = [
		...(document.onExpired === 'keep' ? [] : [instantOf(document.expires)]),
		...policy.rules.flatMap((rule) => rule.phases.map((phase) => phase.from)),
		...policy.exemptions.flatMap((exemption) => [exemption.from, exemption.until]),
		...(policy.document.settings ?? []).flatMap(({ from }) =>
			from === undefined ? [] : [instantOf(from)],
		),
	];
	const later = moments.filter((moment) => moment > now);
	return later.length === 0 ? undefined : Math.min(...later);
}

function rulesFor(policy: CompiledPolicy, { assistant }: Finding): readonly CompiledRule[] {
	return (assistant === null ? undefined : policy.rulesByAssistant.get(assistant)) ?? policy.generalRules;
}

function holdRule(
	rule: CompiledRule,
	context: DecisionContext,
): { readonly step: TraceStep; readonly phase?: Phase; readonly next?: Phase | undefined } {
	const id = rule.entry.id;
	const scope = matchScope(rule.entry.when, context);
	if (scope.result !== 'holds') {
		const outcome = scope.result === 'unknown' ? 'scopeUnknown' : 'outOfScope';
		return { step: { rule: id, outcome, detail: scope.condition } };
	}
	const phase = rule.phases.findLast(({ from }) => from <= context.now);
	const next = rule.phases.find(({ from }) => from > context.now);
	if (phase === undefined) {
		return { step: { rule: id, outcome: 'notYet', detail: rule.entry.phases[0]?.from } };
	}
	return { step: { rule: id, outcome: 'decided' }, phase, next };
}

function exempts(exemption: CompiledExemption, rule: CompiledRule, context: DecisionContext): boolean {
	return (
		exemption.rules.has(rule.entry.id) &&
		exemption.from <= context.now &&
		context.now < exemption.until &&
		matchScope(exemption.when, context).result === 'holds'
	);
}

function capped(
	policy: CompiledPolicy,
	finding: Finding,
	action: Action,
	because: 'rule' | 'unlisted',
): { readonly action: Action; readonly because: Because } {
	if (finding.certainty === 'certain') {
		return { action, because };
	}
	const cap = policy.document.uncertain[finding.certainty];
	return compareActions(action, cap) <= 0 ? { action, because } : { action: cap, because: 'uncertain' };
}

import type { Assistant } from '../../catalog/assistant.ts';
import { compareActions } from '../../action.ts';
import type { JsonPath } from '../../json/scan.ts';
import { type CompiledPolicy, type CompiledRule, compilePolicy } from '../compile.ts';
import type { PolicyDocument } from '../document.ts';
import { instantOf } from '../instant.ts';
import { lintExemptions } from './lintExemptions.ts';
import { lintExtensions } from './lintExtensions.ts';
import { daysUntil, soon } from './lintKeys.ts';
import { lintNames } from './lintNames.ts';
import { lintRollout } from './lintRollout.ts';
import { scopeContains } from '../scopes.ts';

/** What is wrong with a policy that has the right form. Errors would not do what was meant; warnings look odd. */
export interface LintFinding {
	readonly severity: 'error' | 'warning';
	readonly code:
		| 'duplicateId'
		| 'unknownName'
		| 'emptyRule'
		| 'neverMatches'
		| 'phaseOrder'
		| 'bannedReplacement'
		| 'expired'
		| 'badPeriod'
		| 'expiresSoon'
		| 'overlap'
		| 'knownExtension'
		| 'keysExpire';
	readonly path: JsonPath;
	readonly message: string;
	readonly suggestion?: string | undefined;
}

/** Looks for mistakes that the schema cannot see. `now` is in epoch milliseconds. */
export function lintPolicy(
	document: PolicyDocument,
	builtIn: readonly Assistant[],
	now: number,
): readonly LintFinding[] {
	const policy = compilePolicy(document, builtIn);
	return [
		...lintIds(document),
		...lintNames(policy),
		...lintEmptyRules(document),
		...policy.rules.flatMap((rule, index) => lintPhases(rule, index)),
		...lintReach(policy),
		...lintSanctioned(policy),
		...lintExtensions(document, builtIn),
		...lintExemptions(document, now),
		...lintPeriods(document, now),
		...lintRollout(document),
	];
}

function lintIds(document: PolicyDocument): readonly LintFinding[] {
	return (['rules', 'sanctioned', 'exemptions', 'settings', 'catalog'] as const).flatMap((list) => {
		const seen = new Set<string>();
		return (document[list] ?? []).flatMap(({ id }, index): readonly LintFinding[] => {
			if (!seen.has(id)) {
				seen.add(id);
				return [];
			}
			const message = `"${id}" is the id of an earlier entry in "${list}"; give this one another.`;
			return [{ severity: 'error', code: 'duplicateId', path: [list, index, 'id'], message }];
		});
	});
}

function lintEmptyRules({ rules }: PolicyDocument): readonly LintFinding[] {
	return rules.flatMap(({ id, assistants, vendors, tags, fingerprints }, index): readonly LintFinding[] => {
		const names = [...(assistants ?? []), ...(vendors ?? []), ...(tags ?? [])];
		if (names.length > 0 || fingerprints !== undefined) {
			return [];
		}
		const message = `Rule "${id}" names no assistant: add "assistants", "vendors", "tags" or "fingerprints".`;
		return [{ severity: 'error', code: 'emptyRule', path: ['rules', index], message }];
	});
}

function lintPhases({ entry }: CompiledRule, rule: number): readonly LintFinding[] {
	return entry.phases.flatMap((phase, index): readonly LintFinding[] => {
		const before = entry.phases[index - 1];
		if (before === undefined || instantOf(before.from) < instantOf(phase.from)) {
			return [];
		}
		const same = instantOf(before.from) === instantOf(phase.from);
		const message = same
			? `Two phases of rule "${entry.id}" begin at ${phase.from}; keep one.`
			: `The phases of rule "${entry.id}" are not in order of time; write the earliest first.`;
		const path = ['rules', rule, 'phases', index, 'from'];
		return [{ severity: same ? 'error' : 'warning', code: 'phaseOrder', path, message }];
	});
}

/** Rules whose every assistant an earlier rule, which holds wherever they do, has taken by the time they begin. */
function lintReach(policy: CompiledPolicy): readonly LintFinding[] {
	return policy.rules.flatMap((rule, index): readonly LintFinding[] => {
		const begins = rule.phases[0]?.from ?? 0;
		const earlier = policy.rules
			.slice(0, index)
			.filter(
				({ entry, phases }) =>
					scopeContains(entry.when, rule.entry.when) && (phases[0]?.from ?? 0) <= begins,
			);
		const all = earlier.find(({ coversAll }) => coversAll);
		const takenBy = (id: string): CompiledRule | undefined =>
			earlier.find(({ covers }) => covers.has(id)) ??
			(policy.sanctionedByAssistant.has(id) ? undefined : all);
		const takers = new Set([...rule.covers].map(takenBy));
		if (rule.coversAll) {
			takers.add(all);
		}
		if (takers.size === 0 || takers.has(undefined)) {
			return [];
		}
		const names = [...takers].map((taker) => `"${taker?.entry.id}"`).join(', ');
		const message = `Rule "${rule.entry.id}" can never match: ${names} above it decides first. Move it up or remove it.`;
		return [{ severity: 'warning', code: 'neverMatches', path: ['rules', index, 'id'], message }];
	});
}

function lintSanctioned({ rules, sanctioned, catalog }: CompiledPolicy): readonly LintFinding[] {
	return sanctioned.flatMap(({ entry }, index) => {
		const offered = entry.extension && catalog.byExtension.get(entry.extension.id.toLowerCase());
		const named = entry.assistants.map((id, at) => ({ id, path: ['assistants', at] }));
		const others = offered === undefined || entry.assistants.includes(offered.id) ? [] : [offered.id];
		return [...named, ...others.map((id) => ({ id, path: ['extension', 'id'] }))].flatMap(
			({ id, path }): readonly LintFinding[] => {
				const banning = rules.find(
					({ covers, phases, entry: rule }) =>
						covers.has(id) &&
						rule.when === undefined &&
						phases.some(({ action }) => compareActions(action, 'warn') >= 0),
				);
				const message = `"${id}" is sanctioned here, but rule "${banning?.entry.id}" warns of it or blocks it.`;
				return banning === undefined
					? []
					: [
							{
								severity: 'error',
								code: 'bannedReplacement',
								path: ['sanctioned', index, ...path],
								message,
							},
						];
			},
		);
	});
}

function lintPeriods(document: PolicyDocument, now: number): readonly LintFinding[] {
	const findings: LintFinding[] = [];
	if (instantOf(document.expires) <= instantOf(document.issuedAt)) {
		const message = '"expires" must be later than "issuedAt".';
		findings.push({ severity: 'error', code: 'badPeriod', path: ['expires'], message });
	} else if (instantOf(document.expires) <= now) {
		const message = `The policy expired on ${document.expires}; editors would not take it. Write a later date.`;
		findings.push({ severity: 'error', code: 'expired', path: ['expires'], message });
	} else if (instantOf(document.expires) - now <= soon) {
		const left = daysUntil(instantOf(document.expires), now);
		const message = `The policy expires on ${document.expires}, in ${left}. Publish one with a later date before then.`;
		findings.push({ severity: 'warning', code: 'expiresSoon', path: ['expires'], message });
	}
	document.exemptions?.forEach(({ id, from, until }, index) => {
		const path = ['exemptions', index, 'until'];
		if (from !== undefined && instantOf(until) <= instantOf(from)) {
			const message = `Exemption "${id}" ends before it begins.`;
			findings.push({ severity: 'error', code: 'badPeriod', path, message });
		} else if (instantOf(until) <= now) {
			const message = `Exemption "${id}" ended on ${until}; it can be removed.`;
			findings.push({ severity: 'warning', code: 'expired', path, message });
		}
	});
	return findings;
}

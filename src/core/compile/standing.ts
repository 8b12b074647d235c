import { type Action, compareActions } from '../action.ts';
import type { Assistant } from '../catalog/assistant.ts';
import { matchScope } from '../decision/context.ts';
import { type Decision, decide } from '../decision/decide.ts';
import { mergeAllowList } from '../enforcement/allowList.ts';
import { deniedExtensions } from '../enforcement/deniedExtensions.ts';
import type { CompiledPolicy, CompiledRule } from '../policy/compile.ts';
import type { CompiledExemption } from '../policy/exemptions/compileExemptions.ts';
import type { Scope } from '../policy/document.ts';
import { textFor } from '../text.ts';
import type { Os } from './target.ts';

/** An assistant of the catalog with what the policy says of it on a machine of which only the system is known. */
export interface Standing {
	readonly assistant: Assistant;
	readonly decision: Decision;
}

/** Where a file is going to be used: `os` is left out where the format serves all systems. */
export interface Destination {
	readonly os?: Os | undefined;
	readonly now: number;
}

/** The assistants of which the policy says at least `action`, by catalog id. */
export function standings(
	policy: CompiledPolicy,
	destination: Destination,
	action: Action,
): readonly Standing[] {
	return policy.catalog.assistants
		.map((assistant) => ({ assistant, decision: decisionOn(policy, assistant, destination) }))
		.filter(({ decision }) => compareActions(decision.action, action) >= 0)
		.toSorted((a, b) => (a.assistant.id < b.assistant.id ? -1 : 1));
}

/** What the policy says of an assistant that is installed. */
export function decisionOn(policy: CompiledPolicy, { id }: Assistant, { os, now }: Destination): Decision {
	const finding = {
		signal: { kind: 'extension', id },
		assistant: id,
		use: 'install',
		certainty: 'certain',
		evidence: [],
	} as const;
	return decide(policy, finding, { now, os });
}

/** The editor's list of allowed extensions, in order; `undefined` when none is denied. */
export function allowedExtensions(
	policy: CompiledPolicy,
	{ os, now }: Destination,
): Readonly<Record<string, unknown>> | undefined {
	const denied = [...deniedExtensions(policy, { now, os }).keys()].toSorted();
	const needed = policy.document.sanctioned.flatMap(({ extension }) => extension?.id ?? []);
	return denied.length === 0 ? undefined : mergeAllowList(undefined, denied, needed);
}

/** The rule's words for a decision: its reason, what to use instead, whom to ask. */
export function reasonOf(policy: CompiledPolicy, decision: Decision, name: string): string {
	const { organization } = policy.document;
	const { rule, replacement } = decision;
	const reason = rule === undefined ? '' : ` ${textFor(rule.entry.reason, 'en')}`;
	const instead = replacement === undefined ? '' : ` Use ${replacement.name} instead.`;
	const contact = organization.contact === undefined ? '' : ` Ask ${organization.contact}.`;
	return `${whatHolds(decision, name, organization.name)}${reason}${instead}${contact}`;
}

function whatHolds({ action, rule, next }: Decision, name: string, organization: string): string {
	if (action === 'block') {
		return `${name} is not allowed at ${organization}.`;
	}
	return next?.action === 'block'
		? `${name} will be blocked at ${organization} from ${fromText(rule?.entry.phases ?? [], 'block')}.`
		: `${organization} asks you not to use ${name}.`;
}

/** The programs that only this assistant has, so that a rule by name hits nothing else; single words only. */
export function ownCommands({ commands = [], namesakes = [] }: Assistant): readonly string[] {
	return commands.filter(
		(name) => !name.includes(' ') && namesakes.every(({ command }) => command !== name),
	);
}

/** The programs whose names are shared, and are therefore left out. */
export function sharedCommands({ commands = [], namesakes = [] }: Assistant): readonly string[] {
	return commands.filter((name) => namesakes.some(({ command }) => command === name));
}

/** What no native format can say of a policy: phases to come, milder actions, and scopes that it does not know. */
export function unexpressedRules(policy: CompiledPolicy, { os, now }: Destination): readonly string[] {
	const sentences = policy.rules.flatMap((rule) => [
		...scopeSentence(rule, os),
		...phaseSentences(rule, now),
	]);
	const exemptions = policy.exemptions
		.filter(({ until, when }) => until > now && unknownConditions(when, os).length > 0)
		.map(exemptionSentence);
	const unlisted =
		policy.document.unlisted === 'block'
			? [
					'Assistants that the catalog does not know are not covered: only what has a name can be denied.',
				]
			: [];
	return [...sentences, ...exemptions, ...unlisted];
}

function scopeSentence({ entry }: CompiledRule, os: Os | undefined): readonly string[] {
	const conditions = unknownConditions(entry.when, os);
	return conditions.length === 0
		? []
		: [
				`Rule "${entry.id}" holds only for certain ${conditions.join(', ')}, which are not known here: it is left out.`,
			];
}

function phaseSentences({ entry, phases }: CompiledRule, now: number): readonly string[] {
	const holding = phases.findLast(({ from }) => from <= now);
	const next = phases.find(({ from }) => from > now);
	const mild = holding?.action === 'inform' || holding?.action === 'warn';
	return [
		...(mild ? [`Rule "${entry.id}" says ${holding.action}, which nobody is told here.`] : []),
		...(next === undefined
			? []
			: [
					`Rule "${entry.id}" says ${next.action} from ${fromText(entry.phases, next.action)}: compile again then.`,
				]),
	];
}

/** The instant of a phase, as the admin wrote it. */
function fromText(
	phases: readonly { readonly from: string; readonly action: Action }[],
	action: Action,
): string {
	return phases.findLast((phase) => phase.action === action)?.from ?? '';
}

function exemptionSentence({ id, when }: CompiledExemption): string {
	return `Exemption "${id}" is for certain ${Object.keys(when ?? {}).join(', ')}: those it is for are not left out here.`;
}

/** The conditions of a scope that a file for `os` knows nothing of; none where the scope does not hold there anyway. */
function unknownConditions(when: Scope | undefined, os: Os | undefined): readonly string[] {
	if (
		when === undefined ||
		(os !== undefined && matchScope({ os: when.os }, { now: 0, os }).result === 'fails')
	) {
		return [];
	}
	return Object.keys(when).filter((condition) => condition !== 'os' || os === undefined);
}

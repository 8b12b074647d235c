import type { Decision } from '../decision/decide.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { describePolicyProblem } from '../policy/describeProblem.ts';
import type { PolicyProblem } from '../policy/policyProblem.ts';
import type { ActivePolicy, PolicyStatus } from '../policy/status.ts';
import { textFor } from '../text.ts';
import { actionWord } from './actionWords.ts';
import { evidenceLines } from './evidence.ts';
import { policyHeadline } from './policyHeadline.ts';
import { reasonCard } from './reasonCard.ts';
import { cardMarkdown, escapeMarkdown } from './renderCard.ts';
import { ruleNames } from './ruleNames.ts';
import { type Reader, writeAge, writeCountdown, writeInstant } from './reader.ts';

/** The parts of the outline. */
export type OutlineSection =
	| 'policy'
	| 'found'
	| 'held'
	| 'sanctioned'
	| 'rules'
	| 'coming'
	| 'exemptions'
	| 'snoozes';

/** A line of the outline; `icon` is the name of an editor's own icon. */
export interface OutlineItem {
	/** Set on the sections, and nowhere else. */
	readonly id?: OutlineSection | undefined;
	readonly label: string;
	readonly description?: string | undefined;
	/** Markdown. */
	readonly details?: string | undefined;
	readonly icon?: string | undefined;
	/** What the line is about, where something can be done about it. */
	readonly decision?: Decision | undefined;
	/** Of a notice that was put off: what it can be taken back by. */
	readonly snooze?: string | undefined;
	readonly children?: readonly OutlineItem[] | undefined;
}

/** What is known in a window. */
export interface OutlineFacts {
	readonly status: PolicyStatus;
	readonly policy: CompiledPolicy | undefined;
	readonly decisions: readonly Decision[];
	/** Ids of the installed extensions, in lower case. */
	readonly installed: ReadonlySet<string>;
	/** Notices that were put off; none if absent. */
	readonly snoozes?: readonly Snooze[] | undefined;
	/** How what the policy wants held stands. */
	readonly held?: readonly OutlineItem[] | undefined;
}

/** A notice that was put off: the key that it can be taken back by, what it is about, and when it comes back. */
export interface Snooze {
	readonly key: string;
	readonly about: string;
	/** Epoch milliseconds. */
	readonly until: number;
}

/** All there is to know of the policy here, in sections: how it stands, what was found, what it says, what comes next. */
export function outline(facts: OutlineFacts, reader: Reader, now: number): readonly OutlineItem[] {
	const { policy } = facts;
	const { translate } = reader;
	if (policy === undefined) {
		return facts.status.state === 'unconfigured' ? [] : [policySection(facts, reader, now)];
	}
	const found = facts.decisions.map((decision) => findingItem(policy, decision, reader, now));
	const nothing = { label: translate('Nothing against the policy'), icon: 'check' };
	return [
		policySection(facts, reader, now),
		section('found', translate('Found here'), found.length > 0 ? found : [nothing]),
		section('held', translate('Held by the policy'), facts.held ?? []),
		section('sanctioned', translate('Use instead'), sanctionedItems(policy, facts.installed, reader)),
		section('rules', translate('What the policy says'), ruleItems(policy, reader, now)),
		section('coming', translate('Coming up'), comingItems(policy, reader, now)),
		section('exemptions', translate('Exemptions'), exemptionItems(policy, reader, now)),
		section('snoozes', translate('Put off'), snoozeItems(facts.snoozes ?? [], reader)),
	].filter(({ children }) => children === undefined || children.length > 0);
}

function section(id: OutlineSection, label: string, children: readonly OutlineItem[]): OutlineItem {
	return { id, label, children };
}

function policySection({ status, policy }: OutlineFacts, reader: Reader, now: number): OutlineItem {
	const { translate } = reader;
	const { standing, text } = policyHeadline(status, translate);
	const lines: OutlineItem[] = [{ label: text, icon: standing === 'fine' ? 'pass' : 'warning' }];
	if (status.state !== 'unconfigured' && status.problem !== undefined) {
		lines.push({
			label: describePolicyProblem(withShortSource(status.problem), translate),
			details: escapeMarkdown(describePolicyProblem(status.problem, translate)),
			icon: 'info',
		});
	}
	if (status.state === 'active') {
		const { version, source, checkedAt, signers, organization } = status.policy;
		const name = policy?.document.organization.name ?? organization;
		lines.push(
			{ label: name, description: translate('version {version}', { version }), icon: 'organization' },
			{
				label: translate('Confirmed'),
				description: `${writeAge(checkedAt, now, reader)} (${writeInstant(checkedAt, reader, 'medium')})`,
				icon: 'clock',
				details: escapeMarkdown(source),
			},
			{
				label: translate('Signed'),
				description: signers.map((signer) => signer.slice(0, 12)).join(', '),
				icon: 'verified',
				details: escapeMarkdown(signers.join(', ')),
			},
			...standingItems(status.policy, policy, reader),
		);
	}
	return section('policy', translate('Policy'), lines);
}

/** With the host alone of the address that it begins with, so that a narrow line has room for what is wrong. */
function withShortSource(problem: PolicyProblem): PolicyProblem {
	return 'source' in problem
		? { ...problem, source: problem.source.replace(/^https?:\/\/([^/]+)\/.*$/, '$1') }
		: problem;
}

/** What else there is to know of the policy in force: that it was withdrawn or is old, and what was passed over. */
function standingItems(
	{ passedOver, machine }: ActivePolicy,
	policy: CompiledPolicy | undefined,
	{ translate, language }: Reader,
): readonly OutlineItem[] {
	const withdrawn = policy?.document.withdrawn;
	const items: OutlineItem[] = passedOver.map((problem) => {
		const label = describePolicyProblem(problem, translate);
		return { label, details: escapeMarkdown(label), icon: 'info' };
	});
	if (withdrawn !== undefined) {
		items.push({ label: textFor(withdrawn, language), icon: 'info' });
	}
	if (policy?.strongest !== undefined) {
		items.push({
			label: translate('Until the policy is renewed, at most: {what}', {
				what: actionWord(policy.strongest, translate),
			}),
			icon: 'history',
		});
	}
	if (machine !== undefined) {
		items.push({ label: translate('This machine'), description: machine, icon: 'device-desktop' });
	}
	return items;
}

function findingItem(policy: CompiledPolicy, decision: Decision, reader: Reader, now: number): OutlineItem {
	const card = reasonCard(policy, decision, reader, now);
	const icons = { block: 'circle-slash', warn: 'warning', inform: 'info', audit: 'info', allow: 'check' };
	return {
		label: card.assistant,
		description: actionWord(decision.action, reader.translate),
		details: cardMarkdown(card),
		icon: icons[decision.action],
		decision,
		children: evidenceLines(decision, reader).map(({ label, value }) => ({ label, description: value })),
	};
}

function sanctionedItems(
	policy: CompiledPolicy,
	installed: ReadonlySet<string>,
	{ translate }: Reader,
): readonly OutlineItem[] {
	return policy.sanctioned.map(({ name, entry: { extension, terminal } }) => {
		const isThere = extension !== undefined && installed.has(extension.id.toLowerCase());
		return {
			label: name,
			description: sanctionedState(isThere, extension !== undefined, terminal?.command, translate),
			icon: isThere ? 'pass-filled' : 'sparkle',
		};
	});
}

function sanctionedState(
	isThere: boolean,
	isExtension: boolean,
	command: string | undefined,
	translate: Reader['translate'],
): string | undefined {
	if (isThere) {
		return translate('installed');
	}
	const inTerminal =
		command === undefined ? undefined : translate('in the terminal: {command}', { command });
	return isExtension && inTerminal === undefined ? translate('not installed yet') : inTerminal;
}

function snoozeItems(snoozes: readonly Snooze[], reader: Reader): readonly OutlineItem[] {
	return snoozes.map(({ key, about, until }) => ({
		label: about,
		description: reader.translate('until {date}', { date: writeInstant(until, reader, 'medium') }),
		icon: 'bell-slash',
		snooze: key,
	}));
}

function ruleItems(policy: CompiledPolicy, reader: Reader, now: number): readonly OutlineItem[] {
	return policy.rules.flatMap((rule) => {
		const phase = rule.phases.findLast(({ from }) => from <= now);
		return phase === undefined
			? []
			: [
					{
						label: ruleNames(policy, rule, reader),
						description: reader.translate('{what} since {date}', {
							what: actionWord(phase.action, reader.translate),
							date: writeInstant(phase.from, reader, 'medium'),
						}),
						icon: 'law',
					},
				];
	});
}

function comingItems(policy: CompiledPolicy, reader: Reader, now: number): readonly OutlineItem[] {
	return policy.rules
		.flatMap((rule) => rule.phases.map((phase) => ({ rule, phase })))
		.filter(({ phase }) => phase.from > now)
		.toSorted((a, b) => a.phase.from - b.phase.from)
		.map(({ rule, phase }) => ({
			label: writeCountdown(phase.from, now, reader),
			description: reader.translate('{assistants} {what}, {date}', {
				assistants: ruleNames(policy, rule, reader),
				what: actionWord(phase.action, reader.translate),
				date: writeInstant(phase.from, reader, 'medium'),
			}),
			icon: 'calendar',
		}));
}

function exemptionItems(policy: CompiledPolicy, reader: Reader, now: number): readonly OutlineItem[] {
	return policy.exemptions
		.filter(({ from, until }) => from <= now && now < until)
		.map(({ id, until, rules, grantedBy, ticket }) => ({
			label:
				grantedBy === 'code'
					? reader.translate('Break-glass code: {rule}', { rule: [...rules].join(', ') })
					: id,
			description: reader.translate('until {date}, {countdown}', {
				date: writeInstant(until, reader, 'medium'),
				countdown: writeCountdown(until, now, reader),
			}),
			details: escapeMarkdown([...rules, ...(ticket === undefined ? [] : [ticket])].join(', ')),
			icon: grantedBy === 'code' ? 'unlock' : 'key',
		}));
}

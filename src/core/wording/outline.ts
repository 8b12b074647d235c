import type { Decision } from '../decision/decide.ts';
import type { CompiledPolicy, CompiledRule } from '../policy/compile.ts';
import { describePolicyProblem } from '../policy/describeProblem.ts';
import type { PolicyStatus } from '../policy/status.ts';
import { actionWord } from './actionWords.ts';
import { policyHeadline } from './policyHeadline.ts';
import { reasonCard } from './reasonCard.ts';
import { cardMarkdown, escapeMarkdown } from './renderCard.ts';
import { type Reader, writeCountdown, writeInstant } from './reader.ts';

/** A line of the outline; `icon` is the name of an editor's own icon. */
export interface OutlineItem {
	readonly label: string;
	readonly description?: string | undefined;
	/** Markdown. */
	readonly details?: string | undefined;
	readonly icon?: string | undefined;
	/** What the line is about, where something can be done about it. */
	readonly decision?: Decision | undefined;
	readonly children?: readonly OutlineItem[] | undefined;
}

/** What is known in a window. */
export interface OutlineFacts {
	readonly status: PolicyStatus;
	readonly policy: CompiledPolicy | undefined;
	readonly decisions: readonly Decision[];
	/** Ids of the installed extensions, in lower case. */
	readonly installed: ReadonlySet<string>;
	/** How what the policy wants held stands. */
	readonly held?: readonly OutlineItem[] | undefined;
}

/** All there is to know of the policy here, in sections: how it stands, what was found, what it says, what comes next. */
export function outline(facts: OutlineFacts, reader: Reader, now: number): readonly OutlineItem[] {
	const { policy } = facts;
	const { translate } = reader;
	if (policy === undefined) {
		return facts.status.state === 'unconfigured' ? [] : [policySection(facts, reader)];
	}
	const found = facts.decisions.map((decision) => findingItem(policy, decision, reader, now));
	const nothing = { label: translate('Nothing against the policy'), icon: 'check' };
	return [
		policySection(facts, reader),
		section(translate('Found here'), found.length > 0 ? found : [nothing]),
		section(translate('Held by the policy'), facts.held ?? []),
		section(translate('Use instead'), sanctionedItems(policy, facts.installed, reader)),
		section(translate('What the policy says'), ruleItems(policy, reader, now)),
		section(translate('Coming up'), comingItems(policy, reader, now)),
		section(translate('Exemptions'), exemptionItems(policy, reader, now)),
	].filter(({ children }) => children === undefined || children.length > 0);
}

function section(label: string, children: readonly OutlineItem[]): OutlineItem {
	return { label, children };
}

function policySection({ status, policy }: OutlineFacts, reader: Reader): OutlineItem {
	const { translate } = reader;
	const { standing, text } = policyHeadline(status, translate);
	const lines: OutlineItem[] = [{ label: text, icon: standing === 'fine' ? 'pass' : 'warning' }];
	if (status.state !== 'unconfigured' && status.problem !== undefined) {
		const problem = describePolicyProblem(status.problem, translate);
		lines.push({ label: problem, details: escapeMarkdown(problem), icon: 'info' });
	}
	if (status.state === 'active') {
		const { version, source, checkedAt, signers, organization } = status.policy;
		const name = policy?.document.organization.name ?? organization;
		lines.push(
			{ label: name, description: translate('version {version}', { version }), icon: 'organization' },
			{
				label: translate('Confirmed'),
				description: writeInstant(checkedAt, reader),
				icon: 'clock',
				details: escapeMarkdown(source),
			},
			{
				label: translate('Signed'),
				description: signers.map((signer) => signer.slice(0, 12)).join(', '),
				icon: 'verified',
				details: escapeMarkdown(signers.join(', ')),
			},
		);
	}
	return section(translate('Policy'), lines);
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
			description: isThere ? translate('installed') : terminal?.command,
			icon: isThere ? 'pass-filled' : 'sparkle',
		};
	});
}

function ruleItems(policy: CompiledPolicy, reader: Reader, now: number): readonly OutlineItem[] {
	return policy.rules.flatMap((rule) => {
		const phase = rule.phases.findLast(({ from }) => from <= now);
		return phase === undefined
			? []
			: [
					{
						label: namesOf(policy, rule, reader),
						description: reader.translate('{what} since {date}', {
							what: actionWord(phase.action, reader.translate),
							date: writeInstant(phase.from, reader),
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
			label: writeInstant(phase.from, reader),
			description: reader.translate('{assistants} {what}, {countdown}', {
				assistants: namesOf(policy, rule, reader),
				what: actionWord(phase.action, reader.translate),
				countdown: writeCountdown(phase.from, now, reader),
			}),
			icon: 'calendar',
		}));
}

function exemptionItems(policy: CompiledPolicy, reader: Reader, now: number): readonly OutlineItem[] {
	return policy.exemptions
		.filter(({ from, until }) => from <= now && now < until)
		.map(({ id, until }) => ({
			label: id,
			description: reader.translate('until {date}, {countdown}', {
				date: writeInstant(until, reader),
				countdown: writeCountdown(until, now, reader),
			}),
			icon: 'key',
		}));
}

function namesOf(policy: CompiledPolicy, { covers, coversAll }: CompiledRule, reader: Reader): string {
	if (coversAll) {
		return reader.translate('every other assistant');
	}
	const names = [...covers].map((id) => policy.catalog.byId.get(id)?.name ?? id);
	return new Intl.ListFormat(reader.language, { type: 'conjunction' }).format(names);
}

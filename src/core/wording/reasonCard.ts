import type { Decision } from '../decision/decide.ts';
import type { Finding } from '../detection/finding.ts';
import type { ExtensionSignal } from '../detection/signal.ts';
import type { CompiledPolicy, Phase } from '../policy/compile.ts';
import { actionWord } from './actionWords.ts';
import { textFor } from '../text.ts';
import { type Reader, writeCountdown, writeInstant } from './reader.ts';

/** A line of a reason card. */
export interface CardFact {
	readonly label: string;
	readonly value: string;
	readonly link?: string | undefined;
}

/**
 * The words for a decision: which assistant, what the rule says, who decided, since when, what comes next, what to use
 * instead and whom to ask. Every surface renders this one card.
 */
export interface ReasonCard {
	readonly assistant: string;
	/** One sentence that says what holds. */
	readonly title: string;
	/** The rule's own words; empty when no rule spoke. */
	readonly reason: string;
	readonly replacement: string | undefined;
	readonly facts: readonly CardFact[];
}

/** Makes the card of `decision` for `reader` at `now` (epoch milliseconds). */
export function reasonCard(
	policy: CompiledPolicy,
	decision: Decision,
	reader: Reader,
	now: number,
): ReasonCard {
	const { rule, replacement } = decision;
	return {
		assistant: assistantName(policy, decision.finding),
		title: cardTitle(policy, decision, reader, now),
		reason: rule === undefined ? '' : textFor(rule.entry.reason, reader.language),
		replacement: replacement?.name,
		facts: facts(policy, decision, reader, now).filter(
			(fact): fact is CardFact => fact.value !== undefined,
		),
	};
}

type MaybeFact = Omit<CardFact, 'value'> & { readonly value: string | undefined };

function facts(
	policy: CompiledPolicy,
	decision: Decision,
	reader: Reader,
	now: number,
): readonly MaybeFact[] {
	const { organization, version } = policy.document;
	const { rule, phase, next, replacement, exemption } = decision;
	const { translate } = reader;
	const link = rule?.entry.learnMore ?? organization.learnMore;
	const ruleName = rule?.entry.id ?? '–';
	return [
		{ label: translate('Decided by'), value: ownerOf(policy, decision) },
		{ label: translate('Since'), value: phase && writeInstant(phase.from, reader) },
		{ label: translate('Next'), value: next && nextStep(next, reader, now) },
		{ label: translate('Exemption until'), value: exemption && writeInstant(exemption.until, reader) },
		{ label: translate('Use instead'), value: replacement?.name },
		{ label: translate('Seen'), value: seen(decision.finding, reader) },
		{
			label: translate('Rule'),
			value: translate('{rule}, policy version {version}', { rule: ruleName, version }),
		},
		{ label: translate('Ask'), value: organization.contact },
		{ label: translate('Read more'), value: link, link },
	];
}

/** Who answers for the decision: the rule's owner, else the organisation. */
export function ownerOf(policy: CompiledPolicy, { rule }: Decision): string {
	return rule?.entry.owner ?? policy.document.organization.name;
}

/** The name that people know the finding's assistant by. */
export function assistantName(policy: CompiledPolicy, finding: Finding): string {
	const known = finding.assistant === null ? undefined : policy.catalog.byId.get(finding.assistant)?.name;
	return (
		known ??
		(finding.signal.kind === 'extension' ? finding.signal.id : (finding.evidence[0]?.value ?? '?'))
	);
}

function cardTitle(policy: CompiledPolicy, decision: Decision, reader: Reader, now: number): string {
	const { translate } = reader;
	const { action, phase, next, because } = decision;
	const assistant = assistantName(policy, decision.finding);
	const who = { assistant, organization: policy.document.organization.name };
	if (because === 'exemption') {
		return translate('You have an exemption for {assistant} at {organization}.', who);
	}
	switch (action) {
		case 'block':
			return phase === undefined
				? translate('{assistant} is not allowed at {organization}.', who)
				: translate('{assistant} has been blocked at {organization} since {date}.', {
						...who,
						date: writeInstant(phase.from, reader),
					});
		case 'warn':
		case 'inform':
			if (next?.action === 'block') {
				return translate('{assistant} will be blocked at {organization} from {date}, {countdown}.', {
					...who,
					date: writeInstant(next.from, reader),
					countdown: writeCountdown(next.from, now, reader),
				});
			}
			return action === 'warn'
				? translate('{organization} asks you to stop using {assistant}.', who)
				: translate('{organization} has something to say about {assistant}.', who);
		case 'audit':
		case 'allow':
			return translate('{assistant} is allowed at {organization}.', who);
	}
}

function nextStep(next: Phase, reader: Reader, now: number): string {
	const { translate } = reader;
	return translate('{what} from {date}, {countdown}', {
		what: actionWord(next.action, translate),
		date: writeInstant(next.from, reader),
		countdown: writeCountdown(next.from, now, reader),
	});
}

function seen({ signal, via }: Finding, reader: Reader): string {
	const { translate } = reader;
	switch (signal.kind) {
		case 'extension':
			return seenExtension(signal, reader);
		case 'model':
			return translate('language models of {vendor}', { vendor: signal.vendor });
		case 'command': {
			const step = via?.at(-1);
			return step === undefined
				? translate('in the terminal')
				: translate('by {file}, line {line}', { file: step.file, line: step.line });
		}
		case 'process':
			return translate('as a running program');
		case 'document':
			return translate('in {file}', { file: signal.path });
		case 'installed':
			return translate('at {path}', { path: signal.path });
	}
}

function seenExtension({ id, version, where }: ExtensionSignal, { translate, language }: Reader): string {
	const extension =
		version === undefined
			? translate('extension {id}', { id })
			: translate('extension {id} {version}', { id, version });
	return [extension, ...placesOf(where, { translate, language })].join(
		language.startsWith('zh') ? '，' : ', ',
	);
}

function placesOf(where: ExtensionSignal['where'], { translate, language }: Reader): readonly string[] {
	const profiles = where?.profiles ?? [];
	const named = profiles.includes('') || profiles.length === 0 ? undefined : profiles;
	const list = new Intl.ListFormat(language, { type: 'conjunction' });
	return [
		...(named === undefined
			? []
			: [translate('in the profile {profiles}', { profiles: list.format(named) })]),
		...(where?.otherHost === true ? [translate('on the machine where the window is')] : []),
		...(where?.loaded === false && where.otherHost !== true ? [translate('not running here')] : []),
	];
}

import type { Decision } from '../decision/decide.ts';
import type { Finding } from '../detection/finding.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
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
	const { organization, version } = policy.document;
	const { rule, phase, next, replacement, exemption } = decision;
	const { translate } = reader;
	const assistant = assistantName(policy, decision.finding);
	const facts: CardFact[] = [];
	const add = (label: string, value: string | undefined, link?: string): void => {
		if (value !== undefined) {
			facts.push({ label, value, link });
		}
	};
	add(translate('Decided by'), rule?.entry.owner ?? organization.name);
	add(translate('Since'), phase && writeInstant(phase.from, reader));
	add(translate('Next'), next && nextStep(next, reader, now));
	add(translate('Exemption until'), exemption && writeInstant(exemption.until, reader));
	add(translate('Use instead'), replacement?.name);
	add(translate('Seen'), seen(decision.finding, reader));
	add(
		translate('Rule'),
		translate('{rule}, policy version {version}', { rule: rule?.entry.id ?? '–', version }),
	);
	add(translate('Ask'), organization.contact);
	const link = rule?.entry.learnMore ?? organization.learnMore;
	add(translate('Read more'), link, link);
	return {
		assistant,
		title: title(policy, decision, assistant, reader, now),
		reason: rule === undefined ? '' : textFor(rule.entry.reason, reader.language),
		replacement: replacement?.name,
		facts,
	};
}

/** The name that people know the finding's assistant by. */
export function assistantName(policy: CompiledPolicy, finding: Finding): string {
	const known = finding.assistant === null ? undefined : policy.catalog.byId.get(finding.assistant)?.name;
	return (
		known ??
		(finding.signal.kind === 'extension' ? finding.signal.id : (finding.evidence[0]?.value ?? '?'))
	);
}

function title(
	policy: CompiledPolicy,
	{ action, phase, next, because }: Decision,
	assistant: string,
	reader: Reader,
	now: number,
): string {
	const { translate } = reader;
	const organization = policy.document.organization.name;
	if (because === 'exemption') {
		return translate('You have an exemption for {assistant} at {organization}.', {
			assistant,
			organization,
		});
	}
	switch (action) {
		case 'block':
			return phase === undefined
				? translate('{assistant} is not allowed at {organization}.', { assistant, organization })
				: translate('{assistant} has been blocked at {organization} since {date}.', {
						assistant,
						organization,
						date: writeInstant(phase.from, reader),
					});
		case 'warn':
		case 'inform':
			if (next?.action === 'block') {
				return translate('{assistant} will be blocked at {organization} from {date}, {countdown}.', {
					assistant,
					organization,
					date: writeInstant(next.from, reader),
					countdown: writeCountdown(next.from, now, reader),
				});
			}
			return action === 'warn'
				? translate('{organization} asks you to stop using {assistant}.', { assistant, organization })
				: translate('{organization} has something to say about {assistant}.', {
						assistant,
						organization,
					});
		case 'audit':
		case 'allow':
			return translate('{assistant} is allowed at {organization}.', { assistant, organization });
	}
}

function nextStep(
	next: { readonly from: number; readonly action: string },
	reader: Reader,
	now: number,
): string {
	const { translate } = reader;
	const words: Record<string, string> = {
		allow: translate('allowed'),
		audit: translate('allowed'),
		inform: translate('announced'),
		warn: translate('discouraged'),
		block: translate('blocked'),
	};
	return translate('{what} from {date}, {countdown}', {
		what: words[next.action] ?? next.action,
		date: writeInstant(next.from, reader),
		countdown: writeCountdown(next.from, now, reader),
	});
}

function seen({ signal }: Finding, { translate }: Reader): string {
	switch (signal.kind) {
		case 'extension':
			return signal.version === undefined
				? translate('extension {id}', { id: signal.id })
				: translate('extension {id} {version}', { id: signal.id, version: signal.version });
		case 'command':
			return translate('in the terminal');
	}
}

import { compareActions } from '../action.ts';
import type { Decision } from '../decision/decide.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { textFor } from '../text.ts';
import { assistantName, reasonCard } from './reasonCard.ts';
import type { Reader } from './reader.ts';

/**
 * The one message that tells of `decisions`: what, why, since when and who decided. Several findings share a message,
 * the strongest first. At least one decision is given.
 */
export function noticeText(
	policy: CompiledPolicy,
	decisions: readonly Decision[],
	reader: Reader,
	now: number,
): string {
	const { translate } = reader;
	const [first, ...others] = decisions.toSorted((a, b) => compareActions(b.action, a.action));
	if (first === undefined) {
		return '';
	}
	const { title, reason } = reasonCard(policy, first, reader, now);
	const owner = first.rule?.entry.owner ?? policy.document.organization.name;
	const sentences = [title, reason, translate('Decided by {owner}.', { owner })];
	if (others.length > 0) {
		const names = [...new Set(others.map((decision) => assistantName(policy, decision.finding)))];
		const assistants = new Intl.ListFormat(reader.language, { type: 'conjunction' }).format(names);
		sentences.push(translate('The same policy speaks of {assistants}.', { assistants }));
	}
	const separator = reader.language.startsWith('zh') ? '' : ' ';
	return sentences.filter((sentence) => sentence !== '').join(separator);
}

/** Names what was told, so that it is told once: finding, rule, action and policy version make it new. */
export function noticeKey(policy: CompiledPolicy, { finding, rule, action }: Decision): string {
	const { epoch, version } = policy.document;
	const what = finding.assistant ?? (finding.signal.kind === 'extension' ? finding.signal.id : 'unknown');
	return [finding.signal.kind, what, rule?.entry.id ?? 'unlisted', action, epoch, version].join('|');
}

/** The reason in the reader's language, or the title where the rule gives none. */
export function shortReason(policy: CompiledPolicy, decision: Decision, reader: Reader, now: number): string {
	const reason = decision.rule === undefined ? '' : textFor(decision.rule.entry.reason, reader.language);
	return reason === '' ? reasonCard(policy, decision, reader, now).title : reason;
}

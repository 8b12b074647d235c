import { compareActions } from '../action.ts';
import type { Decision } from '../decision/decide.ts';
import type { Finding } from '../detection/finding.ts';
import type { CompiledPolicy, CompiledRule } from '../policy/compile.ts';
import { assistantName, ownerOf, reasonCard } from './reasonCard.ts';
import { joinSentences, type Reader } from './reader.ts';

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
	const owner = ownerOf(policy, first);
	const sentences = [title, reason, translate('Decided by {owner}.', { owner })];
	const names = (list: readonly Decision[]): string =>
		new Intl.ListFormat(reader.language, { type: 'conjunction' }).format([
			...new Set(list.map(({ finding }) => assistantName(policy, finding))),
		]);
	const blocked = others.filter(({ action }) => action === 'block');
	const milder = others.filter(({ action }) => action !== 'block');
	if (blocked.length > 0) {
		sentences.push(translate('Blocked as well: {assistants}.', { assistants: names(blocked) }));
	}
	if (milder.length > 0) {
		sentences.push(translate('The policy is also about {assistants}.', { assistants: names(milder) }));
	}
	return joinSentences(sentences, reader);
}

/**
 * Names what is told, so that it is told once: what runs or is installed, the action, and what the rule says of it. A
 * policy version that changes nothing of that is no news.
 */
export function noticeKey({ finding, rule, action }: Decision): string {
	const what = finding.assistant ?? (finding.signal.kind === 'extension' ? finding.signal.id : 'unknown');
	// What runs is told once, whether its command line was seen or its process; so is what is installed, wherever it was seen.
	const kinds: { readonly [Kind in Finding['signal']['kind']]?: string } = {
		process: 'command',
		installed: 'extension',
	};
	const kind = kinds[finding.signal.kind] ?? finding.signal.kind;
	return [kind, what, rule?.entry.id ?? 'unlisted', action, rule === undefined ? '' : saidBy(rule)].join(
		'|',
	);
}

/** What a rule says to people, as a short text that differs where that differs (FNV-1a; it protects nothing). */
function saidBy({ entry: { phases, reason, learnMore, owner }, replacement }: CompiledRule): string {
	const text = JSON.stringify([phases, reason, learnMore, owner, replacement?.entry.id]);
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	}
	return (hash >>> 0).toString(16);
}

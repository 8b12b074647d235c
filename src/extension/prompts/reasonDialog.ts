import { env, Uri, window } from 'vscode';
import type { Decision } from '../../core/decision/decide.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { reasonCard } from '../../core/wording/reasonCard.ts';
import { cardLines } from '../../core/wording/renderCard.ts';
import { editorReader, translate } from '../words.ts';

/** What a person can ask for from the reasons. */
interface ReasonAnswers {
	readonly switchFrom: (decision: Decision) => Promise<void>;
	readonly askForExemption: (decision: Decision) => Promise<void>;
}

/**
 * Shows why: the whole reason card of the first decision, with the ways forward, and in a sentence what holds of the others, so
 * that all of it fits into a small window. The person asked, so it may be modal.
 */
export async function showReasons(
	policy: CompiledPolicy,
	decisions: readonly Decision[],
	{ switchFrom, askForExemption }: ReasonAnswers,
): Promise<void> {
	const [first] = decisions;
	if (first === undefined) {
		return;
	}
	const { title, detail } = reasonsOf(policy, decisions);
	const link = first.rule?.entry.learnMore ?? policy.document.organization.learnMore;
	const choices = [
		...(first.replacement === undefined
			? []
			: [
					{
						title: translate('Switch to {assistant}', { assistant: first.replacement.name }),
						act: async () => await switchFrom(first),
					},
				]),
		...(first.rule?.entry.exemptable === true &&
		first.exemption === undefined &&
		policy.document.organization.exemptionRequest !== undefined
			? [
					{
						title: translate('Ask for an Exemption'),
						act: async () => await askForExemption(first),
					},
				]
			: []),
		...(link === undefined
			? []
			: [
					{
						title: translate('Read more'),
						act: async () => void (await env.openExternal(Uri.parse(link))),
					},
				]),
	];
	const chosen = await window.showInformationMessage(title, { modal: true, detail }, ...choices);
	await chosen?.act();
}

function reasonsOf(policy: CompiledPolicy, decisions: readonly Decision[]) {
	const now = Date.now();
	const [card, ...others] = decisions.map((one) => reasonCard(policy, one, editorReader(), now));
	const [title = '', ...lines] = card === undefined ? [] : cardLines(card);
	const beside = [...new Set(others.map((other) => other.title))].filter((one) => one !== title);
	return { title, detail: [...lines, ...(beside.length === 0 ? [] : ['', ...beside])].join('\n') };
}

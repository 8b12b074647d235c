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

/** Shows why: the whole reason card of each decision, with the ways forward. The person asked, so it may be modal. */
export async function showReasons(
	policy: CompiledPolicy,
	decisions: readonly Decision[],
	{ switchFrom, askForExemption }: ReasonAnswers,
): Promise<void> {
	const [first, ...others] = decisions;
	if (first === undefined) {
		return;
	}
	const reader = editorReader();
	const [title = '', ...detail] = [first, ...others].flatMap((decision, index) => [
		...(index === 0 ? [] : ['']),
		...cardLines(reasonCard(policy, decision, reader, Date.now())),
	]);
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
	const chosen = await window.showInformationMessage(
		title,
		{ modal: true, detail: detail.join('\n') },
		...choices,
	);
	await chosen?.act();
}

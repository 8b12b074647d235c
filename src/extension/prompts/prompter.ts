import { window } from 'vscode';
import { compareActions } from '../../core/action.ts';
import type { Decision } from '../../core/decision/decide.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { noticeKey, noticeText } from '../../core/wording/notice.ts';
import type { StoredValue } from '../state.ts';
import { editorReader, translate } from '../words.ts';

/** What a person can ask for from a notice. */
export interface NoticeAnswers {
	readonly switchFrom: (decision: Decision) => Promise<void>;
	readonly why: (decisions: readonly Decision[]) => Promise<void>;
}

/** Tells people what the policy says, once. */
export interface Prompter {
	/**
	 * One notification for all of `decisions` that were not told yet; nothing when all were, unless they are to be told
	 * `again` because something that the person asked for does not happen.
	 */
	tell(policy: CompiledPolicy, decisions: readonly Decision[], now: number, again?: 'again'): Promise<void>;
	/** Forgets what was told, so that it is told again. */
	forget(): Promise<void>;
}

/** How long "Not now" holds, in milliseconds; a new phase or a new policy is told at once. */
const snooze = 24 * 3_600_000;

/** How long a notice that was told stays remembered. */
const remembered = 400 * 24 * 3_600_000;

export function createPrompter(
	told: StoredValue<Readonly<Record<string, number>>>,
	answers: NoticeAnswers,
): Prompter {
	const remember = async (keys: readonly string[], now: number, until: number): Promise<void> => {
		const current = Object.entries(told.get() ?? {}).filter(([, end]) => end > now);
		await told.set({
			...Object.fromEntries(current),
			...Object.fromEntries(keys.map((key) => [key, until])),
		});
	};
	return {
		tell: async (policy, decisions, now, again) => {
			const before = told.get() ?? {};
			const fresh = decisions.filter(
				(decision) =>
					compareActions(decision.action, 'inform') >= 0 &&
					(again !== undefined || (before[noticeKey(policy, decision)] ?? 0) <= now),
			);
			const [strongest] = fresh.toSorted((a, b) => compareActions(b.action, a.action));
			if (strongest === undefined) {
				return;
			}
			const keys = fresh.map((decision) => noticeKey(policy, decision));
			// Before it is shown, so that no other window and no second look shows it as well.
			await remember(keys, now, now + remembered);
			const answer = await show(strongest, noticeText(policy, fresh, editorReader(), now));
			switch (answer) {
				case 'switch':
					await answers.switchFrom(strongest);
					break;
				case 'why':
					await answers.why(fresh);
					break;
				case 'later':
					await remember(keys, now, Date.now() + snooze);
					break;
				case undefined:
					break;
			}
		},
		forget: async () => {
			await told.set(undefined);
		},
	};
}

async function show(
	{ action, replacement }: Decision,
	text: string,
): Promise<'switch' | 'why' | 'later' | undefined> {
	const choices = [
		...(replacement === undefined
			? []
			: [
					{
						title: translate('Switch to {assistant}', { assistant: replacement.name }),
						answer: 'switch' as const,
					},
				]),
		{ title: translate('Why?'), answer: 'why' as const },
		{ title: translate('Not now'), answer: 'later' as const },
	];
	const chosen =
		action === 'inform'
			? await window.showInformationMessage(text, ...choices)
			: await window.showWarningMessage(text, ...choices);
	return chosen?.answer;
}

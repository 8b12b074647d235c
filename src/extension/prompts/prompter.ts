import { type Disposable, window } from 'vscode';
import { compareActions } from '../../core/action.ts';
import type { Decision } from '../../core/decision/decide.ts';
import { type NoticeMemory, snooze, undoSnooze } from '../../core/notices/noticeMemory.ts';
import type { Notice } from '../../core/notices/planNotices.ts';
import { reminderOf } from '../../core/notices/reminder.ts';
import type { CompiledPolicy, Phase } from '../../core/policy/compile.ts';
import { noticeKey, noticeText } from '../../core/wording/notice.ts';
import { assistantName } from '../../core/wording/reasonCard.ts';
import { createNoticeQueue } from '../../node/noticeQueue.ts';
import type { SharedRecord } from '../../node/files/sharedRecord.ts';
import { systemTimer } from '../../node/timers.ts';
import type { LocalHistory } from '../localHistory.ts';
import { guarded, type Log } from '../log.ts';
import { quietUntilNow } from '../settings.ts';
import { editorReader, translate } from '../words.ts';
import { askUntilWhen, snoozeUntilTomorrow } from './snoozeChoice.ts';

/** What a person can ask for from a notice. */
export interface NoticeAnswers {
	readonly switchFrom: (decision: Decision) => Promise<void>;
	readonly why: (decisions: readonly Decision[]) => Promise<void>;
}

/** Tells people what the policy says, once on this machine. */
export interface Prompter extends Disposable {
	/**
	 * One notification for all of `decisions` that were not told yet, now or when it is time; nothing when all were,
	 * unless they are to be told `again` because something that the person asked for does not happen.
	 */
	tell(policy: CompiledPolicy, decisions: readonly Decision[], now: number, again?: 'again'): Promise<void>;
	/** Forgets what was told, so that it is told again. */
	forget(): Promise<void>;
	/** The quiet hours may be other ones now. */
	quietHoursChanged(): Promise<void>;
}

/** What the prompter works with. */
export interface PrompterParts {
	readonly memory: SharedRecord<NoticeMemory>;
	readonly answers: NoticeAnswers;
	readonly history: LocalHistory;
	readonly log: Log;
}

interface DecisionNotice extends Notice {
	readonly decision: Decision;
	readonly policy: CompiledPolicy;
}

export function createPrompter(parts: PrompterParts): Prompter {
	const { memory, history, log } = parts;
	let current: CompiledPolicy | undefined;
	const queue = createNoticeQueue<DecisionNotice>({
		memory,
		now: Date.now,
		quietUntil: (now) => quietUntilNow(now, log),
		startTimer: systemTimer,
		holds: ({ policy }) => policy === current,
		show: (notices) => void guarded(log, 'notice', async () => await show(parts, notices)),
	});
	return {
		tell: async (policy, decisions, now, again) => {
			current = policy;
			for (const decision of decisions) {
				history.found(policy, decision, now);
			}
			const notices = decisions
				.filter(({ action }) => compareActions(action, 'inform') >= 0)
				.map((decision) => noticeOf(policy, decision, now))
				.toSorted((a, b) => compareActions(b.action, a.action));
			if (notices.length > 0) {
				await (again === undefined ? queue.add(notices) : queue.addAgain(notices));
			}
		},
		forget: async () => await memory.update(() => ({ told: {}, last: 0 })),
		quietHoursChanged: async () => await queue.plan(),
		dispose: () => queue.dispose(),
	};
}

async function show(parts: PrompterParts, notices: readonly DecisionNotice[]): Promise<void> {
	const { answers, history } = parts;
	const [strongest] = notices;
	if (strongest === undefined) {
		return;
	}
	const now = Date.now();
	const decisions = notices.map(({ decision }) => decision);
	void history.add({ kind: 'told', at: now, assistants: namesOf(notices) });
	const text = noticeText(strongest.policy, decisions, editorReader(), now);
	switch (await ask(strongest.decision, text)) {
		case 'switch':
			await answers.switchFrom(strongest.decision);
			break;
		case 'why':
			await answers.why(decisions);
			break;
		case 'later':
			await putOff(parts, notices);
			break;
		case undefined:
			break;
	}
}

/** Until tomorrow at once; whoever wants it longer, or not at all, says so. */
async function putOff({ memory, history }: PrompterParts, notices: readonly DecisionNotice[]): Promise<void> {
	const keys = notices.map(({ key }) => key);
	const set = async (until: number): Promise<void> =>
		await memory.update((before) => snooze(before, keys, until, Date.now()));
	const tomorrow = snoozeUntilTomorrow(Date.now());
	await set(tomorrow);
	const until = await askUntilWhen(soonest(notices), tomorrow);
	if (until === undefined) {
		await memory.update((before) => undoSnooze(before, keys));
		return;
	}
	await set(until);
	await history.add({ kind: 'snoozed', at: Date.now(), assistants: namesOf(notices), until });
}

/** The phase that comes first for any of `notices`. */
function soonest(notices: readonly DecisionNotice[]): Phase | undefined {
	const phases = notices.flatMap(({ decision: { next } }) => (next === undefined ? [] : [next]));
	return phases.toSorted((a, b) => a.from - b.from)[0];
}

function namesOf(notices: readonly DecisionNotice[]): string[] {
	return [...new Set(notices.map(({ about }) => about))];
}

function noticeOf(policy: CompiledPolicy, decision: Decision, now: number): DecisionNotice {
	const about = assistantName(policy, decision.finding);
	const reminder = reminderOf(decision.next, now);
	return { key: noticeKey(decision), about, action: decision.action, reminder, decision, policy };
}

async function ask(
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

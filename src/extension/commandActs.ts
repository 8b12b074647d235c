import { commands as editorCommands, Uri, window } from 'vscode';
import type { Decision } from '../core/decision/decide.ts';
import { type NoticeMemory, undoSnooze } from '../core/notices/noticeMemory.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import type { SharedRecord } from '../node/files/sharedRecord.ts';
import { type CommandId, commands } from './contributions.ts';
import type { Guard } from './guard.ts';
import type { LocalHistory } from './localHistory.ts';
import type { Log } from './log.ts';
import type { NoticeAnswers, Prompter } from './prompts/prompter.ts';
import { showStatusMenu } from './prompts/statusMenu.ts';
import type { State } from './state.ts';
import type { LazyStatusPage } from './statusPageWhenAsked.ts';
import type { Switcher } from './switching/switcher.ts';
import { translate } from './words.ts';

interface Parts extends NoticeAnswers {
	readonly guard: Guard;
	readonly client: PolicyClient;
	readonly prompter: Prompter;
	readonly switcher: Switcher;
	readonly state: State;
	readonly memory: SharedRecord<NoticeMemory>;
	readonly statusPage: LazyStatusPage;
	readonly ownId: string;
	readonly log: Log;
	readonly history: LocalHistory;
	readonly askForExemption: (decision: Decision) => Promise<void>;
}

/** What a command is called with: what it is about, a line of our view that is about it, or a break-glass code. */
export type CommandSubject =
	| Decision
	| Uri
	| string
	| { readonly decision?: Decision | undefined; readonly snooze?: string | undefined };

/** What a command does; it is called with what it is about, or with nothing. */
type CommandAct = (subject?: Decision, snooze?: string, code?: string, file?: Uri) => Promise<void> | void;

/** What a command is called with, each in its place. */
export function argumentsOf(subject: CommandSubject | undefined): Parameters<CommandAct> {
	if (typeof subject === 'string') {
		return [undefined, undefined, subject];
	}
	if (subject instanceof Uri) {
		return [undefined, undefined, undefined, subject];
	}
	return subject === undefined || 'finding' in subject ? [subject] : [subject.decision, subject.snooze];
}

/** What each of our commands does. */
export function commandActs(parts: Parts): Readonly<Record<CommandId, CommandAct>> {
	const { guard, client, prompter, switcher, state, log } = parts;
	return {
		[commands.showStatus]: async () => {
			const forgetTold = async (): Promise<void> => {
				await prompter.forget();
				await guard.look();
			};
			const canUndo = state.lastSwitch.get() !== undefined;
			await showStatusMenu(guard.overview(), client.policy(), { forgetTold, canUndo });
		},
		[commands.switch]: async (subject) => {
			const about = subject ?? strongest(guard);
			await (about && parts.switchFrom(about));
		},
		[commands.why]: async (subject) => {
			const about = subject ?? strongest(guard);
			await (about && parts.why(subject === undefined ? guard.overview().decisions : [about]));
		},
		[commands.carryOver]: async (subject, _snooze, _code, file) => await carryOver(parts, subject, file),
		[commands.undoSwitch]: async () => await switcher.undo(),
		[commands.openStatusPage]: async () => (await parts.statusPage.get()).open(),
		[commands.exportReport]: async () => await (await parts.statusPage.get()).exportReport(),
		[commands.undoSnooze]: async (_subject, snooze) => {
			const keys = snooze === undefined ? undefined : [snooze];
			await parts.memory.update((before) => undoSnooze(before, keys));
			await guard.look();
		},
		[commands.openWalkthrough]: async () => {
			await editorCommands.executeCommand(
				'workbench.action.openWalkthrough',
				`${parts.ownId}#underPolicy`,
				false,
			);
		},
		[commands.askForExemption]: async (subject) => {
			const about = subject ?? strongest(guard);
			await (about && parts.askForExemption(about));
		},
		[commands.enterBreakGlassCode]: async (_subject, _snooze, code) => {
			const { enterBreakGlassCode } = await import('./exemptions.ts');
			await enterBreakGlassCode(parts, code);
		},
		[commands.refreshPolicy]: async () => await client.refresh(),
		[commands.showLog]: () => log.show(),
	};
}

/** To what replaces the subject, or the strongest thing there is; where nothing is to go, to the first that is approved. */
async function carryOver(
	{ guard, client, switcher }: Parts,
	subject: Decision | undefined,
	file: Uri | undefined,
): Promise<void> {
	const about = subject ?? guard.overview().decisions.find(({ replacement }) => replacement !== undefined);
	const policy = client.policy();
	const replacement = about?.replacement ?? policy?.sanctioned[0];
	if (policy === undefined || replacement === undefined) {
		void window.showInformationMessage(
			translate('Your organisation’s policy names no assistant to carry over to.'),
		);
		return;
	}
	const leaving = about?.finding.assistant ?? undefined;
	await switcher.carryOver(policy, replacement, { leaving, only: file, asked: true });
}

/** The strongest thing there is; says so when there is none. */
function strongest(guard: Guard): Decision | undefined {
	const found = guard.overview().decisions[0];
	if (found === undefined) {
		void window.showInformationMessage(translate('Nothing here is against your organisation’s policy.'));
	}
	return found;
}

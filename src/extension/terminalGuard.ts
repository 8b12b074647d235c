import type { Disposable, Terminal } from 'vscode';
import { mayRunAssistant } from '../core/detection/command/firstLook.ts';
import { compareActions } from '../core/action.ts';
import { type Decision, decide } from '../core/decision/decide.ts';
import { launcherNotices } from '../core/enforcement/launcherNotices.ts';
import type { PolicyClient } from '../node/policyClient.ts';
import { windowContext } from './context.ts';
import { stopProcesses } from './enforcement/stopProcess.ts';
import { guarded, type Log } from './log.ts';
import type { Prompter } from './prompts/prompter.ts';
import type { LauncherCall } from './sensors/launcherEvents.ts';
import { type StartedCommand, watchTerminals } from './sensors/terminals.ts';
import { editorReader } from './words.ts';

/** Acts on what terminals start: tells, and stops what is blocked and got past the launchers. */
export interface TerminalGuard extends Disposable {
	/** A launcher has said its piece in the terminal; the editor offers the way forward. */
	launcherCalled(call: LauncherCall): Promise<void>;
}

/** @param grammarsFolder Where the shell grammars lie. */
export function createTerminalGuard(
	client: PolicyClient,
	prompter: Prompter,
	grammarsFolder: string,
	log: Log,
): TerminalGuard {
	const subscription = watchTerminals(
		(started) => void guarded(log, 'terminal', async () => await onStarted(started)),
	);

	async function onStarted({ signal, terminal }: StartedCommand): Promise<void> {
		const policy = client.policy();
		if (policy === undefined || !mayRunAssistant(policy.catalog, signal.text)) {
			return;
		}
		const context = windowContext();
		// Most lines need no closer look, so that the reader and its grammars stay unloaded.
		const { readCommandLine } = await import('../node/commandReader.ts');
		const decisions = (await readCommandLine(policy.catalog, signal, grammarsFolder))
			.map((finding) => decide(policy, finding, context))
			.filter(({ action }) => compareActions(action, 'inform') >= 0);
		await Promise.all([
			prompter.tell(policy, decisions, context.now),
			...decisions
				.filter(({ action, finding }) => action === 'block' && finding.use === 'run')
				.map(stopIn(terminal)),
		]);
	}

	function stopIn(terminal: Terminal): (decision: Decision) => Promise<void> {
		return async ({ finding }) => {
			const assistant =
				finding.assistant === null ? undefined : client.policy()?.catalog.byId.get(finding.assistant);
			const shell = await terminal.processId;
			if (assistant === undefined || shell === undefined) {
				return;
			}
			for (const { pid, argv } of await stopProcesses(assistant, shell)) {
				log.info(`stopped process ${pid} (${argv[0] ?? ''}) of ${assistant.id}`);
			}
		};
	}

	return {
		launcherCalled: async ({ command }) => {
			const policy = client.policy();
			if (policy === undefined) {
				return;
			}
			const context = windowContext();
			const notice = launcherNotices(policy, context, editorReader()).get(command);
			if (notice !== undefined) {
				await prompter.tell(policy, [notice.decision], context.now);
			}
		},
		dispose: () => void subscription.dispose(),
	};
}

import { Disposable, type Terminal, workspace } from 'vscode';
import type { Decision } from '../core/decision/decide.ts';
import { launcherNotices } from '../core/enforcement/launcherNotices.ts';
import type { GrammarPlaces } from '../node/commands/grammarsApart.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import { stopProcesses } from '../node/processes/stopProcess.ts';
import { windowContext } from './context.ts';
import { createJudge, stopsRun } from './judge.ts';
import { guarded, type Log } from './log.ts';
import { createProcessGuard } from './processGuard.ts';
import type { Prompter } from './prompts/prompter.ts';
import type { LauncherCall } from './sensors/launcherEvents.ts';
import { type StartedCommand, watchTerminals } from './sensors/terminals.ts';
import { watchStarts } from './startGuard.ts';
import { editorReader } from './words.ts';

/** Acts on what terminals, tasks and debugging start: tells, and stops what is blocked and got past the launchers. */
export interface TerminalGuard extends Disposable {
	/** A launcher has said its piece in the terminal; the editor offers the way forward. */
	launcherCalled(call: LauncherCall): Promise<void>;
}

/** Where things lie that the guard needs. */
export interface GuardPlaces {
	readonly grammars: GrammarPlaces;
	/** The file to which launchers append their calls. */
	readonly launcherEvents: string;
}

export function createTerminalGuard(
	client: PolicyClient,
	prompter: Prompter,
	{ grammars, launcherEvents }: GuardPlaces,
	log: Log,
): TerminalGuard {
	const judge = createJudge(client, grammars);
	const processes = createProcessGuard(client, judge, { prompter, launcherEvents }, log);

	async function onStarted({ signal, terminal, folder }: StartedCommand): Promise<void> {
		const judged = await judge.command(signal, folder ?? firstFolder());
		if (judged !== undefined) {
			const { policy, decisions, now } = judged;
			await Promise.all([
				prompter.tell(policy, decisions, now),
				...decisions.filter(stopsRun).map(stopIn(terminal)),
			]);
		}
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

	const sensors = Disposable.from(
		watchTerminals((started) => void guarded(log, 'terminal', async () => await onStarted(started))),
		watchStarts({ judge, processes, prompter, log }),
		processes,
	);

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
		dispose: () => void sensors.dispose(),
	};
}

function firstFolder(): string | undefined {
	return workspace.workspaceFolders?.[0]?.uri.fsPath;
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Disposable, type ExtensionContext, extensions, window, workspace } from 'vscode';
import type { Decision } from '../core/decision/decide.ts';
import { builtInCatalog } from '../node/builtInCatalog.ts';
import { createPolicyClient } from '../node/policyClient.ts';
import { type CommandId, commands } from './contributions.ts';
import { createAllowListEnforcer } from './enforcement/allowListEnforcer.ts';
import { settingsFile } from './enforcement/settingsFile.ts';
import { createTerminalLaunchers } from './enforcement/terminalLaunchers.ts';
import { createGuard } from './guard.ts';
import { guarded, type Log } from './log.ts';
import { createPrompter } from './prompts/prompter.ts';
import { showReasons } from './prompts/reasonDialog.ts';
import { createStatusBar } from './prompts/statusBar.ts';
import { showStatusMenu } from './prompts/statusMenu.ts';
import { watchLauncherEvents } from './sensors/launcherEvents.ts';
import { configuredAnchor } from './settings.ts';
import { openState } from './state.ts';
import { createSwitcher } from './switching/switcher.ts';
import { createTerminalGuard } from './terminalGuard.ts';
import { translate } from './words.ts';

/** Everything that runs under one trust anchor. */
export interface Session extends Disposable {
	/** Does what a command of ours is for; `subject` is what it is about, where the caller has one. */
	run(command: CommandId, subject?: Decision): Promise<void>;
}

/** The composition root: makes the parts, joins them, and starts them. */
export function startSession(context: ExtensionContext, log: Log): Session {
	const state = openState(context.globalState);
	const statusBar = createStatusBar();
	const client = createPolicyClient({
		anchor: configuredAnchor(log),
		folder: join(context.globalStorageUri.fsPath, 'policy'),
		builtInCatalog,
		now: Date.now,
		onChange: () => void guard.look(),
	});
	const launchers = createTerminalLaunchers(
		context,
		windowName(),
		translate('Says what your organisation’s policy says of AI assistants that are started here.'),
	);
	const guard = createGuard({
		ownId: context.extension.id,
		client,
		state,
		allowList: createAllowListEnforcer(state.allowList, settingsFile(context), log),
		launchers,
		log,
	});
	const switcher = createSwitcher(context, state, guard, log);
	const switchFrom = async (decision: Decision): Promise<void> => {
		const policy = client.policy();
		await (policy && switcher.switchFrom(policy, decision));
	};
	const why = async (decisions: readonly Decision[]): Promise<void> => {
		const policy = client.policy();
		await (policy && showReasons(policy, decisions, switchFrom));
	};
	const prompter = createPrompter(state.told, { switchFrom, why });
	const terminalGuard = createTerminalGuard(client, prompter, context.asAbsolutePath('grammars'), log);

	/** What a command is about: what it was called with, else the strongest thing there is. */
	const subject = (decision: Decision | undefined): Decision | undefined => {
		const found = decision ?? guard.overview().decisions[0];
		if (found === undefined) {
			void window.showInformationMessage(
				translate('Nothing here is against your organisation’s policy.'),
			);
		}
		return found;
	};
	const acts: Readonly<Record<CommandId, (decision?: Decision) => Promise<void> | void>> = {
		[commands.showStatus]: async () => {
			const forgetTold = async (): Promise<void> => {
				await prompter.forget();
				await guard.look();
			};
			const canUndo = state.lastSwitch.get() !== undefined;
			await showStatusMenu(guard.overview(), client.policy(), { forgetTold, canUndo });
		},
		[commands.switch]: async (decision) => {
			const about = subject(decision);
			await (about && switchFrom(about));
		},
		[commands.why]: async (decision) => {
			const about = subject(decision);
			await (about && why(decision === undefined ? guard.overview().decisions : [about]));
		},
		[commands.undoSwitch]: switcher.undo,
		[commands.refreshPolicy]: client.refresh,
		[commands.showLog]: () => log.show(),
	};

	const disposables = [
		statusBar,
		guard,
		terminalGuard,
		client,
		guard.onDidChange((overview) => {
			const policy = client.policy();
			statusBar.show(overview, policy);
			if (policy !== undefined) {
				void guarded(
					log,
					'notice',
					async () => await prompter.tell(policy, overview.decisions, Date.now()),
				);
			}
		}),
		extensions.onDidChange(() => void guard.look()),
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration('extensions.allowed')) {
				void guard.look();
			}
		}),
		window.onDidChangeWindowState(({ focused }) => {
			if (focused) {
				void guard.look();
			}
		}),
	];
	void guarded(log, 'start', async () => {
		// Other extensions start in the same process: they get their turn between our steps.
		await setImmediate();
		await client.start();
		await guard.look();
		disposables.push(
			await watchLauncherEvents(launchers.eventsFile, (call) => {
				void guarded(log, 'launcher', async () => await terminalGuard.launcherCalled(call));
			}),
		);
	});
	return {
		run: async (command, decision) => await guarded(log, command, () => acts[command](decision)),
		dispose: () => disposables.forEach((disposable) => void disposable.dispose()),
	};
}

/** The same for a window and its successor after a reload, whose terminals live on. */
function windowName(): string {
	const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
	return createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 12);
}

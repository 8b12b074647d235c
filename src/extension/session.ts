import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
	commands as editorCommands,
	type Disposable,
	type ExtensionContext,
	extensions,
	window,
	workspace,
} from 'vscode';
import { allowListSetting } from '../core/enforcement/heldValue.ts';
import { snoozes } from '../core/notices/noticeMemory.ts';
import { builtInCatalog } from '../node/builtInCatalog.ts';
import { createPolicyClient, type PolicyClient } from '../node/policy/policyClient.ts';
import { argumentsOf, commandActs, type CommandSubject } from './commandActs.ts';
import { type CommandId, contextKeys, settings } from './contributions.ts';
import { createHolding } from './enforcement/holding.ts';
import { createRemoval } from './enforcement/removal.ts';
import { createTerminalLaunchers } from './enforcement/terminalLaunchers.ts';
import { createFileGuard } from './fileGuard.ts';
import { createGuard, type Guard } from './guard.ts';
import { guarded, type Log } from './log.ts';
import { openRecords } from './records.ts';
import { createPrompter, type Prompter } from './prompts/prompter.ts';
import { createStatusBar } from './prompts/statusBar.ts';
import { createElsewhere } from './sensors/elsewhere.ts';
import { watchLauncherEvents } from './sensors/launcherEvents.ts';
import { createModels } from './sensors/models.ts';
import { configuredAnchor } from './settings.ts';
import { createSentRequests } from './sentRequests.ts';
import type { State } from './state.ts';
import { statusPageWhenAsked } from './statusPageWhenAsked.ts';
import { createSwitcher } from './switching/switcher.ts';
import { createPolicyView } from './views/policyView.ts';
import { createTerminalGuard } from './terminalGuard.ts';
import { waysForward } from './waysForward.ts';
import { translate } from './words.ts';

/** Everything that runs under one trust anchor. */
export interface Session extends Disposable {
	/** Does what a command of ours is for; `subject` is what it is about, where the caller has one. */
	run(command: CommandId, subject?: CommandSubject): Promise<void>;
}

/** The composition root: makes the parts, joins them, and starts them. */
export function startSession(context: ExtensionContext, log: Log): Session {
	const statusBar = createStatusBar();
	const parts = makeParts(context, log);
	const { client, guard, history, memory, prompter, terminalGuard, launchers } = parts;
	const fileGuard = createFileGuard(context, client, log);
	const acts = commandActs(parts);
	let disposed = false;
	const disposables: Disposable[] = [
		statusBar,
		guard,
		terminalGuard,
		fileGuard,
		client,
		...Object.values(parts.held),
		prompter,
		history,
		parts.statusPage,
		createPolicyView(guard, client, context.extension.id, {
			list: () => snoozes(memory.read(), Date.now()),
			onDidChange: history.onDidChange,
		}),
		...lookWhenChanged(guard, client),
		tellWhenQuietHoursChange(prompter, log),
		guard.onDidChange((overview) => {
			const policy = client.policy();
			statusBar.show(overview, policy);
			fileGuard.policyChanged();
			history.policy(client.status(), Date.now());
			void editorCommands.executeCommand('setContext', contextKeys.underPolicy, policy !== undefined);
			void guarded(log, 'notice', async () => {
				await (policy && prompter.tell(policy, overview.decisions, Date.now()));
			});
			parts.held.removal.look(policy, overview.decisions);
		}),
	];
	void guarded(log, 'start', async () => {
		// Other extensions start in the same process: they get their turn between our steps.
		await setImmediate();
		await client.start();
		await guard.look();
		const watch = await watchLauncherEvents(launchers.eventsFile, (call) => {
			void guarded(log, 'launcher', async () => await terminalGuard.launcherCalled(call));
		});
		if (disposed) {
			watch.dispose();
		} else {
			disposables.push(watch);
		}
	});
	return {
		run: async (command, subject) =>
			await guarded(log, command, () => acts[command](...argumentsOf(subject))),
		dispose: () => {
			disposed = true;
			disposables.forEach((disposable) => void disposable.dispose());
		},
	};
}

/** What looks at extensions and models, and what holds the policy on them. */
function makeHeld(context: ExtensionContext, state: State, lookAgain: () => void, log: Log) {
	return {
		holding: createHolding(context, state.profile, log),
		elsewhere: createElsewhere(context, lookAgain, log),
		models: createModels(lookAgain, log),
		removal: createRemoval({ ...state, ownId: context.extension.id, now: Date.now, log }),
	};
}

function makeParts(context: ExtensionContext, log: Log) {
	const storage = context.globalStorageUri.fsPath;
	const { history, memory, state } = openRecords(context, log);
	const requests = createSentRequests();
	const client = createPolicyClient({
		anchor: configuredAnchor(log),
		folder: join(storage, 'policy'),
		builtInCatalog,
		now: Date.now,
		fetch: requests.fetch,
		onChange: () => void guard.look(),
	});
	const launchers = createTerminalLaunchers(
		context,
		windowName(),
		translate('Says what your organisation’s policy says of AI assistants that are started here.'),
	);
	const held = makeHeld(context, state, () => void guard.look(), log);
	const guard = createGuard({ ownId: context.extension.id, client, state, launchers, log, ...held });
	const switcher = createSwitcher({
		downloads: join(storage, 'downloads'),
		globalStorage: context.globalStorageUri,
		state,
		guard,
		log,
	});
	const { switchFrom, askForExemption, why } = waysForward({ client, switcher, history, log });
	const prompter = createPrompter({ memory, answers: { switchFrom, why }, history, log });
	const grammars = {
		folder: context.asAbsolutePath('grammars'),
		program: context.asAbsolutePath('grammarProgram.cjs'),
	};
	const places = { grammars, launcherEvents: launchers.eventsFile };
	const terminalGuard = createTerminalGuard(client, prompter, places, log);
	const statusPage = statusPageWhenAsked(context, { guard, client, history, memory, requests, log });
	return {
		askForExemption,
		client,
		guard,
		held,
		history,
		launchers,
		log,
		memory,
		ownId: context.extension.id,
		prompter,
		state,
		statusPage,
		switcher,
		switchFrom,
		terminalGuard,
		why,
	};
}

function tellWhenQuietHoursChange(prompter: Prompter, log: Log): Disposable {
	return workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration(settings.quietHours)) {
			void guarded(log, 'quiet hours', async () => await prompter.quietHoursChanged());
		}
	});
}

/** What may change what is there to see, besides the policy. */
function lookWhenChanged(guard: Guard, client: PolicyClient): readonly Disposable[] {
	return [
		extensions.onDidChange(() => void guard.look()),
		workspace.onDidChangeConfiguration((event) => {
			const held = guard.overview().held.map(({ name }) => name);
			if ([allowListSetting, ...held].some((name) => event.affectsConfiguration(name))) {
				void guard.look();
			}
		}),
		window.onDidChangeWindowState(({ focused }) => {
			if (focused || guard.overview().held.some(({ hold }) => hold.state === 'waiting')) {
				void guard.look();
				void client.lookIfOld();
			}
		}),
	];
}

/** The same for a window and its successor after a reload, whose terminals live on. */
function windowName(): string {
	const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
	return createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 12);
}

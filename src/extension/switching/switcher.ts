import { join } from 'node:path';
import { commands, type ExtensionContext, ProgressLocation, window } from 'vscode';
import type { Decision } from '../../core/decision/decide.ts';
import type { CompiledPolicy, SanctionedAssistant } from '../../core/policy/compile.ts';
import { assistantName } from '../../core/wording/reasonCard.ts';
import { contextKeys } from '../contributions.ts';
import type { Guard } from '../guard.ts';
import type { Log } from '../log.ts';
import { reloadWindow } from '../prompts/reload.ts';
import type { State, SwitchStep } from '../state.ts';
import { translate } from '../words.ts';
import { installSanctioned } from './installExtension.ts';
import { openAssistant } from './openAssistant.ts';
import { describeProblem, describeSteps, listSteps } from './summary.ts';

/** Moves a person to a sanctioned assistant, and back. */
export interface Switcher {
	/** Switches from what `decision` is about to its replacement, says what was done, and offers to undo it. */
	switchFrom(policy: CompiledPolicy, decision: Decision): Promise<void>;
	undo(): Promise<void>;
}

export function createSwitcher(
	{ globalStorageUri }: ExtensionContext,
	state: State,
	guard: Guard,
	log: Log,
): Switcher {
	const downloads = join(globalStorageUri.fsPath, 'downloads');

	const switcher: Switcher = {
		switchFrom: async (policy, decision) => {
			const { replacement } = decision;
			if (replacement === undefined) {
				return;
			}
			const title = translate('Switching to {assistant}', { assistant: replacement.name });
			const steps = await window.withProgress(
				{ location: ProgressLocation.Notification, title },
				async (progress) => {
					return await takeSteps(policy, decision, replacement, (message) =>
						progress.report({ message }),
					);
				},
			);
			if (steps.length === 0) {
				return;
			}
			// Undo puts back all that was switched since the last undo.
			const earlier = state.lastSwitch.get()?.steps ?? [];
			await remember({ replacement: replacement.name, steps: [...earlier, ...steps] });
			const reload = guard.overview().stillRunning.length > 0 ? [translate('Reload Window')] : [];
			const undo = translate('Undo');
			const chosen = await window.showInformationMessage(
				describeSteps(replacement.name, steps),
				...reload,
				undo,
			);
			if (chosen === undo) {
				await switcher.undo();
			} else if (chosen !== undefined) {
				await reloadWindow();
			}
		},
		undo: async () => {
			const last = state.lastSwitch.get();
			if (last === undefined) {
				void window.showInformationMessage(translate('There is no switch to undo.'));
				return;
			}
			const failed: SwitchStep[] = [];
			for (const step of last.steps.toReversed()) {
				try {
					await undoStep(step);
				} catch (error) {
					log.error(`undo: ${JSON.stringify(step)}: ${String(error)}`);
					failed.unshift(step);
				}
			}
			// What could not be undone now can be tried again.
			await remember(failed.length === 0 ? undefined : { ...last, steps: failed });
			await guard.look();
			if (failed.length > 0) {
				const showLog = translate('Open the log');
				const text = translate('Part of the switch could not be undone: {left}.', {
					left: listSteps(failed),
				});
				const chosen = await window.showWarningMessage(text, showLog);
				if (chosen === showLog) {
					log.show();
				}
				return;
			}
			const blocked = guard.overview().allowList.state === 'enforced';
			void window.showInformationMessage(
				blocked
					? translate('The switch is undone. What the policy blocks stays off.')
					: translate('The switch is undone.'),
			);
		},
	};
	void commands.executeCommand(
		'setContext',
		contextKeys.canUndoSwitch,
		state.lastSwitch.get() !== undefined,
	);
	return switcher;

	async function takeSteps(
		policy: CompiledPolicy,
		decision: Decision,
		replacement: SanctionedAssistant,
		report: (message: string) => void,
	): Promise<readonly SwitchStep[]> {
		const steps: SwitchStep[] = [];
		const { extension } = replacement.entry;
		if (extension !== undefined) {
			report(translate('Installing the extension {id}', { id: extension.id }));
			const installed = await installSanctioned(extension, downloads);
			if (!installed.ok) {
				log.error(`switch: ${JSON.stringify(installed.error)}`);
				const tryAgain = translate('Try Again');
				void window
					.showErrorMessage(describeProblem(installed.error, policy), tryAgain)
					.then((chosen) => {
						return chosen === tryAgain ? switcher.switchFrom(policy, decision) : undefined;
					});
				return [];
			}
			if (installed.value) {
				steps.push({ kind: 'installedExtension', id: extension.id });
			}
		}
		const name = assistantName(policy, decision.finding);
		const ids = extensionIds(policy, decision);
		if (ids.length > 0) {
			report(translate('Switching off {assistant}', { assistant: name }));
			await state.switchedOff.set([...new Set([...(state.switchedOff.get() ?? []), ...ids])]);
			await guard.look();
			steps.push({ kind: 'switchedOff', ids, name });
		}
		report(translate('Opening {assistant}', { assistant: replacement.name }));
		const opened = await openAssistant(replacement, decision.finding.signal.kind, log);
		return opened === undefined ? steps : [...steps, opened];
	}

	async function undoStep(step: SwitchStep): Promise<void> {
		switch (step.kind) {
			case 'installedExtension':
				await commands.executeCommand('workbench.extensions.uninstallExtension', step.id);
				break;
			case 'switchedOff': {
				const left = (state.switchedOff.get() ?? []).filter((id) => !step.ids.includes(id));
				await state.switchedOff.set(left.length === 0 ? undefined : left);
				break;
			}
			case 'openedView':
			case 'openedTerminal':
			case 'openedWeb':
				break; // Something of the person's may be going on there by now; it stays open.
		}
	}

	async function remember(
		last: { replacement: string; steps: readonly SwitchStep[] } | undefined,
	): Promise<void> {
		await state.lastSwitch.set(last);
		await commands.executeCommand('setContext', contextKeys.canUndoSwitch, last !== undefined);
	}
}

/** The extensions of the assistant that is left behind. */
function extensionIds(
	policy: CompiledPolicy,
	{ finding: { assistant, signal } }: Decision,
): readonly string[] {
	const known = assistant === null ? undefined : policy.catalog.byId.get(assistant)?.extensions;
	return (known ?? (signal.kind === 'extension' ? [signal.id] : [])).map((id) => id.toLowerCase());
}

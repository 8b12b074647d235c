import { type Uri, window } from 'vscode';
import type { Decision } from '../../core/decision/decide.ts';
import type { CompiledPolicy, SanctionedAssistant } from '../../core/policy/compile.ts';
import type { Guard } from '../guard.ts';
import type { Log } from '../log.ts';
import { reloadWindow } from '../prompts/reload.ts';
import type { State } from '../state.ts';
import { translate } from '../words.ts';
import { type CarryWish, offerToCarry, remember, showCanUndo } from './carrySteps.ts';
import { takeSteps } from './takeSteps.ts';
import { describeSteps, listSteps } from './summary.ts';
import { undoSteps } from './undoSteps.ts';

/** Moves a person to a sanctioned assistant, and back. */
export interface Switcher {
	/** Switches from what `decision` is about to its replacement, says what was done, and offers to undo it. */
	switchFrom(policy: CompiledPolicy, decision: Decision): Promise<void>;
	/** Offers to take along what the person has set up for other assistants. */
	carryOver(policy: CompiledPolicy, replacement: SanctionedAssistant, wish: CarryWish): Promise<void>;
	undo(): Promise<void>;
}

/** What a switch works with. */
export interface SwitcherParts {
	/** Where downloads are kept while they are installed. */
	readonly downloads: string;
	/** Our own storage, below that of the editor. */
	readonly globalStorage: Uri;
	readonly state: State;
	readonly guard: Guard;
	readonly log: Log;
}

export function createSwitcher(parts: SwitcherParts): Switcher {
	void showCanUndo(parts.state.lastSwitch.get());
	return {
		switchFrom: async (policy, decision) => await switchFrom(parts, policy, decision),
		carryOver: async (policy, replacement, wish) => await offerToCarry(parts, policy, replacement, wish),
		undo: async () => await undo(parts),
	};
}

async function switchFrom(parts: SwitcherParts, policy: CompiledPolicy, decision: Decision): Promise<void> {
	const { replacement } = decision;
	if (replacement === undefined) {
		return;
	}
	const taken = await takeSteps(parts, policy, decision, replacement);
	if (taken === 'tryAgain') {
		await switchFrom(parts, policy, decision);
		return;
	}
	if (taken.length === 0) {
		return;
	}
	// Undo puts back all that was switched since the last undo.
	const earlier = parts.state.lastSwitch.get()?.steps ?? [];
	await remember(parts.state, { replacement: replacement.name, steps: [...earlier, ...taken] });
	const leaving = decision.finding.assistant ?? undefined;
	void offerToCarry(parts, policy, replacement, { leaving, asked: false });
	const reload = parts.guard.overview().stillRunning.length > 0 ? [translate('Reload Window')] : [];
	const takeBack = translate('Undo');
	const summary = describeSteps(replacement.name, taken);
	const chosen = await window.showInformationMessage(summary, ...reload, takeBack);
	if (chosen === takeBack) {
		await undo(parts);
	} else if (chosen !== undefined) {
		await reloadWindow();
	}
}

async function undo({ state, guard, log }: SwitcherParts): Promise<void> {
	const last = state.lastSwitch.get();
	if (last === undefined) {
		void window.showInformationMessage(translate('There is no switch to undo.'));
		return;
	}
	const failed = await undoSteps(last.steps, state, log);
	// What could not be undone now can be tried again.
	await remember(state, failed.length === 0 ? undefined : { ...last, steps: failed });
	await guard.look();
	if (failed.length > 0) {
		const showLog = translate('Open the log');
		const text = translate('Part of the switch could not be undone: {left}.', {
			left: listSteps(failed, last.replacement),
		});
		if ((await window.showWarningMessage(text, showLog)) === showLog) {
			log.show();
		}
		return;
	}
	const blocks = guard.overview().allowList.state === 'enforced';
	void window.showInformationMessage(
		blocks
			? translate('The switch is undone. What is blocked stays off.')
			: translate('The switch is undone.'),
	);
}

import { commands } from 'vscode';
import type { Log } from '../log.ts';
import type { State, SwitchStep } from '../state.ts';

/** Takes steps back, the last one first; gives those that could not be taken back. */
export async function undoSteps(
	steps: readonly SwitchStep[],
	state: State,
	log: Log,
): Promise<readonly SwitchStep[]> {
	const failed: SwitchStep[] = [];
	for (const step of steps.toReversed()) {
		try {
			await undoStep(step, state);
		} catch (error) {
			log.error(`undo: ${JSON.stringify(step)}: ${String(error)}`);
			failed.unshift(step);
		}
	}
	return failed;
}

async function undoStep(step: SwitchStep, { switchedOff }: State): Promise<void> {
	switch (step.kind) {
		case 'installedExtension':
			await commands.executeCommand('workbench.extensions.uninstallExtension', step.id);
			break;
		case 'switchedOff': {
			const left = (switchedOff.get() ?? []).filter((id) => !step.ids.includes(id));
			await switchedOff.set(left.length === 0 ? undefined : left);
			break;
		}
		case 'openedView':
		case 'openedTerminal':
		case 'openedWeb':
			break; // Something of the person's may be going on there by now; it stays open.
	}
}

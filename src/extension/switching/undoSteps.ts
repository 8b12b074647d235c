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
			const left = await undoStep(step, state);
			failed.unshift(...(left === undefined ? [] : [left]));
		} catch (error) {
			log.error(`undo: ${JSON.stringify(step)}: ${String(error)}`);
			failed.unshift(step);
		}
	}
	return failed;
}

/** Gives what is left of a step, because somebody has gone on from there. */
async function undoStep(step: SwitchStep, { switchedOff }: State): Promise<SwitchStep | undefined> {
	switch (step.kind) {
		case 'installedExtension':
			await commands.executeCommand('workbench.extensions.uninstallExtension', step.id);
			return undefined;
		case 'switchedOff': {
			const left = (switchedOff.get() ?? []).filter((id) => !step.ids.includes(id));
			await switchedOff.set(left.length === 0 ? undefined : left);
			return undefined;
		}
		case 'carriedOver': {
			const { undoCarrying } = await import('../carrying/carryOver.ts');
			const files = await undoCarrying(step.files);
			return files.length === 0 ? undefined : { ...step, files };
		}
		default:
			return undefined; // What was opened: something of the person's may be going on there by now.
	}
}

import { commands, type Uri } from 'vscode';
import type { AssistantId } from '../../core/catalog/assistant.ts';
import type { CompiledPolicy, SanctionedAssistant } from '../../core/policy/compile.ts';
import { contextKeys } from '../contributions.ts';
import { guarded } from '../log.ts';
import type { CarriedFile, State, SwitchRecord, SwitchStep } from '../state.ts';
import type { SwitcherParts } from './switcher.ts';

/** What is carried over, and how it came to be asked for. */
export interface CarryWish {
	readonly leaving: AssistantId | undefined;
	/** Only what is in this file. */
	readonly only?: Uri | undefined;
	/** A person asked for it: then they are told, too, when nothing can come along. */
	readonly asked: boolean;
}

/** Offers to carry over what people have, and remembers what was written, so that the switch is undone with it. */
export async function offerToCarry(
	{ state, globalStorage, log }: SwitcherParts,
	policy: CompiledPolicy,
	replacement: SanctionedAssistant,
	{ leaving, only, asked }: CarryWish,
): Promise<void> {
	let known: SwitchStep | undefined;
	const rememberFiles = async (files: readonly CarriedFile[]): Promise<void> => {
		const steps = (state.lastSwitch.get()?.steps ?? []).filter((step) => !sameStep(step, known));
		known = files.length === 0 ? undefined : { kind: 'carriedOver', files };
		const all = known === undefined ? steps : [...steps, known];
		await remember(state, all.length === 0 ? undefined : { replacement: replacement.name, steps: all });
	};
	await guarded(log, 'carry over', async () => {
		const { carryOver } = await import('../carrying/carryOver.ts');
		await carryOver(
			{ policy, replacement, leaving, only, sayNothing: asked },
			{ globalStorage, log, remember: rememberFiles },
		);
	});
}

/** Keeps what can be undone, and has the commands know. */
export async function remember(state: State, last: SwitchRecord | undefined): Promise<void> {
	await state.lastSwitch.set(last);
	await showCanUndo(last);
}

export async function showCanUndo(last: SwitchRecord | undefined): Promise<void> {
	await commands.executeCommand('setContext', contextKeys.canUndoSwitch, last !== undefined);
}

function sameStep(step: SwitchStep, known: SwitchStep | undefined): boolean {
	return known !== undefined && JSON.stringify(step) === JSON.stringify(known);
}

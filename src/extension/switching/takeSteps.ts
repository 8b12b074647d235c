import { ProgressLocation, window } from 'vscode';
import type { Decision } from '../../core/decision/decide.ts';
import type { CompiledPolicy, SanctionedAssistant } from '../../core/policy/compile.ts';
import { assistantName } from '../../core/wording/reasonCard.ts';
import type { SwitchStep } from '../state.ts';
import { translate } from '../words.ts';
import { type InstallProblem, installSanctioned } from './installExtension.ts';
import { openAssistant, placeOfWindow, startSignIn } from './openAssistant.ts';
import { describeProblem } from './summary.ts';
import type { SwitcherParts } from './switcher.ts';

type Report = (message: string) => void;

/**
 * Takes the steps of a switch and shows their progress. Where the installation fails, nothing was changed: the person is
 * told what stood in the way, and may try again.
 *
 * @returns The steps that were taken; none when the installation failed and the person left it at that.
 */
export async function takeSteps(
	parts: SwitcherParts,
	policy: CompiledPolicy,
	decision: Decision,
	replacement: SanctionedAssistant,
): Promise<readonly SwitchStep[] | 'tryAgain'> {
	const title = translate('Switching to {assistant}', { assistant: replacement.name });
	const taken = await window.withProgress(
		{ location: ProgressLocation.Notification, title },
		async (progress) => {
			const report: Report = (message) => progress.report({ message });
			const installed = await install(parts, replacement, report);
			if (!Array.isArray(installed)) {
				return installed;
			}
			const switchedOff = await switchOff(parts, policy, decision, report);
			report(translate('Opening {assistant}', { assistant: replacement.name }));
			const from = decision.finding.signal.kind === 'extension' ? 'extension' : 'command';
			const opened = await openAssistant(policy, replacement, placeOfWindow(from), parts.log);
			// Whoever had it before has signed in before.
			const signIn =
				installed.length === 0 ? undefined : await startSignIn(policy, replacement, parts.log);
			const last = [opened, signIn].filter((step) => step !== undefined);
			return [...installed, ...switchedOff, ...last];
		},
	);
	if (Array.isArray(taken)) {
		return taken;
	}
	parts.log.error(`switch: ${JSON.stringify(taken)}`);
	const tryAgain = translate('Try Again');
	const chosen = await window.showErrorMessage(describeProblem(taken, policy), tryAgain);
	return chosen === tryAgain ? 'tryAgain' : [];
}

async function install(
	{ downloads }: SwitcherParts,
	{ entry: { extension } }: SanctionedAssistant,
	report: Report,
): Promise<SwitchStep[] | InstallProblem> {
	if (extension === undefined) {
		return [];
	}
	report(translate('Installing the extension {id}', { id: extension.id }));
	const installed = await installSanctioned(extension, downloads);
	if (!installed.ok) {
		return installed.error;
	}
	return installed.value ? [{ kind: 'installedExtension', id: extension.id }] : [];
}

/** Switches off the extensions of the assistant that is left behind, also where the policy only warns. */
async function switchOff(
	{ state, guard }: SwitcherParts,
	policy: CompiledPolicy,
	{ finding }: Decision,
	report: Report,
): Promise<SwitchStep[]> {
	const { assistant, signal } = finding;
	const known = assistant === null ? undefined : policy.catalog.byId.get(assistant)?.extensions;
	const ids = (known ?? (signal.kind === 'extension' ? [signal.id] : [])).map((id) => id.toLowerCase());
	if (ids.length === 0) {
		return [];
	}
	const name = assistantName(policy, finding);
	report(translate('Switching off {assistant}', { assistant: name }));
	await state.switchedOff.set([...new Set([...(state.switchedOff.get() ?? []), ...ids])]);
	await guard.look();
	return [{ kind: 'switchedOff', ids, name }];
}

import { env } from 'vscode';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import type { SwitchStep } from '../state.ts';
import { translate } from '../words.ts';
import type { InstallProblem } from './installExtension.ts';

/** Says what a switch has done. */
export function describeSteps(replacement: string, steps: readonly SwitchStep[]): string {
	return translate('You are on {assistant} now: {done}.', {
		assistant: replacement,
		done: listSteps(steps, replacement),
	});
}

/** The steps of a switch to `replacement` as one enumeration. */
export function listSteps(steps: readonly SwitchStep[], replacement: string): string {
	return new Intl.ListFormat(env.language, { type: 'conjunction' }).format(
		steps.map((step) => describeStep(step, replacement)),
	);
}

/** Says what stood in the way, and the way out. */
export function describeProblem(problem: InstallProblem, policy: CompiledPolicy): string {
	const contact = policy.document.organization.contact ?? policy.document.organization.name;
	switch (problem.code) {
		case 'DOWNLOAD_FAILED':
			return translate(
				'{address} could not be downloaded ({message}). Nothing was changed. If it stays so, ask {contact}.',
				{
					address: problem.address,
					message: problem.message,
					contact,
				},
			);
		case 'WRONG_HASH':
			return translate(
				'The file at {address} is not the one that the policy names. Nothing was installed. Tell {contact}.',
				{
					address: problem.address,
					contact,
				},
			);
		case 'EDITOR_REFUSED':
			return translate('The editor did not install {id}: {message}', {
				id: problem.id,
				message: problem.message,
			});
	}
}

function describeStep(step: SwitchStep, assistant: string): string {
	switch (step.kind) {
		case 'installedExtension':
			return translate('the extension {id} is installed', { id: step.id });
		case 'switchedOff':
			return translate('{assistant} is switched off', { assistant: step.name });
		case 'openedView':
			return translate('the view of {assistant} is open', { assistant });
		case 'openedTerminal':
			return translate('{command} is started in a terminal', { command: step.command });
		case 'offeredInstall':
			return translate('the line that installs {command} stands in a terminal; press Enter to run it', {
				command: step.command,
			});
		case 'openedEditor':
			return translate('this folder is open in {assistant}', { assistant: step.name });
		case 'openedWeb':
			return translate('{address} is open in the browser', { address: step.address });
		case 'startedSignIn':
			return translate('the sign-in has begun');
		case 'carriedOver':
			return translate('carried over into {files}', {
				files: step.files
					.map(({ uri }) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)))
					.join(', '),
			});
	}
}

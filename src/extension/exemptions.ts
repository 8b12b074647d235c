import { env, type Uri, window } from 'vscode';
import type { Decision } from '../core/decision/decide.ts';
import { exemptionRequestLink } from '../core/policy/exemptions/exemptionRequest.ts';
import { writeInstant } from '../core/wording/reader.ts';
import { assistantName } from '../core/wording/reasonCard.ts';
import type { CodeProblem } from '../node/policy/enterCode.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import type { LocalHistory } from './localHistory.ts';
import type { Log } from './log.ts';
import { editorReader, translate } from './words.ts';

interface Parts {
	readonly client: PolicyClient;
	readonly history: LocalHistory;
	readonly log: Log;
}

/**
 * Asks for an exemption from the rule that decided: opens the address that the policy gives, filled in with the rule, this
 * machine and the reason that the person writes. Nothing is sent by us.
 */
export async function askForExemption({ client, history, log }: Parts, decision: Decision): Promise<void> {
	const policy = client.policy();
	const rule = decision.rule?.entry.id;
	const template = policy?.document.organization.exemptionRequest;
	if (policy === undefined || rule === undefined || template === undefined) {
		const contact = policy?.document.organization.contact;
		void window.showInformationMessage(
			contact === undefined
				? translate('Your organisation’s policy does not say where to ask for exemptions.')
				: translate('To ask for an exemption, write to {contact}.', { contact }),
		);
		return;
	}
	const assistant = assistantName(policy, decision.finding);
	const reason = await window.showInputBox({
		title: translate('Ask for an exemption: {assistant}', { assistant }),
		prompt: translate(
			'Why do you need it, and for how long? It goes to whom your organisation has named.',
		),
		ignoreFocusOut: true,
		validateInput: (text) => (text.trim() === '' ? translate('Write a reason.') : undefined),
	});
	if (reason === undefined) {
		return;
	}
	const { version } = policy.document;
	const machine = client.machine() ?? '';
	const link = exemptionRequestLink(template, { rule, assistant, machine, reason: reason.trim(), version });
	// As text: made into a Uri, "&" and "#" that people wrote would end up as parts of the address (seen in 1.101).
	const opened = await env.openExternal(link as unknown as Uri);
	if (opened) {
		log.info(`an exemption from rule ${rule} was asked for`);
		await history.add({ kind: 'askedExemption', at: Date.now(), rule });
	}
}

/** Takes a break-glass code that somebody of the organisation read out or sent; it is recorded, and ends by itself. */
export async function enterBreakGlassCode({ client, history, log }: Parts, given?: string): Promise<void> {
	const machine = client.machine();
	const code =
		given ??
		(await window.showInputBox({
			title: translate('Enter a break-glass code'),
			prompt: translate(
				'This machine is {machine}. The code opens one rule until its end, and its use is recorded.',
				{
					machine: machine ?? '–',
				},
			),
			ignoreFocusOut: true,
		}));
	if (code === undefined) {
		return;
	}
	const entered = await client.enterCode(code);
	if (!entered.ok) {
		log.warn(`a break-glass code was not taken: ${entered.error}`);
		void window.showErrorMessage(problemText(entered.error));
		return;
	}
	const { rule, until } = entered.value;
	log.warn(`a break-glass code set rule ${rule} aside until ${new Date(until).toISOString()}`);
	await history.add({ kind: 'brokeGlass', at: Date.now(), rule, until });
	const date = writeInstant(until, editorReader());
	void window.showInformationMessage(translate('Rule {rule} is set aside until {date}.', { rule, date }));
}

function problemText(problem: CodeProblem): string {
	switch (problem) {
		case 'unreadable':
			return translate(
				'That is not a whole code. Look for missing or swapped letters, and enter it again.',
			);
		case 'notForHere':
			return translate('The code is not for this machine and its rules. Ask for one that is.');
		case 'ended':
			return translate('The code has ended. Ask for a new one.');
		case 'tooLong':
			return translate(
				'The code would last for more than a day, so it is not taken. Ask for a shorter one.',
			);
		case 'noPolicy':
			return translate('There is no policy here that a code could open.');
		case 'noMachine':
			return translate('This machine has no id yet, as it cannot be saved. Look at the log.');
		case 'notSaved':
			return translate(
				'The code could not be recorded, so it is not taken. Look whether the disk is full.',
			);
	}
}

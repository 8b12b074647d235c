import type { Command } from 'commander';
import { applyEdits, modify } from 'jsonc-parser';
import { addDeliveryOptions } from '../destinations/deliverAll.ts';
import { exitCodes, exitWith, refuse } from '../output.ts';
import { addFolderOption, noPolicyHint, policyFolder } from '../policyFolder.ts';
import { readText } from '../readPolicy.ts';
import { type PublishOptions, publishText } from './publish.ts';

interface WithdrawOptions extends PublishOptions {
	readonly reason?: string;
	readonly undo?: boolean;
}

const examples = `
Examples:
  $ assistant-policy withdraw --reason "We went over to device management."
  $ assistant-policy withdraw --undo

To take the bundle off the server changes nothing: editors keep the last policy, as an attacker could do the same. Only a
signed word ends it. Everything is allowed while "withdrawn" stands in policy.json; what editors changed is given back.`;

/** `withdraw`: ends a policy in force, by a signed tombstone. */
export function addWithdraw(program: Command): void {
	addDeliveryOptions(addFolderOption(program.command('withdraw')))
		.alias('tombstone')
		.summary('end the policy that is in force, everywhere')
		.description('Publishes that there is no policy any more: everything is allowed and given back.')
		.option('--reason <text>', 'why, shown to people')
		.option('--undo', 'bring the policy back')
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(withdraw);
}

async function withdraw(options: WithdrawOptions): Promise<void> {
	if ((options.reason === undefined) === (options.undo !== true)) {
		refuse('Say why with --reason, or bring the policy back with --undo.');
		exitWith(exitCodes.usage);
		return;
	}
	const places = policyFolder(options);
	const text = await readText(places.policy, noPolicyHint(places));
	if (text === undefined) {
		return;
	}
	const formattingOptions = { insertSpaces: false, keepLines: true };
	const edits = modify(text, ['withdrawn'], options.reason, { formattingOptions });
	await publishText(places, applyEdits(text, edits), options);
}

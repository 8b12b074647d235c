import type { Command } from 'commander';
import type { ExemptionsDocument } from '../../core/policy/exemptions/exemptionsDocument.ts';
import { instantOf } from '../../core/policy/instant.ts';
import { addDeliveryOptions } from '../destinations/deliverAll.ts';
import { grantExemption, revokeExemption } from '../exemptions/changeExemptions.ts';
import { exemptionsIn } from '../exemptions/exemptionsFile.ts';
import { paint, refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { readPublished } from '../publication.ts';
import { instant } from './decide.ts';

type Exemption = ExemptionsDocument['exemptions'][number];

const grantExamples = `
Examples:
  $ assistant-policy exemption grant no-claude-code --until 2026-12-24 --machine 6f1c2a9e-… --ticket SEC-123
  $ assistant-policy exemption grant no-claude-code --until 2026-12-24 --group research --reason "Comparison of tools"

The rule must say "exemptable": true in policy.json. Without --machine and --group it holds for everybody.
It is written into exemptions.json, signed with the exemptions key, and published beside the policy.`;

/** `exemption`: grants, takes back and lists what is exempted from rules. */
export function addExemption(program: Command): void {
	const exemption = program
		.command('exemption')
		.summary('grant an exemption from a rule, take it back, list them')
		.description(
			'Grants exemptions from rules that the policy calls exemptable, takes them back, lists them.',
		)
		.addHelpText('after', '\nExample:\n  $ assistant-policy exemption list');
	addDeliveryOptions(addFolderOption(exemption.command('grant')))
		.description('Exempts machines or groups from a rule, for a time.')
		.argument('<rule>', 'the id of the rule')
		.requiredOption('--until <instant>', 'the first moment at which it no longer holds', instant)
		.option('--from <instant>', 'when it begins (default: at once)', instant)
		.option('--machine <id>', 'for this machine; repeatable', collect, [])
		.option('--group <name>', 'for this group of the managed configuration; repeatable', collect, [])
		.option('--ticket <text>', 'where it was asked for')
		.option('--reason <text>', 'why, shown to people')
		.option('--id <id>', 'its name (default: made from the rule and the day)')
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', grantExamples)
		.action(grantExemption);
	addDeliveryOptions(addFolderOption(exemption.command('revoke')))
		.description('Takes an exemption back before its end.')
		.argument('<id>', 'the id of the exemption')
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', '\nExample:\n  $ assistant-policy exemption revoke no-claude-code-1')
		.action(revokeExemption);
	addFolderOption(exemption.command('list'))
		.description('Lists the exemptions that are published, and those of the policy itself.')
		.option('--json', 'print as JSON')
		.addHelpText('after', '\nExample:\n  $ assistant-policy exemption list --json')
		.action(list);
}

async function list(options: FolderOptions & { readonly json?: boolean }): Promise<void> {
	const places = policyFolder(options);
	const published = await readPublished(places.bundle);
	if (published === undefined) {
		refuse(
			`There is no bundle in ${shown(places.publicFolder)} yet.`,
			'Begin with: assistant-policy publish',
		);
		return;
	}
	const now = Date.now();
	const all = [
		...(exemptionsIn(published)?.document.exemptions ?? []),
		...(published.document.exemptions ?? []),
	];
	if (options.json === true) {
		sayJson(all);
		return;
	}
	all.forEach((each) => say(lineOf(each, now)));
	if (all.length === 0) {
		say('There are no exemptions.');
	}
}

function lineOf({ id, rules, machines = [], when, until, ticket }: Exemption, now: number): string {
	const ended = instantOf(until) <= now;
	const whom = [...machines, ...(when?.groups ?? [])].join(', ') || 'everybody';
	const end = `${ended ? 'ended' : 'until'} ${until}`;
	const line = [id, rules.join(', '), whom, end, ...(ticket === undefined ? [] : [ticket])].join('  ');
	return ended ? paint('dim', line) : line;
}

function collect(value: string, before: readonly string[]): readonly string[] {
	return [...before, value];
}

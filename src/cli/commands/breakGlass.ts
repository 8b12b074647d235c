import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { breakGlassMessage, writeBreakGlassCode } from '../../core/policy/exemptions/breakGlass.ts';
import { nodeCryptography } from '../../node/signing/signature.ts';
import { signMessage } from '../../node/signing/signer.ts';
import { unknownRule } from '../exemptions/unknownRule.ts';
import { refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, shown } from '../policyFolder.ts';
import { openDesk } from '../releaseParts.ts';
import { hoursOfDay } from '../wholeNumber.ts';

interface BreakGlassOptions extends FolderOptions {
	readonly machine: string;
	readonly rule: string;
	readonly hours: number;
	readonly json?: boolean;
}

const examples = `
Example:
  $ assistant-policy break-glass --machine 6f1c2a9e-… --rule no-claude-code --hours 4

For when somebody must work now and no exemption can reach them. They tell you the machine id that the editor shows
them; you read the code to them. It opens that rule on that machine alone, and ends by itself. Each code is written down
in history/break-glass.jsonl.`;

/** `break-glass`: makes a code that opens one rule on one machine for some hours, without a network. */
export function addBreakGlass(program: Command): void {
	addFolderOption(program.command('break-glass'))
		.summary('make a code that opens one rule on one machine for some hours')
		.description(
			'Makes a signed code that a person types in: it opens one rule on their machine for hours.',
		)
		.requiredOption('--machine <id>', 'the machine id that the person reads to you')
		.requiredOption('--rule <id>', 'the rule to open')
		.option('--hours <number>', 'for how long, 24 at most', hoursOfDay, 4)
		.option('--json', 'print as JSON')
		.addHelpText('after', examples)
		.action(breakGlass);
}

async function breakGlass({ machine, rule, hours, ...options }: BreakGlassOptions): Promise<void> {
	const desk = await openDesk('breakGlass', 'break-glass', { ...options, to: [] });
	if (desk === undefined) {
		return;
	}
	const { places, keys, last } = desk;
	const problem = unknownRule(last.document, rule);
	const [signer] = keys.signers.breakGlass;
	if (problem !== undefined || signer === undefined) {
		refuse(problem ?? 'There is no key.');
		return;
	}
	const minute = 60_000;
	const now = Date.now();
	const until = Math.floor((now + hours * 60 * minute) / minute) * minute;
	const terms = { organization: last.document.organization.id, machine, rule, until };
	const code = writeBreakGlassCode(until, signMessage(signer, breakGlassMessage(terms, nodeCryptography)));
	const record = { at: new Date(now).toISOString(), machine, rule, until: new Date(until).toISOString() };
	const log = join(places.folder, 'history', 'break-glass.jsonl');
	await mkdir(dirname(log), { recursive: true });
	await appendFile(log, `${JSON.stringify(record)}\n`);
	if (options.json === true) {
		sayJson({ ...record, code });
		return;
	}
	say(code);
	say();
	say(`Opens ${rule} on ${machine} until ${record.until}. Written down in ${shown(log)}.`);
}

import type { Command } from 'commander';
import { defaultFreshHours } from '../composeBundle.ts';
import { addDeliveryOptions, type DeliveryOptions } from '../destinations/deliverAll.ts';
import { addFolderOption, type FolderOptions } from '../policyFolder.ts';
import { openDesk, releaseParts } from '../releaseParts.ts';
import { hours } from '../wholeNumber.ts';

interface FreshnessOptions extends FolderOptions, DeliveryOptions {
	readonly hours: number;
}

const examples = `
Examples:
  $ assistant-policy freshness
  $ assistant-policy freshness --hours 24 --to s3://acme-policy/policy.bundle.json

Once the root has a freshness key, editors call a policy stale that nobody has vouched for lately: who holds updates
back is noticed. Run this from a timer, twice as often as --hours; publish does it too. The key may be on a server: it
can bring nothing new in.`;

/** `freshness`: vouches for the bundle for another while. */
export function addFreshness(program: Command): void {
	addDeliveryOptions(addFolderOption(program.command('freshness')))
		.summary('state that the published bundle is still the newest')
		.description('Signs a statement, good for some hours, that what is published is the newest.')
		.option('--hours <number>', 'for how long it holds', hours, defaultFreshHours)
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(freshness);
}

async function freshness(options: FreshnessOptions): Promise<void> {
	const desk = await openDesk('freshness', 'freshness', options);
	if (desk !== undefined) {
		await releaseParts(desk, { freshHours: options.hours }, Date.now(), options);
	}
}

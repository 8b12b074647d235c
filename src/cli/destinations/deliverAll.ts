import type { Command } from 'commander';
import { complain, exitCodes, exitWith, paint, refuse, say } from '../output.ts';
import type { Published } from '../publication.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { Destination } from './destination.ts';
import { parseDestination } from './parseDestination.ts';

export interface DeliveryOptions {
	readonly to: readonly string[];
	readonly endpoint?: string;
	readonly dryRun?: boolean;
	readonly json?: boolean;
}

/** Adds the options that say where else the bundle goes. */
export function addDeliveryOptions(command: Command): Command {
	return command
		.option(
			'--to <address>',
			'upload the bundle too: https://HOST/PATH or s3://BUCKET/KEY; repeatable',
			(value: string, before: readonly string[]) => [...before, value],
			[],
		)
		.option('--endpoint <address>', 'where the S3 service is (default: AWS, or AWS_ENDPOINT_URL_S3)')
		.option('--dry-run', 'do everything but write and upload');
}

/** The destinations that the options name; says what is wrong with one. */
export function readDestinations({ to, endpoint }: DeliveryOptions): readonly Destination[] | undefined {
	const destinations = to.map((address) => parseDestination(address, endpoint, process.env));
	for (const parsed of destinations) {
		if (!parsed.ok) {
			refuse(parsed.error.problem, parsed.error.wayOut);
			exitWith(exitCodes.usage);
			return undefined;
		}
	}
	return destinations.flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
}

/** Uploads to every destination, and says how it went; one that fails does not keep the others from it. */
export async function deliverAll(
	destinations: readonly Destination[],
	published: Published,
	{ dryRun = false, json = false }: DeliveryOptions,
): Promise<readonly (Delivery & { readonly to: string })[]> {
	const deliveries = [];
	for (const destination of destinations) {
		const tell = (line: string): void => (json ? undefined : say(paint('dim', `  ${line}`)));
		const delivered = await deliver(destination, published, { dryRun, say: tell });
		if (!delivered.ok) {
			refuse(delivered.error.problem, delivered.error.wayOut);
			continue;
		}
		deliveries.push({ to: destination.name, ...delivered.value });
		if (delivered.value.unguarded) {
			complain(
				'warning',
				`${destination.name} gives no ETag that guards: let only one person publish at a time.`,
			);
		}
		if (!json) {
			say(`${words[delivered.value.result]} ${destination.name}`);
		}
	}
	return deliveries;
}

const words: Readonly<Record<Delivery['result'], string>> = {
	uploaded: 'Uploaded to',
	unchanged: 'There already:',
	wouldUpload: 'Would upload to',
};

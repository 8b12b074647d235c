import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import { addDeliveryOptions } from '../destinations/deliverAll.ts';
import { refuse, say } from '../output.ts';
import { addFolderOption, policyFolder, shown } from '../policyFolder.ts';
import { readPublished, withVersion } from '../publication.ts';
import { readText } from '../readPolicy.ts';
import { historyFile } from '../release.ts';
import { type PublishOptions, publishText } from './publish.ts';

const examples = `
Example:
  $ assistant-policy rollback 41

Editors never take an older version, as an attacker could offer them one. So the old rules go out under a new,
higher version. What is in policy.json now is kept as policy.before-rollback.json.`;

/** `rollback`: publishes what an earlier version said. */
export function addRollback(program: Command): void {
	addDeliveryOptions(addFolderOption(program.command('rollback')))
		.summary('publish what an earlier version said')
		.description('Publishes what an earlier version said, under a new version.')
		.argument('<version>', 'the version to go back to', versionNumber)
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(rollback);
}

async function rollback(version: number, options: PublishOptions): Promise<void> {
	const places = policyFolder(options);
	const old = historyFile(places, version);
	if (!existsSync(old)) {
		refuse(`Version ${version} was not published from here: there is no ${shown(old)}.`);
		return;
	}
	const text = await readText(old);
	const published = await readPublished(places.bundle);
	if (published === undefined) {
		refuse(
			`There is no bundle in ${shown(places.publicFolder)}.`,
			'Bring it back, or publish: assistant-policy publish',
		);
	}
	if (text === undefined || published === undefined) {
		return;
	}
	const raised = withVersion(text, published.document.version + 1, Date.now());
	if (options.dryRun !== true) {
		const present = existsSync(places.policy) ? await readText(places.policy) : undefined;
		if (present !== undefined) {
			const aside = places.policy.replace(/json$/, 'before-rollback.json');
			await writeFileAtomic(aside, present, { mode: 0o644 });
		}
	}
	if (options.json !== true) {
		say(`Going back to what version ${version} said.`);
	}
	await publishText(places, raised, options);
}

function versionNumber(value: string): number {
	const version = Number(value);
	if (!Number.isSafeInteger(version) || version < 1) {
		throw new InvalidArgumentError('Write the number of a published version.');
	}
	return version;
}

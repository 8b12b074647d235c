import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { writeFileAtomic } from '../../node/atomicFile.ts';
import { refuse, say } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { readPublished, withVersion } from '../publication.ts';
import { readText } from '../readPolicy.ts';
import { historyFile } from '../release.ts';
import { publish } from './publish.ts';

const examples = `
Example:
  $ assistant-policy rollback 41

Editors never take an older version, as an attacker could offer them one. So the old rules go out under a new,
higher version. What is in policy.json now is kept as policy.before-rollback.json.`;

/** `rollback`: publishes what an earlier version said. */
export function addRollback(program: Command): void {
	addFolderOption(program.command('rollback'))
		.summary('publish what an earlier version said')
		.description('Publishes what an earlier version said, under a new version.')
		.argument('<version>', 'the version to go back to', versionNumber)
		.addHelpText('after', examples)
		.action(rollback);
}

async function rollback(version: number, options: FolderOptions): Promise<void> {
	const places = policyFolder(options);
	const old = historyFile(places, version);
	if (!existsSync(old)) {
		refuse(`Version ${version} was not published from here: there is no ${shown(old)}.`);
		return;
	}
	const text = await readText(old);
	const published = await readPublished(places.bundle);
	if (text === undefined || published === undefined) {
		return;
	}
	const present = await readText(places.policy);
	if (present !== undefined) {
		await writeFileAtomic(places.policy.replace(/json$/, 'before-rollback.json'), present, {
			mode: 0o644,
		});
	}
	await writeFileAtomic(places.policy, withVersion(text, published.document.version + 1, Date.now()));
	say(`Going back to what version ${version} said.`);
	await publish(options);
}

function versionNumber(value: string): number {
	const version = Number(value);
	if (!Number.isSafeInteger(version) || version < 1) {
		throw new InvalidArgumentError('Write the number of a published version.');
	}
	return version;
}

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { readFile, rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { applyEdits, modify } from 'jsonc-parser';
import type { TrustAnchor } from '../../core/policy/trust/anchor.ts';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import { thisMachine } from '../../node/inventory/thisMachine.ts';
import { managedAnchorPath } from '../../node/policy/managedAnchor.ts';
import { isSettingsText } from '../../node/files/settingsText.ts';
import { editorSettingsFiles } from '../editorSettings.ts';
import { refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { readAnchor } from '../readAnchor.ts';

interface TrustOptions extends FolderOptions {
	readonly anchor?: string;
	readonly settings?: string;
	readonly managed?: boolean;
	readonly remove?: boolean;
	readonly json?: boolean;
}

const setting = 'approvedAssistants.trustAnchor';

const examples = `
Examples:
  $ assistant-policy trust                       the editors of yours on this machine
  $ sudo assistant-policy trust --managed        everybody on this machine; no user can change it
  $ assistant-policy trust --remove

For trying a policy out, and for images of machines. On a fleet, ship anchor.json by device management to the place
that --managed writes to. Settings files keep their comments and their form.`;

/** `trust`: makes the editors of this machine follow a policy. */
export function addTrust(program: Command): void {
	addFolderOption(program.command('trust'))
		.summary('make the editors of this machine follow the policy')
		.description('Writes the anchor to where the editors of this machine look for it.')
		.option('--anchor <file>', 'the anchor (default: anchor.json of the policy folder)')
		.option('--settings <file>', 'this settings.json only')
		.option('--managed', 'the place that only administrators can write to')
		.option('--remove', 'take it away again')
		.option('--json', 'print the files that were written as JSON')
		.addHelpText('after', examples)
		.action(trust);
}

async function trust(options: TrustOptions): Promise<void> {
	const anchor = await readAnchor(options.anchor ?? policyFolder(options).anchor);
	if (anchor === undefined) {
		return;
	}
	const { managed = false, remove = false } = options;
	const written: string[] = [];
	for (const file of managed ? managedFile() : settingsFiles(options)) {
		const change = remove ? undefined : anchor;
		const problem = await (managed ? writeManaged(file, change) : writeSetting(file, change));
		if (problem === undefined) {
			written.push(file);
		} else {
			refuse(`${shown(file)} ${problem}`, managed ? 'Run it as an administrator.' : undefined);
		}
	}
	report(written, options);
}

function report(written: readonly string[], { json, remove }: TrustOptions): void {
	if (json === true) {
		sayJson({ written });
		return;
	}
	for (const file of written) {
		say(`${remove === true ? 'Removed from' : 'Wrote'} ${shown(file)}`);
	}
	if (written.length > 0 && remove !== true) {
		say('Open editors with the extension follow at once.');
	}
}

function managedFile(): readonly string[] {
	const file = managedAnchorPath(process.platform);
	if (file === undefined) {
		refuse('There is no such place on this system.', 'Write it into settings instead: --settings FILE');
	}
	return file === undefined ? [] : [file];
}

function settingsFiles({ settings }: TrustOptions): readonly string[] {
	const files = settings === undefined ? editorSettingsFiles(thisMachine()) : [settings];
	if (files.length === 0) {
		refuse(
			'No editor was found that you have used here.',
			'Open it once, or name its file: --settings FILE',
		);
	}
	return files;
}

/** Why it could not be written, or taken away where there is no anchor; `undefined` when it was. */
async function writeManaged(file: string, anchor: TrustAnchor | undefined): Promise<string | undefined> {
	try {
		if (anchor === undefined) {
			await rm(file, { force: true });
		} else {
			await writeFileAtomic(file, `${JSON.stringify(anchor, undefined, '\t')}\n`, { mode: 0o644 });
		}
		return undefined;
	} catch (error) {
		return cannotBeWritten(error);
	}
}

/** The same for a settings file, which keeps its comments and its form. */
async function writeSetting(file: string, anchor: TrustAnchor | undefined): Promise<string | undefined> {
	try {
		const text = existsSync(file) ? await readFile(file, 'utf8') : '';
		if (text.trim() === '' && anchor === undefined) {
			return undefined;
		}
		if (!existsSync(dirname(file)) && !existsSync(dirname(dirname(file)))) {
			return 'lies in no folder that is there.';
		}
		const before = text.trim() === '' ? '{}\n' : text;
		if (!isSettingsText(before)) {
			return 'cannot be read as settings; it is left as it is.';
		}
		const formattingOptions = { insertSpaces: false, keepLines: true };
		await writeFileAtomic(
			file,
			applyEdits(before, modify(before, [setting], anchor, { formattingOptions })),
		);
		return undefined;
	} catch (error) {
		return cannotBeWritten(error);
	}
}

function cannotBeWritten(error: unknown): string {
	return `cannot be written (${(error as NodeJS.ErrnoException).code}).`;
}

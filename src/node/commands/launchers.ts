import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LauncherOffer } from '../../core/enforcement/launcherOffer.ts';
import { cmdLauncher } from '../../core/enforcement/launchers/cmd.ts';
import type { LauncherNames } from '../../core/enforcement/launchers/names.ts';
import { posixLauncher, posixOffer } from '../../core/enforcement/launchers/posix.ts';
import { powershellLauncher, powershellOffer } from '../../core/enforcement/launchers/powershell.ts';
import { offerText } from '../../core/enforcement/offerFile.ts';
import { writeFileAtomic } from '../files/atomicFile.ts';

/** What a launcher reads when its command is called: the action, then the lines to show. */
export interface LauncherFile {
	readonly action: 'warn' | 'block';
	readonly lines: readonly string[];
	/** What it offers to run instead, where somebody is there to answer. */
	readonly offer?: LauncherOffer | undefined;
}

/** The folders that launchers live in. */
export interface LauncherFolders {
	/** Comes first on the PATH of terminals. */
	readonly bin: string;
	readonly notices: string;
	readonly offers: string;
}

export function launcherFolders(root: string): LauncherFolders {
	return { bin: join(root, 'bin'), notices: join(root, 'notices'), offers: join(root, 'offers') };
}

/**
 * Brings the launchers under `root` in line with `wanted`, by command name. A terminal that is open already follows at
 * once, as launchers read their notice at each call. A launcher that is no longer wanted loses its notice but stays: a
 * shell that remembers its path must still find it, and it then runs the real command.
 */
export async function writeLaunchers(
	root: string,
	wanted: ReadonlyMap<string, LauncherFile>,
	shells: readonly LauncherShell[] = ['posix'],
): Promise<void> {
	const { bin, notices, offers } = launcherFolders(root);
	await Promise.all([bin, notices, offers].map(async (folder) => await mkdir(folder, { recursive: true })));
	await writeWhenChanged(join(bin, launcherMarker), '', 0o644);
	for (const { name, text } of shells.flatMap((shell) => files[shell]())) {
		await writeWhenChanged(join(bin, name), text, 0o644);
	}
	for (const [command, { action, lines, offer }] of wanted) {
		if (offer === undefined) {
			await rm(join(offers, command), { force: true });
		} else {
			await writeWhenChanged(join(offers, command), offerText(offer), 0o644);
		}
		await writeWhenChanged(join(notices, command), `${[action, ...lines].join('\n')}\n`, 0o644);
		for (const { name, text } of shells.flatMap((shell) => files[shell](command))) {
			await writeWhenChanged(join(bin, name), text, 0o755);
		}
	}
	for (const folder of [notices, offers]) {
		const gone = (await readdir(folder)).filter((command) => !wanted.has(command));
		await Promise.all(gone.map(async (command) => await rm(join(folder, command), { force: true })));
	}
}

/** Names the file by which launchers know each other's folders, so that those of two editors never call one another. */
export const launcherMarker = '.approved-assistants-launchers';

/** Whether a folder holds launchers, of this editor or another. */
export function isLauncherFolder(folder: string): boolean {
	return existsSync(join(folder, launcherMarker));
}

/** Whether a process with these arguments is a launcher at work, which bears the name of what it stands for. */
export function isLauncher(argv: readonly string[]): boolean {
	return argv.slice(0, 3).some((word) => /[\\/]/.test(word) && isLauncherFolder(dirname(word)));
}

/** The variable that names the file to which launchers append a line `action command` per call. */
export const launcherEventsVariable = 'APPROVED_ASSISTANTS_EVENTS';

const names: LauncherNames = {
	marker: launcherMarker,
	events: launcherEventsVariable,
	offer: '.approved-assistants-offer',
};

/** A shell that launchers are written for. Those of Windows have a launcher each beside the one for Git Bash. */
export type LauncherShell = 'posix' | 'powershell' | 'cmd';

/** The files of the launchers for `shell`: those that all commands share, and those of one command. */
const files: Readonly<Record<LauncherShell, (command?: string) => readonly ScriptFile[]>> = {
	posix: (command) =>
		command === undefined
			? [{ name: names.offer, text: posixOffer(names) }]
			: [{ name: command, text: posixLauncher(names) }],
	powershell: (command) =>
		command === undefined
			? [{ name: `${names.offer}.ps1`, text: powershellOffer(names) }]
			: [{ name: `${command}.ps1`, text: powershellLauncher(command, names) }],
	cmd: (command) =>
		command === undefined ? [] : [{ name: `${command}.cmd`, text: cmdLauncher(command, names) }],
};

interface ScriptFile {
	readonly name: string;
	readonly text: string;
}

async function writeWhenChanged(path: string, content: string, mode: number): Promise<void> {
	const current = await readFile(path, 'utf8').catch(() => undefined);
	if (current !== content) {
		await writeFileAtomic(path, content, { mode });
	}
}

import { delimiter, join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import {
	type LauncherFile,
	type LauncherShell,
	launcherEventsVariable,
	launcherFolders,
	writeLaunchers,
} from '../../node/commands/launchers.ts';
import { runsOwnScripts } from '../../node/commands/scriptPolicy.ts';

/** Puts the launchers ahead on the PATH of every terminal. */
export interface TerminalLaunchers {
	/** Where launchers append their calls. */
	readonly eventsFile: string;
	/** Brings the launchers in line with `wanted`, by command name. */
	hold(wanted: ReadonlyMap<string, LauncherFile>): Promise<void>;
}

/**
 * The folder goes onto the PATH at two moments: when a terminal's process starts, and again when shell integration
 * does, because the shell's own start-up files may have put theirs ahead since (seen in VS Code 1.139). Nothing else is
 * given at that second moment: for each variable the editor's script starts six processes in bash, which takes 3 ms and
 * comes before the first prompt.
 */
export function createTerminalLaunchers(
	context: Pick<ExtensionContext, 'globalStorageUri' | 'environmentVariableCollection'>,
	windowName: string,
	description: string,
): TerminalLaunchers {
	const root = join(context.globalStorageUri.fsPath, 'launchers');
	const eventsFile = join(context.globalStorageUri.fsPath, `launcher-events-${windowName}`);
	let shells: Promise<readonly LauncherShell[]> | undefined;
	const variables = context.environmentVariableCollection;
	return {
		eventsFile,
		hold: async (wanted) => {
			shells ??= shellsHere();
			await writeLaunchers(root, wanted, await shells);
			// Kept once it is there: an open terminal has the folder on its PATH for as long as it lives.
			if (wanted.size > 0) {
				const atProcess = { applyAtProcessCreation: true };
				variables.description = description;
				variables.prepend('PATH', launcherFolders(root).bin + delimiter, {
					...atProcess,
					applyAtShellIntegration: true,
				});
				variables.replace(launcherEventsVariable, eventsFile, atProcess);
			}
		},
	};
}

/**
 * On Windows a name is found as a batch file and by Git Bash; and first, by PowerShell, as a script of its own. Where
 * scripts may not run, one would be in the way of the batch file.
 */
async function shellsHere(): Promise<readonly LauncherShell[]> {
	if (process.platform !== 'win32') {
		return ['posix'];
	}
	return (await runsOwnScripts()) ? ['posix', 'cmd', 'powershell'] : ['posix', 'cmd'];
}

import { debug, type DebugConfiguration, type Disposable, type WorkspaceFolder, workspace } from 'vscode';
import { launchLines, taskLine } from '../../core/detection/launchLines.ts';
import type { CommandSignal } from '../../core/detection/signal.ts';

/**
 * Asks `mayStart` about each command line of a launch configuration before it starts, with its variables filled in. A
 * configuration of which it says `false` does not start.
 */
export function watchDebugging(
	mayStart: (signal: CommandSignal, folder: string | undefined) => Promise<boolean>,
): Disposable {
	return debug.registerDebugConfigurationProvider('*', {
		resolveDebugConfigurationWithSubstitutedVariables: async (folder, configuration) => {
			for (const text of linesOf(folder, configuration)) {
				const shell = process.platform === 'win32' ? 'pwsh' : 'bash';
				if (!(await mayStart({ kind: 'command', shell, text }, folder?.uri.fsPath))) {
					// Quietly: the reason was shown.
					return undefined;
				}
			}
			return configuration;
		},
	});
}

function linesOf(folder: WorkspaceFolder | undefined, configuration: DebugConfiguration): readonly string[] {
	const tasks = workspace.getConfiguration('tasks', folder).get<unknown>('tasks');
	const before = taskLine(tasks, configuration['preLaunchTask']);
	return [...(before === undefined ? [] : [before]), ...launchLines(configuration)];
}

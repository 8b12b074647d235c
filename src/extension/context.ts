import { env, workspace } from 'vscode';
import type { DecisionContext } from '../core/decision/context.ts';

/** Where this window is. What the editor does not tell is left out. */
export function windowContext(): DecisionContext {
	const { platform } = process;
	return {
		now: Date.now(),
		os: platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : undefined,
		editor: env.appName,
		remote: env.remoteName ?? 'local',
		folders: (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
	};
}

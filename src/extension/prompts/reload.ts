import { commands, window, workspace } from 'vscode';
import { translate } from '../words.ts';

/** Reloads the window. With unsaved files it asks first, and saves them only when told to. */
export async function reloadWindow(): Promise<void> {
	if (workspace.textDocuments.some((document) => document.isDirty)) {
		const save = translate('Save All and Reload');
		const chosen = await window.showWarningMessage(
			translate('You have unsaved files. Reload the window after saving them?'),
			{ modal: true },
			save,
		);
		if (chosen !== save || !(await workspace.saveAll(true))) {
			return;
		}
	}
	await commands.executeCommand('workbench.action.reloadWindow');
}

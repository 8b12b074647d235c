import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExtensionContext, workspace } from 'vscode';
import { writeFileAtomic } from '../../node/atomicFile.ts';

/** The user's settings file, where it lies on this machine. */
export interface SettingsFile {
	/** Its text; `undefined` when it cannot be read from here. An absent file reads as empty text. */
	read(): Promise<string | undefined>;
	/** Writes `text`. Refuses (`false`) while an editor holds unsaved changes of it. */
	write(text: string): Promise<boolean>;
}

/**
 * The settings file that `extensions.allowed` is kept in: it stands two folders above our own global storage. In a
 * remote window that folder is on the other machine, and holds no settings of the user: then nothing is read.
 */
export function settingsFile({ globalStorageUri }: ExtensionContext): SettingsFile {
	const path =
		globalStorageUri.scheme === 'file' || globalStorageUri.scheme === 'vscode-remote'
			? join(globalStorageUri.fsPath, '..', '..', 'settings.json')
			: undefined;
	return {
		read: async () => {
			if (path === undefined) {
				return undefined;
			}
			try {
				return await readFile(path, 'utf8');
			} catch {
				return undefined;
			}
		},
		write: async (text) => {
			if (path === undefined || workspace.textDocuments.some((open) => open.isDirty && open.uri.fsPath === path)) {
				return false;
			}
			await writeFileAtomic(path, text, {});
			return true;
		},
	};
}

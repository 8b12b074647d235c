import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ExtensionContext, workspace } from 'vscode';
import { sameSetting } from '../../core/enforcement/allowList.ts';
import { writeFileAtomic } from '../../node/atomicFile.ts';
import { settingInText } from '../../node/settingsText.ts';

/** How long the editor may take to write its file, and how often we look, in milliseconds. */
const patience = 2000;
const interval = 40;

/** The user's settings file, where it lies on this machine. */
export interface SettingsFile {
	/** Its text; `undefined` when it cannot be read from here. */
	read(): Promise<string | undefined>;
	/**
	 * Its text once it gives `key` the value `value`: the editor writes the file some time after it took a setting.
	 * `undefined` when that has not happened within two seconds.
	 */
	readWith(key: string, value: unknown): Promise<string | undefined>;
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
	const read = async (): Promise<string | undefined> => {
		if (path === undefined) {
			return undefined;
		}
		try {
			return await readFile(path, 'utf8');
		} catch {
			return undefined;
		}
	};
	return {
		read,
		readWith: async (key, value) => {
			for (let waited = 0; waited <= patience; waited += interval) {
				const text = await read();
				if (text === undefined || sameSetting(settingInText(text, key), value)) {
					return text;
				}
				await wait(interval);
			}
			return undefined;
		},
		write: async (text) => {
			if (
				path === undefined ||
				workspace.textDocuments.some((open) => open.isDirty && open.uri.fsPath === path)
			) {
				return false;
			}
			await writeFileAtomic(path, text, {});
			return true;
		},
	};
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { env, type ExtensionContext, UIKind, workspace } from 'vscode';
import { sameSetting } from '../../core/enforcement/allowList.ts';
import { allowListSetting } from '../../core/enforcement/heldValue.ts';
import type { HoldProblem } from '../../core/enforcement/hold.ts';
import { fileObstacle, readUserFile } from '../../node/enforcement/userFile.ts';
import { settingInText } from '../../node/files/settingsText.ts';

/** The user's settings files, where they lie on this machine. */
export interface SettingsFiles {
	/** The name of the record for `setting`: profiles have values of their own, except of those that are one for all. */
	keyOf(setting: string): string;
	/** What stands in the way of a change of `setting`, in `file` or in the file that it is sure to be kept in. */
	obstacle(setting: string, file: string | undefined): Promise<HoldProblem | undefined>;
	/** The files in which `setting` may be kept, with their texts now. */
	read(setting: string): Promise<SettingsTexts>;
}

export interface SettingsTexts {
	/** The file that it is sure to be kept in. */
	readonly file: string | undefined;
	textOf(file: string | undefined): string | null | undefined;
	/**
	 * The file that has come to give the setting `value`, `likely` before others; waits up to two seconds for it, as the
	 * editor may write its file some time after it took a setting. `undefined` when it is none of those that we see.
	 */
	fileWith(value: unknown, likely: string | undefined): Promise<string | undefined>;
}

/**
 * The editor's user data stands two folders above our global storage, which is that of the default profile in every
 * profile (VS Code 1.139). In a remote window that folder is on the other machine, and holds no settings of the user.
 *
 * @param profile Names the profile of this window.
 */
export function settingsFiles(
	{ globalStorageUri }: Pick<ExtensionContext, 'globalStorageUri'>,
	profile: string,
): SettingsFiles {
	const user = join(globalStorageUri.fsPath, '..', '..');
	const main = join(user, 'settings.json');
	const elsewhere = env.uiKind === UIKind.Desktop && env.remoteName !== undefined;

	/** `extensions.allowed` is one for all profiles; all settings are where there is one profile. */
	async function candidates(setting: string): Promise<readonly string[]> {
		if (elsewhere) {
			return [];
		}
		const names =
			setting === allowListSetting ? [] : await readdir(join(user, 'profiles')).catch(() => []);
		return [main, ...names.map((name) => join(user, 'profiles', name, 'settings.json'))];
	}

	return {
		keyOf: (setting) => (setting === allowListSetting ? setting : `${setting}@${profile}`),
		obstacle: async (setting, known) => {
			const all = await candidates(setting);
			const file = known ?? (all.length === 1 ? all[0] : undefined);
			if (file === undefined) {
				return undefined;
			}
			switch (await fileObstacle(file, [setting])) {
				case 'invalid':
					return { code: 'invalidFile', file };
				case 'twice':
					return { code: 'writtenTwice', file, name: setting };
				case 'readOnly':
					return { code: 'readOnly', file };
				case undefined:
					return isUnsaved(file) ? { code: 'unsaved', file } : undefined;
			}
		},
		read: async (setting) => {
			const all = await candidates(setting);
			const texts = new Map(
				await Promise.all(all.map(async (file) => [file, await readUserFile(file)] as const)),
			);
			return {
				file: all.length === 1 ? all[0] : undefined,
				textOf: (file) => (file === undefined ? undefined : texts.get(file)),
				fileWith: async (value, likely) =>
					await fileWith(likely === undefined ? all : [likely], texts, setting, value),
			};
		},
	};
}

async function fileWith(
	files: readonly string[],
	before: ReadonlyMap<string, string | null | undefined>,
	setting: string,
	value: unknown,
): Promise<string | undefined> {
	for (let tries = 0; tries < 50 && files.length > 0; tries++) {
		for (const file of files) {
			const text = await readUserFile(file);
			const changed = typeof text === 'string' && text !== before.get(file);
			if (changed && sameSetting(settingInText(text, setting), value)) {
				return file;
			}
		}
		await wait(40);
	}
	return undefined;
}

/** The editor opens its settings under their path, or under a scheme of its own (`vscode-userdata`). */
function isUnsaved(file: string): boolean {
	return workspace.textDocuments.some(
		({ isDirty, uri }) =>
			isDirty &&
			(uri.fsPath === file ||
				(uri.scheme === 'vscode-userdata' && uri.path.endsWith('/User/settings.json'))),
	);
}

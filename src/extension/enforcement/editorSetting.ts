import { commands, ConfigurationTarget, workspace } from 'vscode';
import { sameSetting } from '../../core/enforcement/allowList.ts';
import { allowListSetting } from '../../core/enforcement/heldValue.ts';
import type { HoldProblem } from '../../core/enforcement/hold.ts';

/** What keeps a setting from being changed: something to put right, or device policy, which is left alone. */
export type Obstacle = HoldProblem | 'managed';

/** A setting as the editor has it. */
export interface SettingNow {
	/** The user's value. */
	readonly own: unknown;
	/** What is in force. */
	readonly effective: unknown;
	/** Whether what is in force is not what the files say, so that only an administrator can change it. */
	readonly managed: boolean;
	/** Whether this editor has such a setting. */
	readonly known: boolean;
	/** What the workspace says instead, where it says anything. */
	readonly overridden: unknown;
}

/**
 * What is in force that nobody's file says is the device policy's. Where no file says anything it cannot be told from a
 * default: `inspect` gives it as one (VS Code 1.139), and only a change shows it, which the editor refuses.
 */
export function readSetting(setting: string): SettingNow {
	const configuration = workspace.getConfiguration();
	const inspected = configuration.inspect(setting);
	const own = inspected?.globalValue;
	const overridden = inspected?.workspaceFolderValue ?? inspected?.workspaceValue;
	// A user's `null` is a value, however wrong, and `inspect` does not show it either.
	const expected = [overridden, own, inspected?.defaultValue].find((value) => value !== undefined);
	const effective = configuration.get(setting);
	return {
		own,
		effective,
		// Objects of several files are merged, so only what needs no merging can be told from another's value.
		managed:
			effective !== null &&
			overridden === undefined &&
			!sameSetting(effective, expected) &&
			!isMerged(effective, inspected),
		known: inspected?.defaultValue !== undefined || setting === allowListSetting,
		overridden,
	};
}

/** Whether an effective object is what the default and the user's value make together. */
function isMerged(
	effective: unknown,
	inspected: { readonly defaultValue?: unknown; readonly globalValue?: unknown } | undefined,
): boolean {
	const { defaultValue, globalValue } = inspected ?? {};
	return (
		typeof defaultValue === 'object' &&
		typeof globalValue === 'object' &&
		sameSetting(effective, { ...defaultValue, ...globalValue })
	);
}

/** Writes the user's value and reads it back; the answer says what went wrong, if anything did. */
export async function updateSetting(setting: string, value: unknown): Promise<Obstacle | undefined> {
	try {
		await workspace.getConfiguration().update(setting, value, ConfigurationTarget.Global);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return (await hasOtherDefault(setting)) ? 'managed' : { code: 'refused', name: setting, message };
	}
	// In a remote window the editor writes a key that the remote's machine settings hold there, where it has no effect.
	return sameSetting(readSetting(setting).own, value) ? undefined : { code: 'notUsed', name: setting };
}

/**
 * Whether what `inspect` gives as the default is none, and so the device policy's. What defaults there are the editor tells
 * by a command of its own (VS Code 1.139); why it refuses a change, it tells in its own language only.
 */
async function hasOtherDefault(setting: string): Promise<boolean> {
	try {
		const all =
			await commands.executeCommand<Record<string, { readonly default?: unknown }>>('_getAllSettings');
		const known = all[setting];
		const given = workspace.getConfiguration().inspect(setting)?.defaultValue;
		return known !== undefined && !sameSetting(known.default, given);
	} catch {
		return false;
	}
}

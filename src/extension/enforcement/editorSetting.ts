import { ConfigurationTarget, workspace } from 'vscode';
import { sameSetting } from '../../core/enforcement/allowList.ts';
import { allowListSetting } from '../../core/enforcement/heldValue.ts';
import type { HoldProblem } from '../../core/enforcement/hold.ts';

/** `ERROR_POLICY_CONFIGURATION` of the editor's `ConfigurationEditingErrorCode` (VS Code 1.139). */
const refusedForPolicy = 12;

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
		if (error instanceof Error && 'code' in error && error.code === refusedForPolicy) {
			return 'managed';
		}
		return {
			code: 'refused',
			name: setting,
			message: error instanceof Error ? error.message : String(error),
		};
	}
	// In a remote window the editor writes a key that the remote's machine settings hold there, where it has no effect.
	return sameSetting(readSetting(setting).own, value) ? undefined : { code: 'notUsed', name: setting };
}

import { ConfigurationTarget, workspace } from 'vscode';
import { mergeAllowList, sameSetting, withoutOurs } from '../../core/enforcement/allowList.ts';
import { reversePatch } from '../../core/enforcement/reversePatch.ts';
import { sameSettingsText } from '../../node/settingsText.ts';
import type { Log } from '../log.ts';
import type { AllowListRecord, StoredValue } from '../state.ts';
import type { SettingsFile } from './settingsFile.ts';

/** How the editor's allow-list stands. */
export type AllowListState =
	| { readonly state: 'idle' }
	| { readonly state: 'enforced'; readonly denied: readonly string[] }
	/** A value that only an administrator can change is in force; we do not touch it. */
	| { readonly state: 'managed' }
	| { readonly state: 'failed'; readonly message: string };

/** Holds our denials in `extensions.allowed`, and gives the user's own value back when there are none left. */
export interface AllowListEnforcer {
	/** Brings the setting in line with `denied`; an empty list gives back what the user had. */
	enforce(denied: readonly string[], needed: readonly string[]): Promise<AllowListState>;
}

const settingName = 'extensions.allowed';

export function createAllowListEnforcer(
	record: StoredValue<AllowListRecord>,
	file: SettingsFile,
	log: Log,
): AllowListEnforcer {
	return {
		enforce: async (denied, needed) => {
			const current = readSetting();
			if (current.managed) {
				return { state: 'managed' };
			}
			const held = record.get();
			if (denied.length === 0) {
				return held === undefined ? { state: 'idle' } : await restore(held, current.own);
			}
			const user =
				held === undefined ? current.own : withoutOurs(current.own, held.written, held.before);
			const wanted = mergeAllowList(user, denied, needed);
			if (held !== undefined && sameSetting(current.own, wanted)) {
				return { state: 'enforced', denied };
			}
			return await write(held, current.own, user, wanted, denied);
		},
	};

	async function write(
		held: AllowListRecord | undefined,
		own: unknown,
		user: unknown,
		wanted: Readonly<Record<string, unknown>>,
		denied: readonly string[],
	): Promise<AllowListState> {
		const text = await file.read();
		// The record comes first: if the editor stops between the two writes, the next start still knows what was the user's.
		const textBefore = userText(held, text);
		await record.set({ before: user, written: wanted, textBefore, textAfter: held?.textAfter });
		const failed = await update(wanted);
		if (failed !== undefined) {
			await record.set(sameSetting(own, user) ? undefined : held);
			return { state: 'failed', message: failed };
		}
		await record.set({
			before: user,
			written: wanted,
			textBefore,
			textAfter: await file.readWith(settingName, wanted),
		});
		log.info(`extensions.allowed: denied ${denied.join(', ')}`);
		return { state: 'enforced', denied };
	}

	async function restore(held: AllowListRecord, own: unknown): Promise<AllowListState> {
		const user = withoutOurs(own, held.written, held.before);
		const original = userText(held, await file.read());
		const failed = sameSetting(own, user) ? undefined : await update(user);
		if (failed !== undefined) {
			return { state: 'failed', message: failed };
		}
		// The editor has the right value now, but spells it its own way: the user's comments and spacing come back too.
		const text = await file.readWith(settingName, user);
		if (
			original !== undefined &&
			text !== undefined &&
			text !== original &&
			sameSettingsText(text, original)
		) {
			await file.write(original);
		}
		await record.set(undefined);
		log.info('extensions.allowed: given back as it was');
		return { state: 'idle' };
	}
}

/** The settings file's text as it would be without our change, where that can be told. */
function userText(held: AllowListRecord | undefined, text: string | undefined): string | undefined {
	if (held === undefined || text === undefined) {
		return text;
	}
	return held.textBefore === undefined || held.textAfter === undefined
		? undefined
		: reversePatch(held.textBefore, held.textAfter, text);
}

/**
 * The user's value, and whether a stronger one hides it: the setting can be set by the user or by device policy alone,
 * so an effective value that is not the user's (nor the default) is the policy's.
 */
function readSetting(): { readonly own: unknown; readonly managed: boolean } {
	const configuration = workspace.getConfiguration('extensions');
	const inspected = configuration.inspect('allowed');
	const effective = configuration.get('allowed');
	const expected = inspected?.globalValue ?? inspected?.defaultValue;
	return { own: inspected?.globalValue, managed: !sameSetting(effective, expected) };
}

/** Writes the setting and reads it back; the answer says what went wrong, if anything did. */
async function update(value: unknown): Promise<string | undefined> {
	try {
		await workspace.getConfiguration('extensions').update('allowed', value, ConfigurationTarget.Global);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
	// In a remote window the editor writes a key that the remote's machine settings hold there, where it has no effect.
	return sameSetting(readSetting().own, value)
		? undefined
		: 'the editor took the value but does not use it';
}

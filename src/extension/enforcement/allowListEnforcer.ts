import { ConfigurationTarget, workspace } from 'vscode';
import { mergeAllowList, sameSetting, withoutOurs } from '../../core/enforcement/allowList.ts';
import { restoreSpelling, settingInText } from '../../node/settingsText.ts';
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

interface Parts {
	readonly record: StoredValue<AllowListRecord>;
	readonly file: SettingsFile;
	readonly log: Log;
}

export function createAllowListEnforcer(parts: Parts): AllowListEnforcer {
	return { enforce: async (denied, needed) => await enforce(parts, denied, needed) };
}

async function enforce(
	parts: Parts,
	denied: readonly string[],
	needed: readonly string[],
): Promise<AllowListState> {
	const { own, managed } = readSetting();
	if (managed) {
		return { state: 'managed' };
	}
	const held = parts.record.get();
	if (denied.length === 0) {
		return held === undefined ? { state: 'idle' } : await restore(parts, held, own);
	}
	const before = held === undefined ? own : withoutOurs(own, held.written, held.before);
	const written = mergeAllowList(before, denied, needed);
	if (held !== undefined && sameSetting(own, written)) {
		return { state: 'enforced', denied };
	}
	const problem = await write(parts, held, { before, written });
	if (problem !== undefined) {
		return { state: 'failed', message: problem };
	}
	parts.log.info(`${settingName}: denied ${denied.join(', ')}`);
	return { state: 'enforced', denied };
}

/** Writes what is wanted; the answer says what went wrong, if anything did. */
async function write(
	{ record, file }: Parts,
	held: AllowListRecord | undefined,
	wanted: Pick<AllowListRecord, 'before' | 'written'>,
): Promise<string | undefined> {
	// A spelling is worth keeping only while it spells the user's value.
	const kept = held !== undefined && sameSetting(held.before, wanted.before) ? held.textBefore : undefined;
	const textBefore = held === undefined ? await file.read() : kept;
	// The record comes first: should the editor stop in between, the next start still knows what was the user's.
	await record.set({ ...wanted, textBefore });
	const problem = await update(wanted.written);
	if (problem !== undefined) {
		await record.set(held);
	}
	return problem;
}

async function restore(
	{ record, file, log }: Parts,
	held: AllowListRecord,
	own: unknown,
): Promise<AllowListState> {
	const user = withoutOurs(own, held.written, held.before);
	const problem = sameSetting(own, user) ? undefined : await update(user);
	if (problem !== undefined) {
		return { state: 'failed', message: problem };
	}
	if (held.textBefore !== undefined && sameSetting(user, held.before)) {
		await giveSpellingBack(file, held.textBefore, user);
	}
	await record.set(undefined);
	log.info(`${settingName}: given back as it was`);
	return { state: 'idle' };
}

/** The editor has the right value now, but spells it its own way: the user's comments and spacing come back too. */
async function giveSpellingBack(file: SettingsFile, before: string, value: unknown): Promise<void> {
	const current = await file.readWith(settingName, value);
	if (current === undefined) {
		return;
	}
	const restored = restoreSpelling(before, current, settingName);
	if (restored !== current && sameSetting(settingInText(restored, settingName), value)) {
		await file.write(restored);
	}
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

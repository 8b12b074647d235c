import { ConfigurationTarget, workspace } from 'vscode';
import { sameSetting } from '../../core/enforcement/allowList.ts';
import { allowListSetting, type HeldValue, ownValue } from '../../core/enforcement/heldValue.ts';
import type { HoldProblem, HoldState } from '../../core/enforcement/hold.ts';
import { countRepairs, type Repairs } from '../../core/enforcement/repairs.ts';
import type { HeldRecords } from '../../node/enforcement/heldRecords.ts';
import { giveFileBack, readUserFileWith } from '../../node/enforcement/userFile.ts';
import { settingInText } from '../../node/settingsText.ts';
import type { Log } from '../log.ts';
import type { SettingsFiles, SettingsTexts } from './settingsFiles.ts';

/** Holds settings of the user at what the policy wants, and gives the user's own back. */
export interface SettingHolder {
	/**
	 * Brings `setting` to what `make` makes of the user's own value; without `make`, gives the user's value back, to the
	 * byte of its file where nobody changed that since. Calls for one setting must not overlap.
	 *
	 * @param items What is held by it, for people to read.
	 */
	hold(setting: string, items: readonly string[], make?: (own: unknown) => unknown): Promise<HoldState>;
}

interface Parts {
	readonly records: HeldRecords;
	readonly files: SettingsFiles;
	readonly log: Log;
	readonly now: () => number;
}

export function createSettingHolder(parts: Parts): SettingHolder {
	const repairs = countRepairs();
	return {
		hold: async (setting, items, make) => {
			const key = parts.files.keyOf(setting);
			const texts = await parts.files.read(setting);
			const known = readSetting(setting);
			// The values first, then the record: another window writes its record before the value.
			const held = await parts.records.get(key);
			// An editor in a browser does not see what other programs write into its files (VS Code 1.139).
			const text = texts.textOf(held?.file ?? texts.file);
			const current =
				typeof text === 'string' ? { ...known, own: settingInText(text, setting) } : known;
			if (current.managed) {
				return { state: 'managed' };
			}
			if (make === undefined) {
				return held === undefined ? { state: 'idle' } : await restore(parts, key, held, current.own);
			}
			if (!current.known) {
				return { state: 'notHere' };
			}
			const before = held === undefined ? current.own : ownValue(held, current.own);
			const wanted: HeldValue = { place: [setting], before, written: make(before) };
			const problem = await bring(parts, repairs, {
				key,
				held,
				wanted,
				texts,
				current: current.own,
				items,
			});
			return problem === undefined ? standing(setting, items, wanted, current) : failed(problem);
		},
	};
}

interface Change {
	readonly key: string;
	readonly held: HeldValue | undefined;
	readonly wanted: HeldValue;
	readonly texts: SettingsTexts;
	readonly current: unknown;
	readonly items: readonly string[];
}

/** Writes what is wanted unless it stands there; the answer says what went wrong, if anything did. */
async function bring(
	parts: Parts,
	repairs: Repairs,
	{ key, held, wanted, texts, current, items }: Change,
): Promise<HoldProblem | undefined> {
	const [setting = ''] = wanted.place;
	if (sameSetting(current, wanted.written)) {
		return undefined;
	}
	const obstacle = await parts.files.obstacle(setting, held?.file);
	if (obstacle !== undefined) {
		return obstacle;
	}
	const drifted = held !== undefined && sameSetting(held.written, wanted.written);
	if (drifted && !repairs.mayRepair(setting, parts.now())) {
		return { code: 'contested', name: setting };
	}
	const problem = await write(parts, key, held, { wanted, texts });
	if (problem === undefined) {
		parts.log.info(`${setting}: holds ${items.join(', ')}${drifted ? ' again' : ''}`);
	}
	return problem;
}

function standing(
	setting: string,
	items: readonly string[],
	{ written }: HeldValue,
	{ overridden }: SettingNow,
): HoldState {
	return overridden !== undefined && !sameSetting(overridden, written)
		? failed({ code: 'workspaceDecides', name: setting })
		: { state: 'enforced', items };
}

async function write(
	{ records }: Parts,
	key: string,
	held: HeldValue | undefined,
	{ wanted, texts }: { readonly wanted: HeldValue; readonly texts: SettingsTexts },
): Promise<HoldProblem | undefined> {
	const [setting = ''] = wanted.place;
	const spelling = held ?? { file: texts.file, textBefore: texts.textOf(texts.file) };
	// A spelling is worth keeping only while it spells the user's value.
	const keeps = held === undefined || sameSetting(held.before, wanted.before);
	const record = { ...wanted, file: spelling.file, ...(keeps ? { textBefore: spelling.textBefore } : {}) };
	// The record comes first: should the editor stop in between, the next start still knows what was the user's.
	await records.set(key, record);
	const problem = await update(setting, wanted.written);
	if (problem !== undefined) {
		// What the editor took and does not use must not stay where it was put.
		await (problem.code === 'notUsed' && update(setting, wanted.before));
		await records.set(key, held);
		return problem;
	}
	const file = await texts.fileWith(wanted.written, record.file);
	if (file !== record.file) {
		await records.set(key, { ...record, file, textBefore: texts.textOf(file) });
	}
	return undefined;
}

async function restore(
	{ records, files, log }: Parts,
	key: string,
	held: HeldValue,
	current: unknown,
): Promise<HoldState> {
	const [setting = ''] = held.place;
	const obstacle = await files.obstacle(setting, held.file);
	if (obstacle !== undefined) {
		return failed(obstacle);
	}
	const own = ownValue(held, current);
	const { file } = held;
	const problem = sameSetting(current, own) ? undefined : await update(setting, own);
	// The editor has the right value now, but spells it its own way: comments and spacing come back too.
	const givenBack =
		file !== undefined &&
		(problem !== undefined || (await readUserFileWith(file, held.place, own)) !== undefined) &&
		(await giveFileBack(held, file));
	if (problem !== undefined && !givenBack) {
		return failed(problem);
	}
	await records.set(key, undefined);
	log.info(`${setting}: given back as it was`);
	return { state: 'idle' };
}

function failed(problem: HoldProblem): HoldState {
	return { state: 'failed', problem };
}

interface SettingNow {
	/** The user's value. */
	readonly own: unknown;
	/** Whether only an administrator can change what is in force. */
	readonly managed: boolean;
	/** Whether this editor has such a setting. */
	readonly known: boolean;
	/** What the workspace says instead, where it says anything. */
	readonly overridden: unknown;
}

/** What is in force that nobody's file says is the device policy's: `inspect` does not show it (VS Code 1.139). */
function readSetting(setting: string): SettingNow {
	const configuration = workspace.getConfiguration();
	const inspected = configuration.inspect(setting);
	const own = inspected?.globalValue;
	const overridden = inspected?.workspaceFolderValue ?? inspected?.workspaceValue;
	// A user's `null` is a value, however wrong, and `inspect` does not show it either.
	const expected = [overridden, own, inspected?.defaultValue].find((value) => value !== undefined);
	const effective = configuration.get(setting);
	return {
		own,
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

/** Writes the setting and reads it back; the answer says what went wrong, if anything did. */
async function update(setting: string, value: unknown): Promise<HoldProblem | undefined> {
	try {
		await workspace.getConfiguration().update(setting, value, ConfigurationTarget.Global);
	} catch (error) {
		return {
			code: 'refused',
			name: setting,
			message: error instanceof Error ? error.message : String(error),
		};
	}
	// In a remote window the editor writes a key that the remote's machine settings hold there, where it has no effect.
	return sameSetting(readSetting(setting).own, value) ? undefined : { code: 'notUsed', name: setting };
}

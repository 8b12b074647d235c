import { sameSetting } from '../../core/enforcement/allowList.ts';
import { type HeldValue, ownValue } from '../../core/enforcement/heldValue.ts';
import type { HoldState } from '../../core/enforcement/hold.ts';
import { countRepairs, type Repairs } from '../../core/enforcement/repairs.ts';
import { restartSettings } from '../../core/enforcement/restartSettings.ts';
import type { HeldRecords } from '../../node/enforcement/heldRecords.ts';
import { dropRecord, giveFileBack, readUserFileWith } from '../../node/enforcement/userFile.ts';
import { settingInText } from '../../node/files/settingsText.ts';
import type { Log } from '../log.ts';
import { type Obstacle, readSetting, type SettingNow, updateSetting } from './editorSetting.ts';
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
	/** Whether a window of the editor has the focus. */
	readonly inSight: () => boolean;
}

export function createSettingHolder(parts: Parts): SettingHolder {
	const repairs = countRepairs();
	return {
		hold: async (setting, items, make) => {
			const seen = await see(parts, setting);
			if (make === undefined) {
				return await restore(parts, seen);
			}
			return seen.current.managed
				? { state: 'managed' }
				: await keep(parts, repairs, seen, { make, items });
		},
	};
}

/** A setting as it stands, with our record of it. */
interface Seen {
	readonly setting: string;
	readonly key: string;
	readonly held: HeldValue | undefined;
	readonly texts: SettingsTexts;
	readonly current: SettingNow;
}

async function see({ files, records }: Parts, setting: string): Promise<Seen> {
	const key = files.keyOf(setting);
	const texts = await files.read(setting);
	const current = readSetting(setting);
	// The values first, then the record: another window writes its record before the value.
	const held = await records.get(key);
	// An editor in a browser does not see what other programs write into its files (VS Code 1.139).
	const text = texts.textOf(held?.file ?? texts.file);
	const own = typeof text === 'string' ? settingInText(text, setting) : current.own;
	return { setting, key, held, texts, current: { ...current, own } };
}

interface Wish {
	readonly make: (own: unknown) => unknown;
	readonly items: readonly string[];
}

async function keep(parts: Parts, repairs: Repairs, seen: Seen, { make, items }: Wish): Promise<HoldState> {
	const { setting, held, current } = seen;
	if (!current.known) {
		return { state: 'notHere' };
	}
	const isDefault = held === undefined && current.own === undefined;
	if (isDefault && sameSetting(current.effective, make(undefined))) {
		return { state: 'enforced', items };
	}
	const before = held === undefined ? current.own : ownValue(held, current.own);
	const wanted: HeldValue = { place: [setting], before, written: make(before) };
	if (!sameSetting(current.own, wanted.written)) {
		if (wouldAsk(parts, setting)) {
			return { state: 'waiting' };
		}
		const problem = await bring(parts, repairs, seen, wanted);
		if (problem !== undefined) {
			return stateOf(problem);
		}
		parts.log.info(`${setting}: holds ${items.join(', ')}`);
	}
	const { overridden } = current;
	return overridden !== undefined && !sameSetting(overridden, wanted.written)
		? stateOf({ code: 'workspaceDecides', name: setting })
		: { state: 'enforced', items };
}

/** Writes what is wanted, if it may; the answer says what went wrong, if anything did. */
async function bring(
	parts: Parts,
	repairs: Repairs,
	seen: Seen,
	wanted: HeldValue,
): Promise<Obstacle | undefined> {
	const { setting, held } = seen;
	const obstacle = await parts.files.obstacle(setting, held?.file);
	if (obstacle !== undefined) {
		return obstacle;
	}
	const drifted = held !== undefined && sameSetting(held.written, wanted.written);
	return drifted && !repairs.mayRepair(setting, parts.now())
		? { code: 'contested', name: setting }
		: await write(parts, seen, wanted);
}

async function write(
	{ records }: Parts,
	{ setting, key, held, texts }: Seen,
	wanted: HeldValue,
): Promise<Obstacle | undefined> {
	const spelling = held ?? { file: texts.file, textBefore: texts.textOf(texts.file) };
	// A spelling is worth keeping only while it spells the user's value.
	const keeps = held === undefined || sameSetting(held.before, wanted.before);
	const record = { ...wanted, file: spelling.file, ...(keeps ? { textBefore: spelling.textBefore } : {}) };
	// The record comes first: should the editor stop in between, the next start still knows what was the user's.
	await records.set(key, record);
	const problem = await updateSetting(setting, wanted.written);
	if (problem !== undefined) {
		// What the editor took and does not use must not stay where it was put.
		await (problem !== 'managed' && problem.code === 'notUsed' && updateSetting(setting, wanted.before));
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
	parts: Parts,
	{ setting, key, held, current: { own: current } }: Seen,
): Promise<HoldState> {
	const { records, files, log } = parts;
	if (held === undefined) {
		return { state: 'idle' };
	}
	const obstacle = await files.obstacle(setting, held.file);
	if (obstacle !== undefined) {
		return stateOf(obstacle);
	}
	const own = ownValue(held, current);
	const { file } = held;
	if (!sameSetting(current, own) && wouldAsk(parts, setting)) {
		return { state: 'waiting' };
	}
	const problem = sameSetting(current, own) ? undefined : await updateSetting(setting, own);
	// The editor has the right value now, but spells it its own way: comments and spacing come back too. Where device
	// policy decides it takes no value, and the file is all there is to give back.
	const givenBack =
		file !== undefined &&
		(problem !== undefined || (await readUserFileWith(file, held.place, own)) !== undefined) &&
		(await giveFileBack([held], file));
	if (problem !== undefined && !givenBack) {
		return stateOf(problem);
	}
	await dropRecord(records, key, held);
	log.info(`${setting}: given back as it was`);
	return { state: 'idle' };
}

/** Whether a change now would put the editor's own question over the person's work. */
function wouldAsk({ inSight }: Parts, setting: string): boolean {
	return restartSettings.has(setting) && inSight();
}

function stateOf(obstacle: Obstacle): HoldState {
	return obstacle === 'managed' ? { state: 'managed' } : { state: 'failed', problem: obstacle };
}

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeldValue } from '../../core/enforcement/heldValue.ts';
import { writeFileAtomic } from '../files/atomicFile.ts';

/** Where the records lie, below our global storage. */
export const recordsFolder = 'held';
/** The file beside our program that says where the records lie, for what runs when we are uninstalled. */
export const pointerFile = 'held.json';

/** The ownership records of everything that is held, one file each, shared by all windows and profiles of an editor. */
export interface HeldRecords {
	/** Read from the disk each time: another window may have written it. */
	get(key: string): Promise<HeldValue | undefined>;
	/** `undefined` takes the record away. */
	set(key: string, held: HeldValue | undefined): Promise<void>;
	/** The last one written first: what was changed last is to be given back first. */
	all(): Promise<readonly HeldRecord[]>;
}

export interface HeldRecord {
	readonly key: string;
	readonly held: HeldValue;
}

/** The records in `folder`. A file in it that is none is passed over. */
export function openHeldRecords(folder: string): HeldRecords {
	const fileOf = (key: string): string =>
		join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.json`);
	return {
		get: async (key) => (await readRecord(fileOf(key)))?.held,
		set: async (key, held) => {
			if (held === undefined) {
				await rm(fileOf(key), { force: true });
				return;
			}
			await mkdir(folder, { recursive: true });
			await writeFileAtomic(fileOf(key), JSON.stringify({ key, held }), { mode: 0o600 });
		},
		all: async () => {
			const names = await readdir(folder).catch(() => []);
			const files = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
			const times = await Promise.all(
				files.map(async (file) => (await stat(file).catch(() => undefined))?.mtimeMs),
			);
			const order = [...files.keys()].toSorted((a, b) => (times[b] ?? 0) - (times[a] ?? 0));
			const records = await Promise.all(
				order.map(async (index) => await readRecord(files[index] ?? '')),
			);
			return records.filter((record) => record !== undefined);
		},
	};
}

async function readRecord(file: string): Promise<HeldRecord | undefined> {
	try {
		const record: unknown = JSON.parse(await readFile(file, 'utf8'));
		return isRecord(record) ? record : undefined;
	} catch {
		return undefined;
	}
}

/** By hand, without a schema: what runs on uninstall is read whole each time. */
function isRecord(value: unknown): value is HeldRecord {
	const { key, held } = (value ?? {}) as {
		readonly key?: unknown;
		readonly held?: Partial<HeldValue> | null;
	};
	const { place, file, textBefore, textAfter } = held ?? {};
	return (
		typeof key === 'string' &&
		Array.isArray(place) &&
		place.length > 0 &&
		place.every((member) => typeof member === 'string') &&
		[file, textAfter, textBefore ?? undefined].every((text) => isTextOrAbsent(text))
	);
}

function isTextOrAbsent(value: unknown): boolean {
	return value === undefined || typeof value === 'string';
}

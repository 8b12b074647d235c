import { readFileSync, statSync } from 'node:fs';
import { rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { floorSchema } from '../../core/policy/trust/floor.ts';
import { readStrictJson } from '../../core/json/strictJson.ts';
import { writeFileAtomic } from '../files/atomicFile.ts';

const format = 'aipolicy-store/1';

const storedSchema = z.strictObject({
	format: z.literal(format),
	/** The bundle as it came; it is verified again before it is used. */
	bundle: z.string(),
	floor: floorSchema,
	source: z.string(),
	etag: z.string().optional(),
	acceptedAt: z.number(),
});

/** The last accepted bundle, with what is refused from now on. One file, so that the two cannot part. */
export type StoredPolicy = Omit<z.infer<typeof storedSchema>, 'format'>;

/** A stored policy and when a source last confirmed it (epoch milliseconds). */
export interface StoreEntry {
	readonly stored: StoredPolicy;
	readonly checkedAt: number;
}

/**
 * What the folder holds, newest first: the current policy and the one before it. Files that are missing, damaged or of
 * another format are left out; the next accepted policy replaces them. Synchronous, so that an editor has its policy
 * before anything else runs.
 */
export function readPolicyStore(folder: string): readonly StoreEntry[] {
	return [currentFile(folder), previousFile(folder)].flatMap((path) => {
		try {
			const json = readStrictJson(readFileSync(path, 'utf8'));
			const parsed = json.ok ? storedSchema.safeParse(json.value) : undefined;
			if (parsed?.success !== true) {
				return [];
			}
			const { format: _read, ...stored } = parsed.data;
			return [{ stored, checkedAt: statSync(path).mtimeMs }];
		} catch {
			return [];
		}
	});
}

/**
 * The format of the current file where it is one of ours that this version does not read: a newer extension was here, and
 * an older one has come after it.
 */
export function otherFormatIn(folder: string): string | undefined {
	try {
		const json = readStrictJson(readFileSync(currentFile(folder), 'utf8'));
		const found = z.looseObject({ format: z.string() }).safeParse(json.ok ? json.value : undefined);
		const other =
			found.success && found.data.format.startsWith('aipolicy-store/') ? found.data.format : format;
		return other === format ? undefined : other;
	} catch {
		return undefined;
	}
}

/**
 * Saves `policy` as the current one. `before` is kept as the previous one, unless it is undefined because the file there
 * did not verify. There is a whole current file at every moment. Rejects where the disk refuses.
 */
export async function savePolicy(
	folder: string,
	policy: StoredPolicy,
	before: StoredPolicy | undefined,
): Promise<void> {
	const other = otherFormatIn(folder);
	if (other !== undefined) {
		// What a newer extension kept is still there when that comes back.
		await rename(currentFile(folder), join(folder, `current.${other.replaceAll(/[^\w]/g, '-')}.json`));
	}
	if (before !== undefined) {
		await write(previousFile(folder), before);
	}
	await write(currentFile(folder), policy);
}

async function write(path: string, policy: StoredPolicy): Promise<void> {
	await writeFileAtomic(path, JSON.stringify({ format, ...policy }), { mode: 0o600 });
}

/** Notes that a source confirmed the current policy at `now`, as the file's time: cheap enough for every poll. */
export async function markChecked(folder: string, now: number): Promise<void> {
	await utimes(currentFile(folder), now / 1000, now / 1000).catch(() => undefined);
}

/** When a source last confirmed the current policy, by whatever window; `undefined` without one. */
export function readCheckedAt(folder: string): number | undefined {
	return statSync(currentFile(folder), { throwIfNoEntry: false })?.mtimeMs;
}

/**
 * Tells one saved policy from the next without reading it: confirming a policy changes the file's time, saving one makes
 * another file.
 */
export function markOf(folder: string): string | undefined {
	const found = statSync(currentFile(folder), { throwIfNoEntry: false });
	return found && [found.ino, found.size, found.birthtimeMs].join(' ');
}

/** The file of the policy in force; other windows of the editor watch it. */
export function currentFile(folder: string): string {
	return join(folder, 'current.json');
}

function previousFile(folder: string): string {
	return join(folder, 'previous.json');
}

import { constants } from 'node:fs';
import { access, readFile, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { sameSetting } from '../../core/enforcement/allowList.ts';
import type { HeldValue } from '../../core/enforcement/heldValue.ts';
import { writeFileAtomic } from '../files/atomicFile.ts';
import type { HeldRecords } from './heldRecords.ts';
import { givenBack, obstacleInText, valueInText } from '../files/settingsText.ts';

/** How long an editor may take to write its file, and how often we look, in milliseconds. */
const patience = 2000;
const interval = 40;

/** A file's text; `null` when there is no such file, `undefined` when it cannot be read, or is not UTF-8. */
export async function readUserFile(path: string): Promise<string | null | undefined> {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : undefined;
	}
}

/** The text once `value` stands at `place`; `undefined` when that has not happened within two seconds. */
export async function readUserFileWith(
	path: string,
	place: readonly string[],
	value: unknown,
): Promise<string | undefined> {
	for (let waited = 0; waited <= patience; waited += interval) {
		const text = await readUserFile(path);
		if (typeof text === 'string' && sameSetting(valueInText(text, place), value)) {
			return text;
		}
		await wait(interval);
	}
	return undefined;
}

/** What stands in the way of a change at `place` of the file; nothing where there is no file yet. */
export async function fileObstacle(
	path: string,
	place: readonly string[],
): Promise<'invalid' | 'twice' | 'readOnly' | undefined> {
	const text = await readUserFile(path);
	if (text === null) {
		return undefined;
	}
	const obstacle = text === undefined ? 'invalid' : obstacleInText(text, place);
	return obstacle ?? ((await isWritable(path)) ? undefined : 'readOnly');
}

async function isWritable(path: string): Promise<boolean> {
	try {
		await access(path, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * Gives a file back what is the user's, to the byte where nobody changed it since. A file that somebody writes at the
 * same moment is read again.
 *
 * @param held What we hold in it, what was written last first.
 * @returns Whether the file now has what is the user's.
 */
export async function giveFileBack(held: readonly HeldValue[], path: string): Promise<boolean> {
	for (let tries = 0; tries < 5; tries++) {
		const current = await readUserFile(path);
		if (typeof current !== 'string') {
			return current === null;
		}
		if (held.some(({ place }) => obstacleInText(current, place) !== undefined)) {
			return false;
		}
		const wanted = held.reduce<string | null>((text, one) => givenBack(one, text ?? ''), current);
		if (wanted === current) {
			return true;
		}
		if ((await readUserFile(path)) === current) {
			await (wanted === null ? rm(path) : writeFileAtomic(path, wanted));
			return true;
		}
	}
	return false;
}

/**
 * Takes a record away when its value is given back. What was held after it in the same file remembers a text with our
 * value in it: there it is given back too.
 */
export async function dropRecord(records: HeldRecords, key: string, held: HeldValue): Promise<void> {
	const others = (await records.all()).filter((one) => one.key !== key && one.held.file === held.file);
	// The last one written stays the last one.
	for (const other of others.toReversed()) {
		const { textBefore } = other.held;
		const text = typeof textBefore === 'string' ? givenBack(held, textBefore) : textBefore;
		if (text !== textBefore) {
			await records.set(other.key, { ...other.held, textBefore: text, textAfter: undefined });
		}
	}
	await records.set(key, undefined);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readStrictJson } from '../../core/json/strictJson.ts';
import { writeFileAtomic } from '../files/atomicFile.ts';

const entrySchema = z.strictObject({
	code: z.string().max(400),
	/** Epoch milliseconds. */
	enteredAt: z.number(),
	/** What it opened, for the record; the code alone counts. */
	rule: z.string(),
	until: z.number(),
});
const fileSchema = z.strictObject({
	format: z.literal('aipolicy-break-glass/1'),
	codes: z.array(entrySchema),
});

/** A break-glass code that was typed in here. It is verified again whenever it is read. */
export type EnteredCode = z.infer<typeof entrySchema>;

/** The codes that were typed in, ended ones too; none where the file is missing or damaged. */
export function readEnteredCodes(folder: string): readonly EnteredCode[] {
	try {
		const json = readStrictJson(readFileSync(enteredCodesFile(folder), 'utf8'));
		const parsed = json.ok ? fileSchema.safeParse(json.value) : undefined;
		return parsed?.data?.codes ?? [];
	} catch {
		return [];
	}
}

/** Records a code; the last hundred are kept. Rejects where the disk refuses. */
export async function saveEnteredCode(folder: string, entered: EnteredCode): Promise<void> {
	const others = readEnteredCodes(folder).filter(({ code }) => code !== entered.code);
	const codes = [...others, entered].slice(-100);
	const text = JSON.stringify({ format: 'aipolicy-break-glass/1', codes });
	await writeFileAtomic(enteredCodesFile(folder), text, { mode: 0o600 });
}

/** The file of the codes; other windows of the editor watch it. */
export function enteredCodesFile(folder: string): string {
	return join(folder, 'break-glass.json');
}

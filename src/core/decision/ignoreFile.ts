import * as z from 'zod';
import type { Reference } from '../detection/documents/reference.ts';
import { readStrictJson } from '../json/strictJson.ts';
import { instantOf, instantSchema } from '../policy/instant.ts';
import { type DocumentProblem, parseWithPlaces } from '../policy/parseDocument.ts';

/** The file at the top of a workspace folder in which its people say what they let stand, until when, and why. */
export const ignoreFileName = '.approved-assistants.json';

const entrySchema = z.strictObject({
	assistant: z.string().min(1).describe('The catalog id of the assistant.'),
	path: z.string().min(1).describe('The file, from the top of the folder, with "/".'),
	reason: z.string().min(1, 'say why this is let stand').describe('Why, for those who review it.'),
	until: instantSchema.describe('The first moment at which it is shown again.'),
});
const ignoreFileSchema = z.strictObject({ ignore: z.array(entrySchema) });

/** One thing that is let stand. */
export type IgnoreEntry = z.infer<typeof entrySchema>;

/** Reads the file. An entry without a reason or an end is a problem with its place, and does not hold; the others do. */
export function readIgnoreFile(text: string): {
	readonly entries: readonly IgnoreEntry[];
	readonly problems: readonly DocumentProblem[];
} {
	const parsed = parseWithPlaces(text, ignoreFileSchema);
	if (parsed.ok) {
		return { entries: parsed.value.ignore, problems: [] };
	}
	const loose = readStrictJson(text);
	const list = z
		.looseObject({ ignore: z.array(z.unknown()) })
		.safeParse(loose.ok ? loose.value : undefined);
	const entries = (list.data?.ignore ?? []).flatMap((entry) => entrySchema.safeParse(entry).data ?? []);
	return { entries, problems: parsed.error };
}

/** Whether one of `entries` lets a reference in the file `path` stand at `now` (epoch milliseconds). */
export function isIgnored(
	entries: readonly IgnoreEntry[],
	path: string,
	{ assistant }: Reference,
	now: number,
): boolean {
	return entries.some(
		(entry) => entry.assistant === assistant && entry.path === path && now < instantOf(entry.until),
	);
}

/** The file's text with one more entry; `undefined` where `text` cannot be read, so that nothing of it gets lost. */
export function addIgnoreEntry(text: string | undefined, entry: IgnoreEntry): string | undefined {
	const lines = JSON.stringify(entry, undefined, '\t').replaceAll('\n', '\n\t\t');
	if (text === undefined || text.trim() === '') {
		return `{\n\t"ignore": [\n\t\t${lines}\n\t]\n}\n`;
	}
	const list = /^\s*\{\s*"ignore"\s*:\s*\[/.exec(text);
	if (list === null) {
		return undefined;
	}
	const rest = text.slice(list[0].length);
	const isEmpty = /^\s*\]/.test(rest);
	return `${list[0]}\n\t\t${lines}${isEmpty ? `\n\t${rest.trimStart()}` : `,${rest}`}`;
}

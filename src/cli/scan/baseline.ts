import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { parseWithPlaces } from '../../core/policy/parseDocument.ts';
import { shown } from '../policyFolder.ts';
import { printProblems, readText } from '../readPolicy.ts';
import type { ScanFinding } from './finding.ts';

const baselineSchema = z.strictObject({
	format: z.literal('assistant-policy-baseline/1'),
	known: z.record(z.string(), z.int().min(1)),
});

/** How often each finding was there when the baseline was written, by its key. */
export type Baseline = ReadonlyMap<string, number>;

/** Reads a baseline; `undefined` after having said what is wrong with it. */
export async function readBaseline(path: string): Promise<Baseline | undefined> {
	const text = await readText(path, 'Write one: assistant-policy scan --write-baseline');
	const parsed = text === undefined ? undefined : parseWithPlaces(text, baselineSchema);
	if (parsed?.ok === false) {
		printProblems(parsed.error.map((problem) => ({ file: shown(path), severity: 'error', ...problem })));
	}
	return parsed?.ok === true ? new Map(Object.entries(parsed.value.known)) : undefined;
}

/** Writes what was found as what is known from now on. */
export async function writeBaseline(path: string, findings: readonly ScanFinding[]): Promise<void> {
	const known: Record<string, number> = {};
	for (const { key } of findings.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
		known[key] = (known[key] ?? 0) + 1;
	}
	await writeFile(
		path,
		`${JSON.stringify({ format: 'assistant-policy-baseline/1', known }, undefined, '\t')}\n`,
	);
}

/** The findings that the baseline does not know: of those with one key, the ones beyond its number. */
export function beyondBaseline(findings: readonly ScanFinding[], baseline: Baseline): readonly ScanFinding[] {
	const left = new Map(baseline);
	return findings.filter(({ key }) => {
		const count = left.get(key) ?? 0;
		left.set(key, count - 1);
		return count <= 0;
	});
}

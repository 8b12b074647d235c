import * as z from 'zod';
import type { DecisionContext } from '../../core/decision/context.ts';
import type { Signal } from '../../core/detection/signal.ts';
import { readSignalLine } from '../../core/decision/signalLine.ts';

/** A signal with where and on whom it was recorded. */
export interface RecordedLine {
	readonly signal: Signal;
	readonly machine: string | undefined;
	readonly place: Omit<DecisionContext, 'now'>;
}

const words = z.array(z.string());
const recordSchema = z.object({
	machine: z.string().min(1).optional(),
	context: z
		.object({
			os: z.enum(['linux', 'darwin', 'win32']),
			editor: z.string(),
			remote: z.string(),
			groups: words,
			region: z.string(),
			folders: words,
			repositories: words,
		})
		.partial()
		.default({}),
});

/** Reads a line as `decide` does, and `machine` and `context` beside the signal; `undefined` when it is none. */
export function readRecordedLine(line: string | undefined): RecordedLine | undefined {
	const read = line === undefined ? undefined : readSignalLine(line);
	if (line === undefined || read?.ok !== true) {
		return undefined;
	}
	const record = recordSchema.safeParse(JSON.parse(line));
	return record.success
		? { signal: read.value.signal, machine: record.data.machine, place: record.data.context }
		: undefined;
}

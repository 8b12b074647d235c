import * as z from 'zod';
import { actions } from '../action.ts';

const at = z.number();
const finding = {
	/** The catalog's id, or that of an extension that the catalog does not know. Never a path, never a command line. */
	assistant: z.string(),
	seen: z.enum(['extension', 'command', 'process', 'document', 'installed', 'model']),
	action: z.enum(actions),
	rule: z.string().optional(),
	version: z.number(),
};

/**
 * One thing that happened here. `at`: epoch milliseconds. Nothing in it comes from code, prompts, command lines or the
 * names of files.
 */
export const historyEntrySchema = z.discriminatedUnion('kind', [
	/** A policy came into force. */
	z.strictObject({ kind: z.literal('policy'), at, epoch: z.number(), version: z.number() }),
	/** A source confirmed the policy in force; the last time of that day. */
	z.strictObject({ kind: z.literal('confirmed'), at, version: z.number() }),
	/** A policy could not be had, or was refused; `code` as in `PolicyProblem`. */
	z.strictObject({ kind: z.literal('problem'), at, code: z.string() }),
	/** Something was found and decided on; `times` it came up again and the same held. */
	z.strictObject({ kind: z.literal('found'), at, ...finding, times: z.number() }),
	/** A person was told. */
	z.strictObject({ kind: z.literal('told'), at, assistants: z.array(z.string()) }),
	z.strictObject({ kind: z.literal('snoozed'), at, assistants: z.array(z.string()), until: z.number() }),
	z.strictObject({ kind: z.literal('switched'), at, replacement: z.string() }),
	z.strictObject({ kind: z.literal('switchUndone'), at, replacement: z.string() }),
	/** A break-glass code was typed in; it sets the rule aside until its end. */
	z.strictObject({ kind: z.literal('brokeGlass'), at, rule: z.string(), until: z.number() }),
	/** An exemption was asked for. */
	z.strictObject({ kind: z.literal('askedExemption'), at, rule: z.string() }),
]);
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** What happened here, the oldest first. */
export type History = readonly HistoryEntry[];

/** What `value` holds of a history; entries that are none are left out. */
export function readHistory(value: unknown): History {
	return Array.isArray(value) ? value.flatMap((one) => historyEntrySchema.safeParse(one).data ?? []) : [];
}

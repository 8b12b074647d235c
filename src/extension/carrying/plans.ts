import type { AssistantId } from '../../core/catalog/assistant.ts';
import type { FoundFiles, CarryItem } from '../../core/carrying/item.ts';
import { type CarryPlan, planCarrying, readsOf } from '../../core/carrying/plan.ts';
import type { CompiledPolicy, SanctionedAssistant } from '../../core/policy/compile.ts';
import { readToml } from '../../node/files/readToml.ts';
import { findFiles } from './findFiles.ts';
import type { CarryRoot } from './roots.ts';
import type { PlacedChange } from './writeFiles.ts';

/** A thing, and the place that it was found in. */
export interface PlacedItem {
	readonly root: CarryRoot;
	readonly item: CarryItem;
}

/** What can come along, looked up once; asked for as a whole, or for some of it. */
export interface CarryPlans {
	/** Everything that is there, and what becomes of it. */
	readonly items: readonly PlacedItem[];
	/** What has to be written so that `wanted` comes along. */
	readonly changesFor: (wanted: readonly PlacedItem[]) => readonly PlacedChange[];
}

/**
 * Looks up what people have with assistants that are not sanctioned, and plans its way to the one that they move to.
 *
 * @param leaving The assistant that is left, if there is one: also where the policy sanctions it elsewhere.
 */
export async function makePlans(
	policy: CompiledPolicy,
	{ entry }: SanctionedAssistant,
	leaving: AssistantId | undefined,
	roots: readonly CarryRoot[],
): Promise<CarryPlans> {
	const assistants = policy.catalog.assistants.filter(({ reads }) => reads !== undefined);
	const kept = [...entry.assistants, ...policy.sanctionedByAssistant.keys()].filter((id) => id !== leaving);
	const request = {
		catalog: assistants,
		to: kept,
		target: readsOf(
			entry.assistants.flatMap((id) => policy.catalog.byId.get(id) ?? []),
			entry.open,
		),
		parseToml: readToml,
	};
	const planOf = (files: FoundFiles, wants?: (id: string) => boolean): CarryPlan =>
		planCarrying({ ...request, files, ...(wants === undefined ? {} : { wants }) });
	const found = await Promise.all(
		roots.map(async (root) => ({ root, files: await findFiles(root, assistants) })),
	);
	return {
		items: found.flatMap(({ root, files }) => planOf(files).items.map((item) => ({ root, item }))),
		changesFor: (wanted) =>
			found.flatMap(({ root, files }) => {
				const ids = new Set(wanted.flatMap((one) => (one.root === root ? [one.item.id] : [])));
				return planOf(files, (id) => ids.has(id)).changes.map((change) => ({ root, change }));
			}),
	};
}

/** Whether a thing would be carried. */
export function comesAlong({ item }: PlacedItem): boolean {
	return item.outcome.state === 'carried';
}

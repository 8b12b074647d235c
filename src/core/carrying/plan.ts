import type { Assistant, AssistantId } from '../catalog/assistant.ts';
import type { Reads } from '../catalog/reads.ts';
import { planCommands } from './customCommands.ts';
import type { Draft } from './draft.ts';
import { planIgnoreFiles } from './ignoreFiles.ts';
import { planInstructions } from './instructions.ts';
import type { CarryItem, FoundFiles } from './item.ts';
import { planKeyBindings } from './keyBindings.ts';
import { type CarryRun, findSources, stays } from './run.ts';
import { planServers } from './servers.ts';

/** What is known when it is planned what comes along. */
export interface CarryRequest {
	readonly catalog: readonly Assistant[];
	/** The assistants that people move to: none of theirs is left. */
	readonly to: readonly AssistantId[];
	/** What they read, from `readsOf`. */
	readonly target: Reads;
	/** The files of one place: a workspace folder, or the home with `~/` before each path. */
	readonly files: FoundFiles;
	readonly parseToml: (text: string) => unknown;
	/** Which things to carry, by id; all where it is absent. */
	readonly wants?: (id: string) => boolean;
}

/** A file that is to be written. Nothing that it says now is changed or taken away. */
export interface CarryChange extends Draft {
	readonly path: string;
}

/** What comes along from one place, and what becomes of everything that is there. */
export interface CarryPlan {
	readonly items: readonly CarryItem[];
	readonly changes: readonly CarryChange[];
}

/**
 * Plans what people take along to the next assistant: each thing is carried, is there already, or stays, with the reason.
 * To plan again after the plan was carried out changes nothing.
 */
export function planCarrying({ catalog, to, target, files, parseToml, wants }: CarryRequest): CarryPlan {
	const run: CarryRun = {
		sources: catalog.flatMap((assistant) =>
			assistant.reads === undefined || to.includes(assistant.id)
				? []
				: [{ assistant, reads: assistant.reads }],
		),
		target,
		files,
		parseToml,
		wants: wants ?? (() => true),
		drafts: new Map(),
		items: [],
	};
	planInstructions(run);
	planServers(run);
	planCommands(run);
	planIgnoreFiles(run);
	planKeyBindings(run);
	nameTheRest(run);
	const changes = [...run.drafts].map(([path, draft]): CarryChange => ({ path, ...draft }));
	return { items: run.items, changes: changes.filter(({ inserted }) => inserted.length > 0) };
}

/** What the assistants read that a policy names together as one: of each sort of place the first is written. */
export function readsOf(assistants: readonly Assistant[], open: string | undefined): Reads {
	const all = assistants.flatMap(({ reads }) => (reads === undefined ? [] : [reads]));
	const keyboard = Object.assign(
		{},
		...all.map((reads) => reads.keyboard ?? {}).toReversed(),
	) as Reads['keyboard'];
	return {
		instructions: all.flatMap(({ instructions = [] }) => instructions),
		servers: all.flatMap(({ servers = [] }) => servers),
		commands: all.flatMap(({ commands = [] }) => commands),
		ignore: all.flatMap(({ ignore = [] }) => ignore),
		keyboard: { ...keyboard, ...(open === undefined ? {} : { open: [open] }) },
	};
}

/** Settings, agents, skills and hooks: said, so that nobody finds out later that they are missing. */
function nameTheRest(run: CarryRun): void {
	for (const { thing, place } of findSources(run, 'other', ({ other }) => other)) {
		if (run.wants(thing.id)) {
			run.items.push({ ...thing, what: place.what, outcome: stays('onlyThere'), notes: [] });
		}
	}
}

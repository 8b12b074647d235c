import type { Assistant, AssistantId } from './assistant.ts';

/** The assistants, indexed by the fingerprints that detectors look up. Keys are lower-case. */
export interface Catalog {
	readonly assistants: readonly Assistant[];
	readonly byId: ReadonlyMap<AssistantId, Assistant>;
	readonly byExtension: ReadonlyMap<string, Assistant>;
	/** A command name may belong to more than one assistant; the first in the catalog is the one better known by it. */
	readonly byCommand: ReadonlyMap<string, readonly Assistant[]>;
}

/** Indexes `assistants`. Where two share an id, the later one replaces the earlier: that is how a policy corrects facts. */
export function indexCatalog(assistants: readonly Assistant[]): Catalog {
	const byId = new Map(assistants.map((assistant) => [assistant.id, assistant]));
	const byExtension = new Map<string, Assistant>();
	const byCommand = new Map<string, Assistant[]>();
	for (const assistant of byId.values()) {
		for (const id of assistant.extensions ?? []) {
			byExtension.set(id.toLowerCase(), assistant);
		}
		for (const command of assistant.commands ?? []) {
			const key = command.toLowerCase();
			byCommand.set(key, [...(byCommand.get(key) ?? []), assistant]);
		}
	}
	return { assistants: [...byId.values()], byId, byExtension, byCommand };
}

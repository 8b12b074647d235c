import type { Assistant, AssistantId } from './assistant.ts';
import { type ExtensionPattern, extensionPattern } from './extensionPattern.ts';

/** The assistants, indexed by the fingerprints that detectors look up. Keys are lower-case. */
export interface Catalog {
	readonly assistants: readonly Assistant[];
	readonly byId: ReadonlyMap<AssistantId, Assistant>;
	readonly byExtension: ReadonlyMap<string, Assistant>;
	/** Those given by publisher or by version, in the catalog's order. */
	readonly extensionPatterns: readonly AssistantPattern[];
	/** A command name may belong to more than one assistant; the first in the catalog is the one better known by it. */
	readonly byCommand: ReadonlyMap<string, readonly Assistant[]>;
}

export interface AssistantPattern {
	readonly assistant: Assistant;
	readonly pattern: ExtensionPattern;
}

/**
 * Indexes `assistants`. Where two share an id, the later one replaces the earlier: that is how a policy corrects facts.
 * What an assistant reads stays known where the later one does not say it: a correction of its names is none of that.
 */
export function indexCatalog(assistants: readonly Assistant[]): Catalog {
	const byId = new Map<AssistantId, Assistant>();
	for (const assistant of assistants) {
		const reads = assistant.reads ?? byId.get(assistant.id)?.reads;
		byId.set(assistant.id, reads === undefined ? assistant : { ...assistant, reads });
	}
	const byExtension = new Map<string, Assistant>();
	const byCommand = new Map<string, Assistant[]>();
	const extensionPatterns: AssistantPattern[] = [];
	for (const assistant of byId.values()) {
		for (const id of assistant.extensions ?? []) {
			const pattern = extensionPattern(id);
			if (pattern === undefined) {
				byExtension.set(id.toLowerCase(), assistant);
			} else {
				extensionPatterns.push({ assistant, pattern });
			}
		}
		for (const command of assistant.commands ?? []) {
			const key = command.toLowerCase();
			byCommand.set(key, [...(byCommand.get(key) ?? []), assistant]);
		}
	}
	return { assistants: [...byId.values()], byId, byExtension, extensionPatterns, byCommand };
}

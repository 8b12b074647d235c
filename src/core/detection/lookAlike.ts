import type { Assistant } from '../catalog/assistant.ts';
import type { Catalog } from '../catalog/catalog.ts';

/** Contribution points that only AI assistants have (VS Code 1.139). */
export const aiContributionPoints = [
	'chatParticipants',
	'chatSessions',
	'languageModelChatProviders',
	'mcpServerDefinitionProviders',
	'remoteCodingAgents',
] as const;

/** Marketplace categories that assistants put themselves in, and other extensions too. */
export const aiCategories = ['AI', 'Chat'] as const;

/** Fewer commands under an assistant's prefix may be a helper to it, or chance. */
const fewest = 2;

/**
 * The assistant that an extension under an id of its own is a copy of: most of the commands that it contributes are the
 * assistant's. Key bindings and themes for an assistant contribute none.
 */
export function lookAlikeOf(catalog: Catalog, commands: readonly string[]): Assistant | undefined {
	if (commands.length < fewest) {
		return undefined;
	}
	for (const { prefix, assistant } of commandPrefixes(catalog)) {
		const under = commands.filter((command) => command.toLowerCase().startsWith(prefix)).length;
		if (under >= fewest && under * 2 > commands.length) {
			return assistant;
		}
	}
	return undefined;
}

/** The prefixes of the commands that catalogued extensions contribute, lower case. */
export function commandPrefixes(catalog: Catalog): readonly CommandPrefix[] {
	const known = prefixes.get(catalog);
	if (known !== undefined) {
		return known;
	}
	const made = catalog.assistants
		.filter(({ extensions }) => (extensions?.length ?? 0) > 0)
		.flatMap((assistant) =>
			(assistant.commandIdPrefixes ?? []).map((prefix) => ({
				prefix: prefix.toLowerCase(),
				assistant,
			})),
		);
	prefixes.set(catalog, made);
	return made;
}

export interface CommandPrefix {
	readonly prefix: string;
	readonly assistant: Assistant;
}

const prefixes = new WeakMap<Catalog, readonly CommandPrefix[]>();

import type { Assistant } from '../../../catalog/assistant.ts';
import { unshared } from '../../../catalog/unshared.ts';
import type { Certainty } from '../../finding.ts';

/** Whose a name is, and how surely. */
export interface Owner {
	readonly assistant: Assistant;
	readonly certainty: Certainty;
}

/** Environment variables by which assistants are set up. */
export interface EnvironmentNames {
	/** By name, as written. */
	readonly byEnvironment: ReadonlyMap<string, Assistant>;
	/** By name, what other programs read too. */
	readonly bySharedEnvironment: ReadonlyMap<string, Assistant>;
	/** The longest first. */
	readonly environmentPrefixes: readonly { readonly prefix: string; readonly assistant: Assistant }[];
}

export function environmentNamesOf(assistants: readonly Assistant[]): EnvironmentNames {
	return {
		byEnvironment: unshared(assistants, ({ environment = [] }) => environment),
		bySharedEnvironment: unshared(assistants, ({ sharedEnvironment = [] }) => sharedEnvironment),
		environmentPrefixes: assistants
			.flatMap((assistant) =>
				(assistant.environmentPrefixes ?? []).map((prefix) => ({ prefix, assistant })),
			)
			.toSorted((a, b) => b.prefix.length - a.prefix.length),
	};
}

/** The assistant that reads the variable `name`, or whose CI action has it as an input, in whichever case. */
export function ownerOfVariable(
	{ byEnvironment, bySharedEnvironment, environmentPrefixes }: EnvironmentNames,
	name: string,
): Owner | undefined {
	const upper = name.toUpperCase();
	const known = byEnvironment.get(name) ?? byEnvironment.get(upper);
	if (known !== undefined) {
		return { assistant: known, certainty: 'certain' };
	}
	const likely =
		bySharedEnvironment.get(upper) ??
		environmentPrefixes.find(({ prefix }) => upper.startsWith(prefix))?.assistant;
	return likely && { assistant: likely, certainty: 'likely' };
}

import type { Assistant } from '../catalog/assistant.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { matchesPattern } from '../catalog/extensionPattern.ts';
import type { Certainty, Evidence, Finding } from './finding.ts';
import { aiCategories, lookAlikeOf } from './lookAlike.ts';
import type { ExtensionSignal } from './signal.ts';

/**
 * Finds the assistant that an installed extension is: by its id, publisher or version, else as a copy of it under
 * another id, by its commands or by a program that lies in its folder, else by contributions that only assistants make.
 * What only brings an assistant in, as a pack does, or says that it is about AI, is possible.
 */
export function detectExtension(catalog: Catalog, signal: ExtensionSignal): readonly Finding[] {
	const found = identify(catalog, signal);
	const use = signal.active === true ? 'run' : 'install';
	return found === undefined
		? []
		: [
				{
					signal,
					assistant: found.assistant?.id ?? null,
					use,
					certainty: found.certainty,
					evidence: found.evidence,
				},
			];
}

/** An assistant, or one that the catalog does not know, with what gave it away. */
interface Identified {
	readonly assistant: Assistant | undefined;
	readonly certainty: Certainty;
	readonly evidence: readonly Evidence[];
}

function identify(catalog: Catalog, signal: ExtensionSignal): Identified | undefined {
	const named = assistantOfExtension(catalog, signal.id, signal.version);
	if (named !== undefined) {
		const evidence = [{ fingerprint: 'extension', value: signal.id }] as const;
		return { assistant: named, certainty: 'certain', evidence };
	}
	return asCopy(catalog, signal) ?? asUnknown(signal) ?? asPack(catalog, signal) ?? asAboutAi(signal);
}

/** A copy under another id has the commands of the original, or its program. */
function asCopy(
	catalog: Catalog,
	{ id, commands = [], programs = [] }: ExtensionSignal,
): Identified | undefined {
	const original = lookAlikeOf(catalog, commands);
	if (original !== undefined) {
		const evidence = [{ fingerprint: 'contribution', value: commands[0] ?? id }] as const;
		return { assistant: original, certainty: 'likely', evidence };
	}
	for (const program of programs) {
		const assistant = ownerOfProgram(catalog, program);
		if (assistant !== undefined) {
			const evidence = [{ fingerprint: 'command', value: program }] as const;
			return { assistant, certainty: 'likely', evidence };
		}
	}
	return undefined;
}

function asUnknown({ aiContributions = [] }: ExtensionSignal): Identified | undefined {
	const categories: readonly string[] = aiCategories;
	return aiContributions.some((one) => !categories.includes(one))
		? { assistant: undefined, certainty: 'likely', evidence: aiContributions.map(asContribution) }
		: undefined;
}

function asPack(catalog: Catalog, { brings = [] }: ExtensionSignal): Identified | undefined {
	for (const id of brings) {
		const assistant = assistantOfExtension(catalog, id, undefined);
		if (assistant !== undefined) {
			const evidence = [{ fingerprint: 'extension', value: id }] as const;
			return { assistant, certainty: 'possible', evidence };
		}
	}
	return undefined;
}

function asAboutAi({ aiContributions = [] }: ExtensionSignal): Identified | undefined {
	return aiContributions.length === 0
		? undefined
		: { assistant: undefined, certainty: 'possible', evidence: aiContributions.map(asContribution) };
}

/** The assistant that the catalog knows under an extension's id, by its publisher, or in this version. */
export function assistantOfExtension(
	catalog: Catalog,
	id: string,
	version: string | undefined,
): Assistant | undefined {
	return (
		catalog.byExtension.get(id.toLowerCase()) ??
		catalog.extensionPatterns.find(({ pattern }) => matchesPattern(pattern, id, version))?.assistant
	);
}

/** The assistant that alone has a program of this name. */
function ownerOfProgram(catalog: Catalog, program: string): Assistant | undefined {
	const name = program.toLowerCase().replace(/\.exe$/, '');
	const [bearer, ...others] = catalog.byCommand.get(name) ?? [];
	const shared = bearer?.namesakes?.some(({ command }) => command === name) === true;
	return others.length > 0 || shared ? undefined : bearer;
}

function asContribution(value: string): Evidence {
	return { fingerprint: 'contribution', value };
}

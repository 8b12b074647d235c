import type { Catalog } from '../../core/catalog/catalog.ts';
import { mayRunAssistant } from '../../core/detection/command/firstLook.ts';
import { detectCommand, needsGrammar } from '../../core/detection/commandDetector.ts';
import type { Finding } from '../../core/detection/finding.ts';
import type { CommandSignal } from '../../core/detection/signal.ts';
import type { ShellGrammars } from '../../core/detection/syntax.ts';
import { createMachineLook, type Machine, type MachineLook } from './lookUpCommand.ts';
import { createGrammarsApart, type GrammarPlaces } from './grammarsApart.ts';
import { loadShellGrammars } from './shellGrammars.ts';

/**
 * Reads a command line with the grammars in `grammarsFolder`, which are loaded by the first line that needs a closer
 * look. Should they not load, the line is read without them, and what cannot be read that way says so in its finding.
 */
export async function readCommandLine(
	catalog: Catalog,
	signal: CommandSignal,
	grammarsFolder: string,
): Promise<readonly Finding[]> {
	if (!mayRunAssistant(catalog, signal.text)) {
		return [];
	}
	return detectCommand(catalog, signal, await grammarsFor(signal, grammarsFolder));
}

/** Reads command lines as {@link readCommandLine} does, with what the machine they run on knows beyond them. */
export interface MachineReader extends MachineLook {
	/** @param folder The current folder of the shell; `undefined` where it is not known. */
	read(catalog: Catalog, signal: CommandSignal, folder: string | undefined): Promise<readonly Finding[]>;
}

/** A reader for a process that others share: it reads with the grammars in a process of their own. */
export function createMachineReader(machine: Machine, grammars: GrammarPlaces): MachineReader {
	const look = createMachineLook(machine);
	const apart = createGrammarsApart(grammars);
	return {
		...look,
		read: async (catalog, signal, folder) => {
			const facts = await look.factsOf(catalog, signal, folder);
			if (facts === undefined && !mayRunAssistant(catalog, signal.text)) {
				return [];
			}
			const known = needsGrammar(signal) ? await apart.read(signal) : undefined;
			return detectCommand(catalog, signal, known, facts);
		},
	};
}

async function grammarsFor(signal: CommandSignal, folder: string): Promise<ShellGrammars | undefined> {
	return needsGrammar(signal) ? await loadShellGrammars({ folder }).catch(() => undefined) : undefined;
}

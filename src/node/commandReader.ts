import type { Catalog } from '../core/catalog/catalog.ts';
import { mayRunAssistant } from '../core/detection/command/firstLook.ts';
import { detectCommand } from '../core/detection/commandDetector.ts';
import type { Finding } from '../core/detection/finding.ts';
import type { CommandSignal } from '../core/detection/signal.ts';
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
	const grammars = await loadShellGrammars({ folder: grammarsFolder }).catch(() => undefined);
	return detectCommand(catalog, signal, grammars);
}

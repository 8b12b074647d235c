import type { Catalog } from '../core/catalog/catalog.ts';
import { detect } from '../core/detection/detect.ts';
import type { Finding } from '../core/detection/finding.ts';
import type { CommandSignal } from '../core/detection/signal.ts';

/** Reads a command line; the grammars are loaded when the first line needs them. */
export async function detectCommandLine(
	catalog: Catalog,
	signal: CommandSignal,
): Promise<readonly Finding[]> {
	return detect(catalog, signal);
}

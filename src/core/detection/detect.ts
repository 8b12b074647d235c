import type { Catalog } from '../catalog/catalog.ts';
import { detectCommand } from './commandDetector.ts';
import { detectExtension } from './extensionDetector.ts';
import { detectInstalled } from './installedDetector.ts';
import type { Finding } from './finding.ts';
import { detectModel } from './modelDetector.ts';
import { detectProcess } from './processDetector.ts';
import type { Signal } from './signal.ts';
import type { ShellGrammars } from './syntax.ts';

/**
 * Every assistant that `signal` gives away, in the order in which it appears. No finding means that the signal was
 * read whole and names no assistant. Command lines that `mayRunAssistant` sends on need `grammars`; without them the
 * finding says so (`unreadable`).
 */
export function detect(catalog: Catalog, signal: Signal, grammars?: ShellGrammars): readonly Finding[] {
	switch (signal.kind) {
		case 'extension':
			return detectExtension(catalog, signal);
		case 'command':
			return detectCommand(catalog, signal, grammars);
		case 'installed':
			return detectInstalled(catalog, signal);
		case 'process':
			return detectProcess(catalog, signal);
		case 'model':
			return detectModel(catalog, signal);
	}
}

import type { Catalog } from '../catalog/catalog.ts';
import type { Finding } from './finding.ts';
import type { CommandSignal } from './signal.ts';
import type { ShellGrammars } from './syntax.ts';

/** Finds every assistant that a command line would run, install, remove or ask about, or merely names. */
export function detectCommand(
	catalog: Catalog,
	signal: CommandSignal,
	_grammars: ShellGrammars | undefined,
): readonly Finding[] {
	const word = /^\s*([\w.-]+)(?=\s|$)/.exec(signal.text)?.[1] ?? '';
	const assistant = catalog.byCommand.get(word.toLowerCase())?.[0];
	return assistant === undefined
		? []
		: [
				{
					signal,
					assistant: assistant.id,
					use: 'run',
					certainty: 'certain',
					evidence: [{ fingerprint: 'command', value: word }],
				},
			];
}

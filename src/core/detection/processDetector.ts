import type { Assistant } from '../catalog/assistant.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Evidence, Finding } from './finding.ts';
import { isProcessOf } from './processIdentity.ts';
import { judgeProgram } from './programIdentity.ts';
import type { ProcessSignal } from './signal.ts';

/**
 * Finds the assistant that a process is: by its arguments, by the file it runs, or by what the program above it put into
 * its environment. The last is a sign only: the one at work is then that program.
 */
export function detectProcess(catalog: Catalog, signal: ProcessSignal): readonly Finding[] {
	const { argv, program, environment = [] } = signal;
	const found = (
		assistant: Assistant,
		certainty: Finding['certainty'],
		evidence: readonly Evidence[],
	): readonly Finding[] => [{ signal, assistant: assistant.id, use: 'run', certainty, evidence }];
	const named = catalog.assistants.find((assistant) => isProcessOf(assistant, argv));
	if (named !== undefined) {
		return found(named, 'certain', [{ fingerprint: 'command', value: argv[0] ?? '' }]);
	}
	const judged = program === undefined ? undefined : judgeProgram(catalog, program);
	if (program !== undefined && judged?.owner === 'assistant') {
		return found(judged.assistant, 'certain', [{ fingerprint: 'path', value: program.target }]);
	}
	return catalog.assistants.flatMap((assistant) => {
		const names = environment.filter((name) => assistant.environment?.includes(name) === true);
		return names.length === 0
			? []
			: found(
					assistant,
					'possible',
					names.map((value) => ({ fingerprint: 'environment', value })),
				);
	});
}

/** The variables of the catalog: the only ones whose names are looked for. */
export function environmentSigns(catalog: Catalog): ReadonlySet<string> {
	return new Set(catalog.assistants.flatMap(({ environment }) => environment ?? []));
}

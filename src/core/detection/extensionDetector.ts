import type { Catalog } from '../catalog/catalog.ts';
import type { Finding } from './finding.ts';
import { lookAlikeOf } from './lookAlike.ts';
import type { ExtensionSignal } from './signal.ts';

/**
 * Finds the assistant that an installed extension is: by its id, else as a copy of it under another id, else by
 * contributions that only assistants make.
 */
export function detectExtension(catalog: Catalog, signal: ExtensionSignal): readonly Finding[] {
	const use = signal.active === true ? 'run' : 'install';
	const assistant = catalog.byExtension.get(signal.id.toLowerCase());
	if (assistant !== undefined) {
		return [
			{
				signal,
				assistant: assistant.id,
				use,
				certainty: 'certain',
				evidence: [{ fingerprint: 'extension', value: signal.id }],
			},
		];
	}
	const original = lookAlikeOf(catalog, signal.commands ?? []);
	if (original !== undefined) {
		const evidence = { fingerprint: 'contribution', value: signal.commands?.[0] ?? signal.id } as const;
		return [{ signal, assistant: original.id, use, certainty: 'likely', evidence: [evidence] }];
	}
	const contributions = signal.aiContributions ?? [];
	if (contributions.length === 0) {
		return [];
	}
	return [
		{
			signal,
			assistant: null,
			use,
			certainty: 'likely',
			evidence: contributions.map((value) => ({ fingerprint: 'contribution', value })),
		},
	];
}

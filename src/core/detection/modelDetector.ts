import type { Catalog } from '../catalog/catalog.ts';
import { assistantOfExtension } from './extensionDetector.ts';
import type { Finding } from './finding.ts';
import type { ModelSignal } from './signal.ts';

/**
 * Finds the assistant whose models are registered with the editor: by the extension that contributes their vendor, else
 * by the vendor's name as the catalog has it. Models of extensions that it does not know are an unknown assistant's.
 */
export function detectModel(catalog: Catalog, signal: ModelSignal): readonly Finding[] {
	const vendor = signal.vendor.toLowerCase();
	const byExtension = signal.extensions
		.map((id) => assistantOfExtension(catalog, id, undefined))
		.find((assistant) => assistant !== undefined);
	const known =
		byExtension ?? catalog.assistants.find(({ modelVendors }) => modelVendors?.includes(vendor) === true);
	return [
		{
			signal,
			assistant: known?.id ?? null,
			use: 'run',
			certainty: byExtension === undefined ? 'likely' : 'certain',
			evidence: [
				{ fingerprint: 'contribution', value: `languageModelChatProviders: ${signal.vendor}` },
			],
		},
	];
}

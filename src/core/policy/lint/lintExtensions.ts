import type { Assistant } from '../../catalog/assistant.ts';
import { indexCatalog } from '../../catalog/catalog.ts';
import type { PolicyDocument } from '../document.ts';
import type { LintFinding } from './lint.ts';

/** Extensions that belong to an assistant of the catalog which the entry does not name. */
export function lintExtensions(
	document: PolicyDocument,
	builtIn: readonly Assistant[],
): readonly LintFinding[] {
	const { byExtension } = indexCatalog([...builtIn, ...(document.catalog ?? [])]);
	const inRules = document.rules.flatMap(({ assistants = [], fingerprints }, rule) =>
		(fingerprints?.extensions ?? []).flatMap((id, index): readonly LintFinding[] => {
			const owner = byExtension.get(id.toLowerCase());
			if (owner === undefined || assistants.includes(owner.id)) {
				return [];
			}
			const message = `"${id}" belongs to "${owner.id}" (${owner.name}): name that under "assistants", so that all of it is meant.`;
			const path = ['rules', rule, 'fingerprints', 'extensions', index];
			return [{ severity: 'warning', code: 'knownExtension', path, message }];
		}),
	);
	const inSanctioned = document.sanctioned.flatMap(
		({ assistants, extension }, index): readonly LintFinding[] => {
			const owner = byExtension.get(extension?.id.toLowerCase() ?? '');
			if (owner === undefined || assistants.includes(owner.id)) {
				return [];
			}
			const message = `"${extension?.id}" belongs to "${owner.id}" (${owner.name}), which "assistants" does not name.`;
			const path = ['sanctioned', index, 'extension', 'id'];
			return [{ severity: 'warning', code: 'knownExtension', path, message }];
		},
	);
	return [...inRules, ...inSanctioned];
}

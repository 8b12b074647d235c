import { extensions } from 'vscode';
import { manifestFacts } from '../../core/detection/extensionManifest.ts';
import type { ExtensionSignal } from '../../core/detection/signal.ts';

/**
 * The extensions that this extension host knows of. Those that come with the editor are left out: an allow-list does
 * not reach them. Reading a manifest activates nothing.
 */
export function installedExtensions(ownId: string): readonly ExtensionSignal[] {
	return extensions.all
		.filter(({ id, packageJSON }) => id !== ownId && member(packageJSON, 'isBuiltin') !== true)
		.map(({ id, isActive, packageJSON }): ExtensionSignal => {
			const version = member(packageJSON, 'version');
			return {
				kind: 'extension',
				id,
				version: typeof version === 'string' ? version : undefined,
				active: isActive,
				...manifestFacts(packageJSON),
			};
		});
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

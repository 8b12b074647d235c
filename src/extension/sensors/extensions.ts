import { type Extension, extensions } from 'vscode';
import { aiContributionPoints } from '../../core/detection/lookAlike.ts';
import type { ExtensionSignal } from '../../core/detection/signal.ts';

/**
 * The extensions that this extension host knows of. Those that come with the editor are left out: an allow-list does
 * not reach them. Reading a manifest activates nothing.
 */
export function installedExtensions(ownId: string): readonly ExtensionSignal[] {
	return extensions.all
		.filter(({ id, packageJSON }) => id !== ownId && !isBuiltIn(packageJSON))
		.map((extension): ExtensionSignal => ({
			kind: 'extension',
			id: extension.id,
			version: textMember(extension.packageJSON, 'version'),
			active: extension.isActive,
			aiContributions: aiContributions(extension),
		}));
}

function aiContributions({ packageJSON }: Extension<unknown>): readonly string[] {
	const contributes = member(packageJSON, 'contributes');
	return aiContributionPoints.filter((point) => member(contributes, point) !== undefined);
}

function isBuiltIn(manifest: unknown): boolean {
	return member(manifest, 'isBuiltin') === true;
}

function textMember(value: unknown, name: string): string | undefined {
	const found = member(value, name);
	return typeof found === 'string' ? found : undefined;
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

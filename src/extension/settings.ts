import { workspace } from 'vscode';
import { type TrustAnchor, trustAnchorSchema } from '../core/policy/anchor.ts';
import { settings } from './contributions.ts';
import type { Log } from './log.ts';

/**
 * Where the policy comes from, and the root that is trusted first. The setting is machine-scoped, so that no workspace
 * can set it; `undefined` when it is not set, or cannot be used (the log says why).
 */
export function configuredAnchor(log: Log): TrustAnchor | undefined {
	const value = workspace.getConfiguration().get<unknown>(settings.trustAnchor);
	if (value === undefined || value === null) {
		return undefined;
	}
	const parsed = trustAnchorSchema.safeParse(value);
	if (!parsed.success) {
		for (const { path, message } of parsed.error.issues) {
			log.error(`${[settings.trustAnchor, ...path].join('.')}: ${message}`);
		}
		return undefined;
	}
	return parsed.data;
}

import { workspace } from 'vscode';
import { type TrustAnchor, trustAnchorSchema } from '../core/policy/anchor.ts';
import { success } from '../core/result.ts';
import { managedAnchorPath, readManagedAnchor } from '../node/managedAnchor.ts';
import { settings } from './contributions.ts';
import type { Log } from './log.ts';

/**
 * Where the policy comes from, and the root that is trusted first: the managed file of this machine, which only an
 * administrator can write, else the machine-scoped setting, which no workspace can. `undefined` when there is neither,
 * or it cannot be used (the log says why).
 */
export function configuredAnchor(log: Log): TrustAnchor | undefined {
	const path = managedAnchorPath(process.platform);
	const managed = path === undefined ? success(undefined) : readManagedAnchor(path);
	if (!managed.ok) {
		log.error(`the managed trust anchor is passed over: ${JSON.stringify(managed.error)}`);
	} else if (managed.value !== undefined) {
		return managed.value;
	}
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

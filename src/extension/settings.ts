import { workspace } from 'vscode';
import { type TrustAnchor, trustAnchorSchema } from '../core/policy/trust/anchor.ts';
import { parseQuietHours, quietUntil } from '../core/notices/quietHours.ts';
import { success } from '../core/result.ts';
import { managedAnchorPath, readManagedAnchor } from '../node/policy/managedAnchor.ts';
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

/** When the quiet hours end that it is at `now`, in epoch milliseconds; `undefined` when it is none. */
export function quietUntilNow(now: number, log: Log): number | undefined {
	const parsed = parseQuietHours(quietHoursText());
	if (!parsed.ok) {
		log.warn(`${settings.quietHours}: write it as 18:00-09:00, not as "${parsed.error}"`);
		return undefined;
	}
	return quietUntil(parsed.value, now, localOffset(now));
}

/** The quiet hours as the person wrote them; empty when there are none. */
export function quietHoursText(): string {
	const value = workspace.getConfiguration().get<unknown>(settings.quietHours);
	return typeof value === 'string' ? value : '';
}

/** Minutes that the local clock is ahead of UTC at `now`. */
export function localOffset(now: number): number {
	return -new Date(now).getTimezoneOffset();
}

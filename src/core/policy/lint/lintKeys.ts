import { readStrictJson } from '../../json/strictJson.ts';
import { decodeBase64 } from '../trust/base64.ts';
import { bundleSchema } from '../trust/bundle.ts';
import { parseInstant } from '../instant.ts';
import type { LintFinding } from './lint.ts';

const day = 86_400_000;
/** How long before their end keys and policies are spoken of: a holiday and a change board fit in. */
export const soon = 30 * day;

/**
 * Whether the keys that signed the bundle beside the policy are about to expire at `now` (epoch milliseconds). The
 * signatures are not looked at: this is for the admin, whose file it is. What is no bundle says nothing here.
 */
export function lintKeys(bundleText: string, now: number): readonly LintFinding[] {
	const json = readStrictJson(bundleText);
	const bundle = json.ok ? bundleSchema.safeParse(json.value).data : undefined;
	const root = readRoot(bundle?.roots.at(-1)?.payload ?? '');
	const expires = parseInstant(root?.expires ?? '');
	if (root === undefined || expires === undefined || expires - now > soon) {
		return [];
	}
	const which = `The signing keys (root version ${root.version})`;
	const message =
		expires <= now
			? `${which} expired on ${root.expires}: make new ones with assistant-policy rotate.`
			: `${which} expire on ${root.expires}, in ${daysUntil(expires, now)}: make new ones with assistant-policy rotate.`;
	return [{ severity: expires <= now ? 'error' : 'warning', code: 'keysExpire', path: [], message }];
}

/** The whole days until an instant, in words. */
export function daysUntil(instant: number, now: number): string {
	const days = Math.floor((instant - now) / day);
	return days < 1 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`;
}

function readRoot(payload: string): { readonly version: string; readonly expires: string } | undefined {
	const bytes = decodeBase64(payload);
	const json = bytes && readStrictJson(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
	const { version, expires } = ((json?.ok === true ? json.value : undefined) ?? {}) as {
		readonly version?: unknown;
		readonly expires?: unknown;
	};
	return typeof expires === 'string' ? { version: String(version), expires } : undefined;
}

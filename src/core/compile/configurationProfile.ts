import type { CompiledPolicy } from '../policy/compile.ts';
import { plistFile, type PlistValue } from './plist.ts';

/** Settings for one preference domain. */
export interface Payload {
	readonly domain: string;
	readonly settings: { readonly [key: string]: PlistValue };
}

/**
 * A configuration profile of macOS for the whole machine. Its identifiers come from the organisation and `name` alone,
 * so that a newer one replaces the older.
 */
export function configurationProfile(
	{ document: { organization, version } }: CompiledPolicy,
	name: string,
	title: string,
	payloads: readonly Payload[],
): string {
	const identifier = `approved-assistants.${organization.id}.${name}`;
	return plistFile({
		PayloadContent: payloads.map(({ domain, settings }) => ({
			...settings,
			PayloadDisplayName: domain,
			PayloadIdentifier: `${domain}.${stableUuid(`${identifier}.${domain}`)}`,
			PayloadType: domain,
			PayloadUUID: stableUuid(`${identifier}.${domain}`),
			PayloadVersion: 1,
		})),
		PayloadDescription: `Policy of ${organization.name} on AI assistants, version ${version}.`,
		PayloadDisplayName: title,
		PayloadIdentifier: identifier,
		PayloadOrganization: organization.name,
		PayloadRemovalDisallowed: true,
		PayloadScope: 'System',
		PayloadType: 'Configuration',
		PayloadUUID: stableUuid(identifier),
		PayloadVersion: 1,
		TargetDeviceType: 5,
	});
}

/** An identifier that is the same for the same text: FNV-1a in four runs, in the form of a version 8 UUID (RFC 9562). */
export function stableUuid(text: string): string {
	const words = [0, 1, 2, 3].map((run) => fnv(`${run}:${text}`).toString(16).padStart(8, '0'));
	const hex = words.join('').toUpperCase();
	const variant = 'AB89'[Number.parseInt(hex[16] ?? '0', 16) % 4];
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function fnv(text: string): number {
	let hash = 0x81_1c_9d_c5;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93) >>> 0;
	}
	return hash;
}

import { composeBundle, type NewParts } from './composeBundle.ts';
import { type DeliveryOptions, readDestinations } from './destinations/deliverAll.ts';
import type { Destination } from './destinations/destination.ts';
import { refuse } from './output.ts';
import { type FolderOptions, type PolicyFolder, policyFolder, shown } from './policyFolder.ts';
import { type Published, readPublished } from './publication.ts';
import { finishRelease, release, requireKeys } from './release.ts';
import type { KeyFolder, RoleName } from '../node/signing/keyFolder.ts';
import { newestRoot } from '../node/signing/keyFolder.ts';

/** A policy folder that has published, with keys of one role. */
export interface Desk {
	readonly places: PolicyFolder;
	readonly keys: KeyFolder;
	readonly last: Published;
	readonly destinations: readonly Destination[];
}

/** Everything that signing for `role` needs; says what is missing. */
export async function openDesk(
	role: RoleName,
	roleWords: string,
	options: FolderOptions & DeliveryOptions,
): Promise<Desk | undefined> {
	const places = policyFolder(options);
	const destinations = readDestinations(options);
	const keys = destinations && (await requireKeys(places));
	if (destinations === undefined || keys === undefined) {
		return undefined;
	}
	if (newestRoot(keys).roles[role] === undefined) {
		refuse(
			`The root names no keys for ${roleWords}.`,
			`Make them with: assistant-policy rotate --add ${roleWords}, then publish`,
		);
		return undefined;
	}
	if (keys.signers[role].length === 0) {
		refuse(`There is no ${role} key in ${shown(places.keys)}.`, `Put ${role}-1.pem there for this step.`);
		return undefined;
	}
	const last = await readPublished(places.bundle);
	if (last === undefined) {
		refuse(
			`There is no bundle in ${shown(places.publicFolder)} yet.`,
			'Begin with: assistant-policy publish',
		);
	}
	return last && { places, keys, last, destinations };
}

/** Publishes new parts beside what the last bundle has; gives whether editors would accept that. */
export async function releaseParts(
	{ places, keys, last, destinations }: Desk,
	parts: NewParts,
	now: number,
	options: DeliveryOptions,
): Promise<boolean> {
	const published = await release(places, composeBundle(keys, last, parts, now), now, options);
	if (published === undefined) {
		return false;
	}
	const result = options.dryRun === true ? 'wouldPublish' : 'published';
	await finishRelease(places, { result, published }, destinations, options);
	return true;
}

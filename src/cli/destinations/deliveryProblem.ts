import { reasonOf } from '../../node/policy/policyFetch.ts';
import { type Published, publishedIn } from '../publication.ts';
import type { Destination } from './destination.ts';

/** Why a bundle could not be delivered, and what to do. What was there before is there still. */
export interface DeliveryProblem {
	readonly code: 'offline' | 'refused' | 'occupied' | 'newer' | 'changed' | 'status' | 'damaged';
	readonly problem: string;
	readonly wayOut: string;
}

/** No answer came. */
export function offline({ name }: Destination, error: unknown): DeliveryProblem {
	return {
		code: 'offline',
		problem: `${name} cannot be reached: ${reasonOf(error)}.`,
		wayOut: 'Publish again when it can; what was signed is kept.',
	};
}

/** It was taken, and another comes back. */
export function otherThanSent({ name }: Destination): DeliveryProblem {
	return {
		code: 'damaged',
		problem: `${name} took the bundle, and gives something else back.`,
		wayOut: 'A cache in front of it may be slow, or somebody published at the same time. Publish again to see.',
	};
}

/** What speaks against replacing what lies there. */
export function obstacleIn(
	{ name }: Destination,
	bytes: Uint8Array,
	{ document: ours }: Published,
): DeliveryProblem | undefined {
	const theirs = publishedIn(bytes)?.document;
	if (theirs === undefined || theirs.organization.id !== ours.organization.id) {
		return {
			code: 'occupied',
			problem: `What lies at ${name} is no bundle of "${ours.organization.id}"; it is left alone.`,
			wayOut: 'Is the address right? If so, move away what is there first.',
		};
	}
	if (theirs.epoch > ours.epoch || (theirs.epoch === ours.epoch && theirs.version > ours.version)) {
		return {
			code: 'newer',
			problem: `Version ${theirs.version} lies at ${name}, and yours is ${ours.version}: editors would refuse it.`,
			wayOut: `Take over what was changed there, write "version": ${theirs.version + 1} into policy.json, and publish again.`,
		};
	}
	return undefined;
}

/** What an answer that is no success means. */
export async function problemOf(
	{ name, accessHint }: Destination,
	response: Response,
): Promise<DeliveryProblem> {
	const { status } = response;
	const said = await wordsOf(response);
	const problem = `${name} answered ${status}${said === undefined ? '' : ` (${said})`}.`;
	if (status === 401 || status === 403) {
		return { code: 'refused', problem, wayOut: accessHint };
	}
	if (status === 409 || status === 412) {
		return {
			code: 'changed',
			problem: `${name} changed while we published; nothing was overwritten.`,
			wayOut: 'Publish again to see by what.',
		};
	}
	const location = response.headers.get('location');
	const waysOut: Readonly<Record<number, string>> = {
		301: `Publish to where it points${location === null ? '; for S3 set AWS_REGION' : `: ${location}`}`,
		307: `Publish to where it points${location === null ? '; for S3 set AWS_REGION' : `: ${location}`}`,
		404: 'Make the folder or bucket first, or correct the address.',
		405: 'The server must take PUT there. Another way: copy public/ to it.',
		413: 'Raise the size that the server takes.',
		501: 'The server must take PUT there. Another way: copy public/ to it.',
	};
	return {
		code: 'status',
		problem,
		wayOut: waysOut[status] ?? 'Publish again later; what was signed is kept.',
	};
}

/** What S3 says of an error, from its XML; at most a line. */
async function wordsOf(response: Response): Promise<string | undefined> {
	const text = await response.text().catch(() => '');
	const [, code] = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(text) ?? [];
	const [, message] = /<Message>([^<\p{Cc}]{1,200})<\/Message>/u.exec(text) ?? [];
	return code === undefined ? undefined : message === undefined ? code : `${code}: ${message}`;
}

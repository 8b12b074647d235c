import { failure, type Result, success } from '../../core/result.ts';
import { sha256 } from '../../node/signing/signature.ts';
import type { Published } from '../publication.ts';
import { type DeliveryProblem, obstacleIn, offline, otherThanSent, problemOf } from './deliveryProblem.ts';
import type { Destination, DestinationRequest } from './destination.ts';

/** What a delivery came to. `unguarded`: the server gave no ETag, so two people at once could overwrite each other. */
export interface Delivery {
	readonly result: 'uploaded' | 'unchanged' | 'wouldUpload';
	readonly unguarded: boolean;
}

/**
 * Puts a bundle at a destination, in this order: what lies there is read and must be older, the bundle replaces exactly
 * that (If-Match, or If-None-Match where there is none), and is read back. An object is replaced whole or not at all, so
 * no editor sees a part of it. The same bytes are not sent again.
 */
export async function deliver(
	destination: Destination,
	published: Published,
	{ dryRun, say }: { readonly dryRun: boolean; readonly say: (line: string) => void },
): Promise<Result<Delivery, DeliveryProblem>> {
	const { bytes } = published;
	say(`Looking at ${destination.name}`);
	const present = await read(destination);
	if (!present.ok) {
		return present;
	}
	if (present.value !== undefined && sha256(present.value.bytes) === sha256(bytes)) {
		return success({ result: 'unchanged', unguarded: false });
	}
	const obstacle = present.value && obstacleIn(destination, present.value.bytes, published);
	if (obstacle !== undefined) {
		return failure(obstacle);
	}
	const guard = guardOf(present.value);
	const unguarded = guard === undefined;
	if (dryRun) {
		return success({ result: 'wouldUpload', unguarded });
	}
	say(`Sending ${bytes.length} bytes`);
	const failed = await put(destination, bytes, guard);
	if (failed !== undefined) {
		return failure(failed);
	}
	say('Reading it back');
	const again = await read(destination);
	if (!again.ok) {
		return again;
	}
	const whole = again.value !== undefined && sha256(again.value.bytes) === sha256(bytes);
	return whole ? success({ result: 'uploaded', unguarded }) : failure(otherThanSent(destination));
}

async function put(
	destination: Destination,
	bytes: Uint8Array,
	guard: Readonly<Record<string, string>> | undefined,
): Promise<DeliveryProblem | undefined> {
	const headers = { 'content-type': 'application/json', 'cache-control': 'max-age=60', ...guard };
	const answer = await ask(destination, { method: 'PUT', headers, body: new Uint8Array(bytes) });
	if (!answer.ok) {
		return answer.error;
	}
	if (!answer.value.ok) {
		return problemOf(destination, answer.value);
	}
	await answer.value.body?.cancel();
	return undefined;
}

interface Present {
	readonly bytes: Uint8Array;
	readonly etag: string | undefined;
}

/** What lies there; `undefined` when nothing does. */
async function read(destination: Destination): Promise<Result<Present | undefined, DeliveryProblem>> {
	// Servers that compress give a weak ETag, which cannot guard a write.
	const headers = { 'accept-encoding': 'identity', 'cache-control': 'no-cache' };
	const answer = await ask(destination, { method: 'GET', headers });
	if (!answer.ok) {
		return answer;
	}
	const { value: response } = answer;
	if (response.status === 404) {
		await response.body?.cancel();
		return success(undefined);
	}
	if (response.status !== 200) {
		return failure(await problemOf(destination, response));
	}
	try {
		return success({
			bytes: new Uint8Array(await response.arrayBuffer()),
			etag: response.headers.get('etag') ?? undefined,
		});
	} catch (error) {
		return failure(offline(destination, error));
	}
}

async function ask(
	destination: Destination,
	request: DestinationRequest,
): Promise<Result<Response, DeliveryProblem>> {
	try {
		return success(await destination.send(request));
	} catch (error) {
		return failure(offline(destination, error));
	}
}

function guardOf(present: Present | undefined): Readonly<Record<string, string>> | undefined {
	if (present === undefined) {
		return { 'if-none-match': '*' };
	}
	const { etag } = present;
	return etag === undefined || etag.startsWith('W/') ? undefined : { 'if-match': etag };
}

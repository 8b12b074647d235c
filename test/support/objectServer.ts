import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Who may write to an {@link ObjectServer}. */
export type ObjectAccess =
	| { readonly kind: 'authorization'; readonly header: string }
	| { readonly kind: 's3'; readonly keyId: string; readonly secret: string; readonly region: string };

/** A web server on loopback that keeps what is PUT, with ETags and their conditions, as object stores do. */
export interface ObjectServer {
	readonly address: string;
	/** By path. */
	readonly objects: Map<string, Buffer>;
	/** Method and path of every request, oldest first. */
	readonly requests: string[];
	/** Answers instead of the server, when it says so by `true`. */
	intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
	close(): Promise<void>;
}

export async function startObjectServer(access: ObjectAccess | undefined): Promise<ObjectServer> {
	const objects = new Map<string, Buffer>();
	const requests: string[] = [];
	const server = createServer((request, response) => {
		requests.push(`${request.method} ${request.url}`);
		if (!store.intercept(request, response)) {
			answer(request, response).catch(() => response.destroy());
		}
	});
	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const path = request.url ?? '/';
		const body = await buffer(request);
		const refused = access && refusal(access, request, body);
		if (refused !== undefined) {
			response.writeHead(403).end(`<Error><Code>${refused}</Code><Message>No.</Message></Error>`);
			return;
		}
		const present = objects.get(path);
		if (request.method === 'GET') {
			response
				.writeHead(present === undefined ? 404 : 200, present && { etag: etagOf(present) })
				.end(present);
			return;
		}
		const holds = conditionsHold(request, present);
		if (holds) {
			objects.set(path, body);
		}
		response.writeHead(holds ? 200 : 412).end();
	};
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const store: ObjectServer = {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		objects,
		requests,
		intercept: () => false,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return store;
}

function conditionsHold({ headers }: IncomingMessage, present: Buffer | undefined): boolean {
	const { 'if-match': match, 'if-none-match': none } = headers;
	return (
		(match === undefined || (present !== undefined && match === etagOf(present))) &&
		(none !== '*' || present === undefined)
	);
}

function etagOf(bytes: Buffer): string {
	return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function refusal(access: ObjectAccess, request: IncomingMessage, body: Buffer): string | undefined {
	if (access.kind === 'authorization') {
		return request.headers.authorization === access.header ? undefined : 'AccessDenied';
	}
	return signatureProblem(access, request, body);
}

/** Checks Signature Version 4 by its description (AWS, "Signing AWS API requests"), independently of what signs. */
function signatureProblem(
	{ keyId, secret, region }: ObjectAccess & { readonly kind: 's3' },
	request: IncomingMessage,
	body: Buffer,
): string | undefined {
	const {
		authorization = '',
		'x-amz-date': date = '',
		'x-amz-content-sha256': bodyHash = '',
	} = request.headers;
	const form =
		/^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
	const [, key, scope = '', names = '', signature] = form.exec(authorization) ?? [];
	if (key !== keyId) {
		return 'InvalidAccessKeyId';
	}
	const moment = String(date);
	if (scope !== `${moment.slice(0, 8)}/${region}/s3/aws4_request`) {
		return 'AuthorizationHeaderMalformed';
	}
	const signed = names.split(';');
	if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => signed.includes(name))) {
		return 'AccessDenied';
	}
	if (createHash('sha256').update(body).digest('hex') !== bodyHash) {
		return 'XAmzContentSHA256Mismatch';
	}
	const canonical = canonicalRequest(request, signed, bodyHash);
	const digest = createHash('sha256').update(canonical).digest('hex');
	const text = ['AWS4-HMAC-SHA256', moment, scope, digest].join('\n');
	const signingKey = scope
		.split('/')
		.reduce<Buffer>((previous, part) => hmac(previous, part), Buffer.from(`AWS4${secret}`));
	return hmac(signingKey, text).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}

function canonicalRequest(request: IncomingMessage, signed: readonly string[], bodyHash: string): string {
	const url = new URL(request.url ?? '/', 'http://host');
	return [
		request.method,
		url.pathname,
		url.searchParams.toString(),
		...signed.map((name) => `${name}:${String(request.headers[name]).trim()}`),
		'',
		signed.join(';'),
		bodyHash,
	].join('\n');
}

function hmac(key: Buffer, text: string): Buffer {
	return createHmac('sha256', key).update(text).digest();
}

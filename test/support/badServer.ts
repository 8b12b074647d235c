import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A web server on loopback that does to each request what `answer` says at that time. */
export interface BadServer {
	readonly url: string;
	/** What was asked for, oldest first. */
	readonly requests: readonly IncomingMessage[];
	answer: RequestListener;
	close(): Promise<void>;
}

/** Starts a server that answers 500 until it is told otherwise. */
export async function startBadServer(): Promise<BadServer> {
	const requests: IncomingMessage[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((request, response) => {
		requests.push(request);
		bad.answer(request, response);
	});
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	const bad: BadServer = {
		url: `http://127.0.0.1:${port}/policy.bundle.json`,
		requests,
		answer: status(500),
		close: async () => {
			sockets.forEach((socket) => socket.destroy());
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return bad;
}

/** Answers with `bytes` and, to who has them already, 304. */
export function serveBundle(bytes: Uint8Array, etag?: string): RequestListener {
	return (request, response) => {
		if (etag !== undefined && request.headers['if-none-match'] === etag) {
			response.writeHead(304, { etag }).end();
			return;
		}
		response
			.writeHead(200, { 'content-type': 'application/json', ...(etag !== undefined && { etag }) })
			.end(bytes);
	};
}

/** Answers with a status and no content. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): RequestListener {
	return (_request: IncomingMessage, response: ServerResponse) => {
		response.writeHead(code, headers).end();
	};
}

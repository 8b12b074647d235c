import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256 } from '../signing/signature.ts';
import { watchFile } from '../files/watchFile.ts';

export interface PolicyHostOptions {
	/** The folder with `policy.bundle.json`; other files in it (a VSIX, say) are served too. */
	readonly folder: string;
	/** 0 for any free one. */
	readonly port: number;
	/** Loopback if absent. */
	readonly host?: string | undefined;
	/** Called after each request. */
	readonly onRequest?: ((line: string) => void) | undefined;
}

export interface PolicyHost {
	/** `http://127.0.0.1:8377`, without a slash at the end. */
	readonly address: string;
	readonly bundleUrl: string;
	/** Editors that wait for hints. */
	listeners(): number;
	close(): Promise<void>;
}

export const bundleName = 'policy.bundle.json';

const pingEvery = 25_000;
/** Milliseconds by which each listener makes a fleet's requests spread wider. */
const spreadPerListener = 2;

/**
 * Serves a public folder as a small web server does: ETag, 304, HEAD. Besides it announces changes of the bundle as
 * server-sent events at `/events`, to which the bundle's `Link` header of relation `monitor` points. Rejects where the
 * port is taken.
 */
export async function startPolicyHost({
	folder,
	port,
	host = '127.0.0.1',
	onRequest,
}: PolicyHostOptions): Promise<PolicyHost> {
	const bundlePath = join(folder, bundleName);
	const listeners = new Set<ServerResponse>();
	let current = await hashOf(bundlePath);
	const announce = async (): Promise<void> => {
		const changed = await hashOf(bundlePath);
		if (changed !== undefined && changed !== current) {
			current = changed;
			const spread = listeners.size * spreadPerListener;
			for (const listener of listeners) {
				listener.write(`data: {"spread":${spread}}\n\n`);
			}
		}
	};
	const endWatching = watchFile(bundlePath, () => void announce());
	const ping = setInterval(
		() => listeners.forEach((listener) => listener.write(': here\n\n')),
		pingEvery,
	).unref();
	const server = createServer((request, response) => {
		response.on('finish', () => onRequest?.(`${request.method} ${request.url} ${response.statusCode}`));
		if (request.url === '/events' && request.method === 'GET') {
			response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
			response.write(': here\n\n');
			listeners.add(response);
			response.on('close', () => listeners.delete(response));
			return;
		}
		serveFile(folder, request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	const bound = (server.address() as AddressInfo).port;
	const address = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
	return {
		address,
		bundleUrl: `${address}/${bundleName}`,
		listeners: () => listeners.size,
		close: async () => {
			clearInterval(ping);
			endWatching();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function serveFile(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		response.writeHead(405, { allow: 'GET, HEAD' }).end();
		return;
	}
	const path = await fileFor(folder, request.url ?? '/');
	if (path === undefined) {
		response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file here.\n');
		return;
	}
	const { headers, content } = path.endsWith(`${sep}${bundleName}`)
		? await openBundle(path)
		: await openOther(path);
	if (request.headers['if-none-match'] === headers.etag) {
		response.writeHead(304, headers).end();
	} else if (request.method === 'HEAD') {
		response.writeHead(200, headers).end();
	} else {
		response.writeHead(200, headers);
		await pipeline(content(), response);
	}
}

interface Served {
	readonly headers: { readonly etag: string } & Readonly<Record<string, string | number>>;
	readonly content: () => Readable;
}

/** The bundle is read whole, so that its ETag and length are those of one version even while it is replaced. */
async function openBundle(path: string): Promise<Served> {
	const bytes = await readFile(path);
	const headers = {
		etag: `"${sha256(bytes)}"`,
		'content-length': bytes.length,
		'content-type': 'application/json',
		'cache-control': 'no-cache',
		link: '</events>; rel="monitor"; type="text/event-stream"',
	};
	return { headers, content: () => Readable.from([bytes]) };
}

async function openOther(path: string): Promise<Served> {
	const { size, mtimeMs } = await stat(path);
	const headers = {
		etag: `"${size.toString(16)}-${Math.round(mtimeMs).toString(16)}"`,
		'content-length': size,
		'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
		'cache-control': 'no-cache',
	};
	return { headers, content: () => createReadStream(path) };
}

/** The file that an address names, when it lies in the folder, links followed. */
async function fileFor(folder: string, address: string): Promise<string | undefined> {
	try {
		const name = decodeURIComponent(new URL(address, 'http://host').pathname);
		const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, name))]);
		return path.startsWith(root + sep) && (await stat(path)).isFile() ? path : undefined;
	} catch {
		return undefined;
	}
}

async function hashOf(path: string): Promise<string | undefined> {
	try {
		return sha256(await readFile(path));
	} catch {
		return undefined;
	}
}

const contentTypes: Readonly<Record<string, string>> = {
	'.json': 'application/json',
	'.vsix': 'application/zip',
	'.html': 'text/html; charset=utf-8',
	'.txt': 'text/plain; charset=utf-8',
};

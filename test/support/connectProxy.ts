import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy on loopback that tunnels (CONNECT), and what it was asked for. */
export interface ConnectProxy {
	readonly url: string;
	readonly asked: readonly string[];
	/** `drop`: the tunnel is cut after so many bytes of the answer. */
	mode: 'open' | 'refuse' | { readonly drop: number };
	/** Where tunnels lead, whatever host was asked for. */
	target: number;
	close(): Promise<void>;
}

export async function startConnectProxy(): Promise<ConnectProxy> {
	const asked: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer();
	server.on('connection', (socket: Socket) => sockets.add(socket));
	server.on('connect', (request, socket: Socket) => {
		asked.push(request.url ?? '');
		socket.on('error', () => undefined);
		const { mode } = proxy;
		if (mode === 'refuse') {
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
			return;
		}
		const upstream = connect(proxy.target, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			socket.pipe(upstream);
			let left = mode === 'open' ? Infinity : mode.drop;
			upstream.on('data', (chunk: Buffer) => {
				socket.write(chunk.subarray(0, Math.max(0, left)));
				left -= chunk.length;
				if (left <= 0) {
					socket.destroy();
					upstream.destroy();
				}
			});
			upstream.on('end', () => socket.end());
		});
		sockets.add(upstream);
		upstream.on('error', () => socket.destroy());
		socket.on('close', () => upstream.destroy());
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const proxy: ConnectProxy = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		mode: 'open',
		target: 0,
		close: async () => {
			sockets.forEach((socket) => socket.destroy());
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return proxy;
}

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serveBundle } from '../../../support/badServer.ts';
import { type Certificates, type KeyPair, makeCertificates } from '../../../support/certificates.ts';
import { type ConnectProxy, startConnectProxy } from '../../../support/connectProxy.ts';

const script = fileURLToPath(import.meta.resolve('../../../support/askOnce.ts'));
const content = JSON.stringify({ text: 'x'.repeat(3000) });
const folder = mkdtempSync(join(tmpdir(), 'secure-'));
const certificates = makeCertificates(folder);

interface Outcome {
	readonly result: string;
	readonly etag?: string;
	readonly bytes?: string;
	readonly problem?: { readonly code: string; readonly message: string };
}

/** Asks from a process that trusts the private authority, with more of its environment set. */
async function ask(url: string, environment: NodeJS.ProcessEnv = {}, etag?: string): Promise<Outcome> {
	const trusted = { NODE_EXTRA_CA_CERTS: certificates?.authority, NO_PROXY: '', HTTPS_PROXY: '' };
	const env = { ...process.env, ...trusted, ...environment };
	const args = etag === undefined ? [script, url] : [script, url, etag];
	const { stdout } = await promisify(execFile)(process.execPath, args, { env });
	return JSON.parse(stdout) as Outcome;
}

function summaryOf({ result, problem }: Outcome): string {
	return problem === undefined ? result : `${problem.code} ${problem.message}`;
}

after(() => rmSync(folder, { recursive: true, force: true }));

if (certificates === undefined) {
	it('TLS, proxies and nginx: openssl is absent here, so certificates cannot be made', () => undefined);
} else {
	describe('policy over TLS and through proxies', function () {
		this.timeout(20_000);
		tlsTests(certificates);
	});
	describe('policy from nginx', function () {
		this.timeout(20_000);
		nginxTests(certificates);
	});
}

function tlsTests(made: Certificates): void {
	let server: Server;
	let proxy: ConnectProxy;
	const serve = async ({ key, cert }: KeyPair): Promise<string> => {
		server = createServer({ key, cert }, serveBundle(Buffer.from(content), '"1"'));
		await new Promise<void>((resolve) => {
			server.listen(0, '127.0.0.1', resolve);
		});
		const { port } = server.address() as AddressInfo;
		proxy.target = port;
		return `https://localhost:${port}/policy.bundle.json`;
	};
	beforeEach(async () => {
		proxy = await startConnectProxy();
	});
	afterEach(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		await proxy.close();
	});

	it('a private authority that the machine trusts is trusted, and no other (row 19)', async () => {
		const url = await serve(made.good);
		assert.equal((await ask(url)).bytes, content);
		const stranger = await ask(url, { NODE_EXTRA_CA_CERTS: '' });
		assert.match(summaryOf(stranger), /^offline (UNABLE_TO_|SELF_SIGNED)/);
	});

	for (const [title, pair, expected] of [
		['for another host', made.otherHost, 'offline ERR_TLS_CERT_ALTNAME_INVALID'],
		['that has ended', made.expired, 'offline CERT_HAS_EXPIRED'],
		['signed by itself', made.selfSigned, 'offline DEPTH_ZERO_SELF_SIGNED_CERT'],
	] as const) {
		it(`a certificate ${title} brings no policy (row 19)`, async () => {
			assert.equal(summaryOf(await ask(await serve(pair))), expected);
		});
	}

	it('through a proxy; one that refuses or drops the line is the network’s fault (row 20)', async () => {
		const url = new URL(await serve(made.good));
		const environment = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url };
		assert.equal((await ask(url.href, environment)).bytes, content);
		assert.deepEqual(proxy.asked, [url.host]);
		proxy.mode = 'refuse';
		assert.match(summaryOf(await ask(url.href, environment)), /^offline/);
		proxy.mode = { drop: 2000 };
		assert.match(summaryOf(await ask(url.href, environment)), /^offline/);
		assert.equal(proxy.asked.length, 3);
	});
}

function nginxTests(made: Certificates): void {
	const port = 20_000 + (process.pid % 20_000);
	const site = join(folder, 'site');
	const file = join(site, 'policy.bundle.json');
	let stop = async (): Promise<void> => undefined;
	let present = true;

	before(async () => {
		mkdirSync(site);
		writeFileSync(file, content);
		const config = join(folder, 'nginx.conf');
		writeFileSync(
			config,
			`daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;
			events { worker_connections 64; }
			http {
				access_log off; types { application/json json; }
				client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
				uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
				gzip on; gzip_types application/json; gzip_min_length 1;
				server {
					listen 127.0.0.1:${port} ssl; root ${site};
					ssl_certificate ${made.good.certFile}; ssl_certificate_key ${made.good.keyFile};
				}
			}`,
		);
		const path = [process.env['PATH'], '/usr/sbin', '/usr/local/sbin'].join(':');
		const child = spawn('nginx', ['-p', folder, '-c', config], {
			stdio: 'ignore',
			env: { ...process.env, PATH: path },
		});
		const ended = new Promise<void>((resolve) => {
			child.once('error', () => {
				present = false;
				resolve();
			});
			child.once('exit', () => resolve());
		});
		stop = async () => {
			child.kill('SIGTERM');
			await ended;
		};
		const waiting = new AbortController();
		await Promise.race([ended, accepts(port, waiting.signal)]);
		waiting.abort();
	});
	after(() => stop());

	it('TLS by a private authority, gzip, a weak ETag, 304; touched files and new ones (row 14)', async function () {
		if (!present) {
			const { test } = this;
			if (test !== undefined) {
				test.title = 'nginx is absent here (Debian package nginx-light)';
			}
			return;
		}
		const url = `https://localhost:${port}/policy.bundle.json`;
		const first = await ask(url);
		assert.equal(first.bytes, content);
		assert.match(first.etag ?? '', /^W\//, 'it was sent as it is, without gzip');
		assert.equal((await ask(url, {}, first.etag)).result, 'unchanged');
		utimesSync(file, 1, 1);
		const touched = await ask(url, {}, first.etag);
		assert.equal(touched.bytes, content);
		assert.notEqual(touched.etag, first.etag);
		writeFileSync(file, '{}');
		assert.equal((await ask(url, {}, touched.etag)).bytes, '{}');
		rmSync(file);
		assert.deepEqual((await ask(url, {}, touched.etag)).problem?.code, 'status');
	});
}

/** Resolves as soon as something accepts connections there, or nobody waits for that any more: else no run would end. */
async function accepts(port: number, waiting: AbortSignal): Promise<void> {
	while (!waiting.aborted) {
		const there = await new Promise<boolean>((resolve) => {
			const socket = connect(port, '127.0.0.1');
			socket.once('connect', () => resolve(true));
			socket.once('error', () => resolve(false));
			socket.once('close', () => socket.destroy());
		});
		if (there) {
			return;
		}
		await new Promise((resolve) => setImmediate(resolve));
	}
}

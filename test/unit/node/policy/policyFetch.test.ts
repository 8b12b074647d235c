import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { fetchBundle, type FetchOptions } from '../../../../src/node/policy/policyFetch.ts';
import { type BadServer, serveBundle, startBadServer, status } from '../../../support/badServer.ts';

const content = Buffer.from(JSON.stringify({ text: 'x'.repeat(3000) }));

describe('fetchBundle', () => {
	let server: BadServer;
	before(async () => {
		server = await startBadServer();
	});
	after(() => server.close());

	const ask = async (answer: RequestListener, change: Partial<FetchOptions> = {}, source = server.url) => {
		server.answer = answer;
		return await fetchBundle(source, { etag: undefined, now: 0, fetch, deadline: 5000, ...change });
	};

	it('gives the bytes and the ETag', async () => {
		const outcome = await ask(serveBundle(content, '"1"'));
		assert.ok(outcome.result === 'bundle');
		assert.deepEqual(Buffer.from(outcome.bytes), content);
		assert.equal(outcome.etag, '"1"');
	});

	it('says unchanged to 304 only when it asked with an ETag (row 14)', async () => {
		assert.equal((await ask(serveBundle(content, '"1"'), { etag: '"1"' })).result, 'unchanged');
		const outcome = await ask(status(304));
		assert.ok(outcome.result === 'failed');
		assert.equal(outcome.passing, true);
	});

	it('an empty ETag is none', async () => {
		const outcome = await ask(serveBundle(content, ''));
		assert.ok(outcome.result === 'bundle');
		assert.equal(outcome.etag, undefined);
	});

	const failing = (
		title: string,
		answer: RequestListener,
		expected: { readonly code: string; readonly passing: boolean },
		change: Partial<FetchOptions> = {},
	): void => {
		it(title, async () => {
			const outcome = await ask(answer, change);
			assert.ok(outcome.result === 'failed', outcome.result);
			assert.deepEqual({ code: outcome.problem.code, passing: outcome.passing }, expected);
		});
	};
	describe('answers without a bundle (row 16)', () => {
		for (const code of [201, 204, 206, 300, 400, 401, 403, 404, 405, 410, 418]) {
			failing(`${code} waits for the next poll`, status(code), { code: 'status', passing: false });
		}
		for (const code of [408, 429, 500, 502, 503, 504, 599]) {
			failing(`${code} may pass`, status(code), { code: 'status', passing: true });
		}
		it('a busy server says when to come back (row 17)', async () => {
			for (const [code, expected] of [
				[429, 7000],
				[503, 7000],
				[500, undefined],
			] as const) {
				const outcome = await ask(status(code, { 'retry-after': '7' }));
				assert.ok(outcome.result === 'failed');
				assert.equal(outcome.retryAfter, expected);
			}
		});
		failing(
			'the sign-in page of a network is the network’s fault (row 18)',
			(_request, response) =>
				response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in'),
			{ code: 'notABundle', passing: true },
		);
	});

	describe('endless and slow answers (rows 11 and 12)', () => {
		failing(
			'a body without end is cut off',
			(_request, response) => {
				response.writeHead(200);
				const more = (): void => {
					while (!response.destroyed && response.write(Buffer.alloc(65_536, ' '))) {
						// Fills the buffer, then waits until it is taken.
					}
				};
				response.on('drain', more);
				more();
			},
			{ code: 'tooLarge', passing: false },
		);
		failing(
			'a small answer that unpacks to 200 MB is cut off',
			(_request, response) => {
				response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb());
			},
			{ code: 'tooLarge', passing: false },
		);
		failing('no answer at all', () => undefined, { code: 'timedOut', passing: true }, { deadline: 100 });
		failing(
			'an answer that never comes to its end',
			(_request, response) => {
				response.writeHead(200).write('{');
				const drip = setInterval(() => response.write(' '), 20);
				response.on('close', () => clearInterval(drip));
			},
			{ code: 'timedOut', passing: true },
			{ deadline: 150 },
		);
	});

	it('an answer that is cut off at any byte is no bundle, 200 or not (row 13)', async () => {
		// Every byte of the beginning and the end; in between the bytes are all alike.
		const lengths = Array.from({ length: content.length }, (_, index) => index).filter(
			(length) => length < 100 || length > content.length - 100 || length % 97 === 0,
		);
		for (const length of lengths) {
			for (const headers of [
				{ 'content-length': String(content.length) },
				{ 'transfer-encoding': 'chunked' },
			]) {
				const outcome = await ask((_request, response) => {
					response.writeHead(200, headers);
					response.write(content.subarray(0, length), () => response.destroy());
					response.flushHeaders();
				});
				assert.equal(outcome.result, 'failed', `${length} bytes, ${JSON.stringify(headers)}`);
			}
		}
	});

	describe('redirects (row 18)', () => {
		const to = (location: string): RequestListener => status(302, { location });
		it('follows three', async () => {
			let left = 3;
			const outcome = await ask((asked, response) => {
				(left-- > 0 ? to(`/${left}`) : serveBundle(content))(asked, response);
			});
			assert.equal(outcome.result, 'bundle');
		});
		it('but no fourth', async () => {
			let left = 4;
			const outcome = await ask((asked, response) => {
				(left-- > 0 ? to(`/${left}`) : serveBundle(content))(asked, response);
			});
			assert.ok(outcome.result === 'failed');
			assert.equal(outcome.problem.code, 'redirects');
		});
		failing('a loop ends', to('/again'), { code: 'redirects', passing: false });
		failing('not to http elsewhere', to('http://example.com/policy.json'), {
			code: 'insecure',
			passing: false,
		});
		failing('not to a file', to('file:///etc/passwd'), { code: 'insecure', passing: false });
		failing('not with a password', to('https://user:secret@127.0.0.1/'), {
			code: 'badAddress',
			passing: false,
		});
		failing('a redirect to nowhere', status(302), { code: 'status', passing: false });
	});

	describe('addresses', () => {
		const source = (address: string, code: string): void => {
			it(`${address}: ${code}`, async () => {
				const outcome = await ask(status(500), {}, address);
				assert.ok(outcome.result === 'failed');
				assert.equal(outcome.problem.code, code);
			});
		};
		source('http://policy.example/policy.bundle.json', 'insecure');
		source('http://127.0.0.1.example/', 'insecure');
		source('https://user:secret@policy.example/', 'badAddress');
		source('http://', 'badAddress');
		source('http://127.0.0.1:1/', 'offline');
		source('/no/such/file.json', 'unreadableFile');
		source('file:///no/such/file.json', 'unreadableFile');
		source(tmpdir(), 'unreadableFile');
	});

	it('reads files, by path and by address, and no large ones', async () => {
		const path = join(mkdtempSync(join(tmpdir(), 'fetch-')), 'a b.json');
		writeFileSync(path, content);
		for (const source of [path, pathToFileURL(path).href]) {
			const outcome = await ask(status(500), {}, source);
			assert.ok(outcome.result === 'bundle');
			assert.deepEqual(Buffer.from(outcome.bytes), content);
		}
		writeFileSync(path, Buffer.alloc(1024 * 1024 + 1));
		const outcome = await ask(status(500), {}, path);
		assert.ok(outcome.result === 'failed');
		assert.equal(outcome.problem.code, 'tooLarge');
	});

	describe('where changes are announced', () => {
		const link = (header: string, expected: string | undefined): void => {
			it(`Link: ${header} is ${expected ?? 'passed over'}`, async () => {
				const outcome = await ask(status(200, { link: header }));
				assert.ok(outcome.result === 'bundle');
				assert.equal(outcome.hint, expected && new URL(expected, server.url).href);
			});
		};
		link('</events>; rel="monitor"; type="text/event-stream"', '/events');
		link('<events>; rel=monitor', '/events');
		link('</style.css>; rel=preload, </events>; rel="monitor"', '/events');
		link('<https://elsewhere.example/events>; rel="monitor"', undefined);
		link('</events>; rel="next"', undefined);
	});
});

/** 200 MB of blanks, packed. */
function bomb(): Buffer {
	return gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '), { level: 1 });
}

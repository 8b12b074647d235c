import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic } from '../../../../src/node/files/atomicFile.ts';
import { createPolicyClient } from '../../../../src/node/policy/policyClient.ts';
import { type PolicyHost, startPolicyHost } from '../../../../src/node/policy/policyHost.ts';
import { bundleOf, createAuthority } from '../../../support/authority.ts';
import { catalog } from '../../../support/policies.ts';

const acme = createAuthority();

describe('policy host', () => {
	let folder: string;
	let host: PolicyHost;
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'policy-host-'));
		mkdirSync(join(folder, 'public'));
		writeFileSync(join(folder, 'secret.txt'), 'secret');
		await publish(1);
		host = await startPolicyHost({ folder: join(folder, 'public'), port: 0 });
	});
	afterEach(async () => {
		await host.close();
		rmSync(folder, { recursive: true });
	});
	const publish = async (version: number): Promise<void> => {
		await writeFileAtomic(join(folder, 'public', 'policy.bundle.json'), bundleOf(acme, { version }));
	};

	it('answers with an ETag, 304 to who has it, and HEAD', async () => {
		const first = await fetch(host.bundleUrl);
		const etag = first.headers.get('etag') ?? '';
		assert.equal(first.status, 200);
		assert.match(etag, /^"[0-9a-f]{64}"$/);
		await first.text();
		const again = await fetch(host.bundleUrl, { headers: { 'if-none-match': etag } });
		assert.deepEqual([again.status, await again.text()], [304, '']);
		const head = await fetch(host.bundleUrl, { method: 'HEAD' });
		assert.deepEqual([head.status, head.headers.get('etag'), await head.text()], [200, etag, '']);
		await publish(2);
		const changed = await fetch(host.bundleUrl, { headers: { 'if-none-match': etag } });
		assert.equal(changed.status, 200);
		await changed.text();
	});

	it('serves other files of the folder and nothing else', async () => {
		writeFileSync(join(folder, 'public', 'a.vsix'), 'vsix');
		symlinkSync(join(folder, 'secret.txt'), join(folder, 'public', 'link.txt'));
		const ask = async (path: string, method = 'GET'): Promise<string> =>
			await new Promise((resolve, reject) => {
				// Not fetch, which tidies paths up before it sends them.
				const { hostname, port } = new URL(host.address);
				request({ hostname, port, path, method }, (response) => {
					let text = `${response.statusCode} `;
					response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
					response.on('end', () => resolve(text));
				})
					.on('error', reject)
					.end();
			});
		assert.equal(await ask('/a.vsix'), '200 vsix');
		for (const path of [
			'/',
			'/none',
			'/../secret.txt',
			'/..%2fsecret.txt',
			'/%2e%2e/secret.txt',
			'/link.txt',
			'/%00',
			'/%',
		]) {
			assert.match(await ask(path), /^404 /, path);
		}
		assert.match(await ask('/a.vsix', 'POST'), /^405 /);
	});

	it('brings a published policy to a connected client within a second, without a poll', async () => {
		const waiting: { readonly version: number; readonly done: () => void }[] = [];
		const client = createPolicyClient({
			anchor: { ...acme.anchor, sources: [host.bundleUrl] },
			folder: join(folder, 'store'),
			builtInCatalog: catalog,
			now: Date.now,
			onChange: (current) => {
				const version = current.state === 'active' ? current.policy.version : 0;
				waiting.filter((each) => each.version === version).forEach(({ done }) => done());
			},
		});
		const arrival = async (version: number): Promise<void> =>
			await new Promise((done) => {
				waiting.push({ version, done });
			});
		await client.start();
		assert.equal(client.policy()?.document.version, 1);
		await until(() => host.listeners() === 1);
		// The third comes right after the second, which is what the gap between two looks holds up.
		for (const [version, most] of [
			[2, 1000],
			[3, 2500],
		] as const) {
			const arrived = arrival(version);
			const started = performance.now();
			await publish(version);
			await arrived;
			const took = performance.now() - started;
			assert.ok(took < most, `version ${version} took ${took} ms`);
		}
		client.dispose();
		await until(() => host.listeners() === 0);
	});

	it('says so when the port is taken', async () => {
		const { port } = new URL(host.address);
		await assert.rejects(startPolicyHost({ folder, port: Number(port) }), { code: 'EADDRINUSE' });
	});
});

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleOf } from '../../../support/authority.ts';
import { acme, clientFixture } from '../../../support/clientFixture.ts';

const windowScript = fileURLToPath(import.meta.resolve('../../../support/windowOnce.ts'));
const unableScript = fileURLToPath(import.meta.resolve('../../../support/unableToVerify.ts'));

const processes = Number(process.env['PROCESSES'] ?? 3);
const run = promisify(execFile);

describe('policy client: windows in processes of their own (row 27)', () => {
	const fixture = clientFixture();

	it(`${processes} processes over one store: one asks, all have it; one that is killed takes nothing with it`, async function () {
		this.timeout(30_000);
		fixture.publish(1);
		const anchor = JSON.stringify({ ...acme.anchor, sources: [fixture.server.url] });
		const children = Array.from({ length: processes }, () =>
			spawn(process.execPath, [windowScript, fixture.folder, anchor]),
		);
		const windows = children.map(listenTo);
		try {
			await Promise.all(windows.map(async (says) => await says('1')));
			// Each asks at its start; some have the policy by another before their own answer.
			while (fixture.server.requests.length < children.length) {
				await new Promise((resolve) => setImmediate(resolve));
			}
			fixture.publish(2);
			const [first, killed] = children as [ChildProcess, ChildProcess];
			killed.kill('SIGKILL');
			const left = windows.filter((_, at) => children[at] !== killed);
			const asked = fixture.server.requests.length;
			first.stdin?.write('now');
			await Promise.all(left.map(async (says) => await says('2')));
			assert.equal(fixture.server.requests.length, asked + 1);
			assert.ok(readdirSync(fixture.folder).includes('current.json'));
		} finally {
			children.forEach((child) => child.kill('SIGKILL'));
		}
	});
});

describe('policy client: disks that fail (row 25)', () => {
	const fixture = clientFixture();

	for (const [title, fault] of [
		['on a full disk', 'full'],
		['in a folder that cannot be written', 'readOnly'],
	] as const) {
		it(`${title} the policy is in force, the one before stays on the disk, and it is said`, async function () {
			if (process.platform === 'win32') {
				this.skip();
			}
			this.timeout(20_000);
			fixture.publish(7);
			const { client } = fixture.open();
			await client.start();
			client.dispose();
			const before = readFileSync(join(fixture.folder, 'current.json'));
			const bundle = join(fixture.folder, 'bundle.json');
			writeFileSync(bundle, bundleOf(acme, { version: 8 }));
			assert.equal(await saveWith(fault, fixture.folder, bundle), '8 notSaved');
			assert.deepEqual(readFileSync(join(fixture.folder, 'current.json')), before);
		});
	}
});

describe('policy client: cryptography that cannot be relied on (row 35)', () => {
	const fixture = clientFixture();

	for (const answer of ['good', 'bad']) {
		it(`that calls every signature ${answer} brings no policy in, and keeps the stored one on the disk`, async function () {
			this.timeout(20_000);
			fixture.publish(1);
			const { client } = fixture.open();
			await client.start();
			client.dispose();
			const path = join(fixture.folder, 'current.json');
			const before = readFileSync(path);
			const source = join(fixture.folder, 'bundle.json');
			writeFileSync(source, bundleOf(acme, { version: 2 }));
			const anchor = JSON.stringify({ ...acme.anchor, sources: [source] });
			const args = [unableScript, fixture.folder, anchor, answer];
			const { stdout } = await run(process.execPath, args);
			assert.deepEqual(JSON.parse(stdout), {
				status: { state: 'missing', problem: { code: 'cannotVerify' } },
				inForce: false,
			});
			assert.deepEqual(readFileSync(path), before);
		});
	}
});

/** Hears all that a window says from now on. The result waits until it has said that a version is in force. */
function listenTo({ stdout }: ChildProcess): (version: string) => Promise<void> {
	let said = '';
	stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
	return async (version) => {
		const signal = AbortSignal.timeout(20_000);
		while (!said.split('\n').includes(version)) {
			assert.ok(stdout);
			// In the end it fails, so that the windows are closed and the test does not outlive itself.
			await once(stdout, 'data', { signal });
		}
	};
}

/** Accepts a bundle in a process whose disk fails in a real way: no file may be larger than 1 KB, or the folder is closed. */
async function saveWith(fault: 'full' | 'readOnly', folder: string, bundle: string): Promise<string> {
	const script = fileURLToPath(import.meta.resolve('../../../support/acceptOnce.ts'));
	const anchor = JSON.stringify(acme.anchor);
	if (fault === 'full') {
		const line = 'ulimit -f 1; exec "$@"';
		const { stdout } = await run('bash', [
			'-c',
			line,
			'bash',
			process.execPath,
			script,
			folder,
			bundle,
			anchor,
		]);
		return stdout.trim();
	}
	chmodSync(folder, 0o555);
	try {
		// Root writes everywhere; nobody does not.
		const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
		chmodSync(join(folder, 'current.json'), 0o644);
		const { stdout } = await run(process.execPath, [script, folder, bundle, anchor], identity);
		return stdout.trim();
	} finally {
		chmodSync(folder, 0o755);
	}
}

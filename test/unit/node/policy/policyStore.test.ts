import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { verifyBundle } from '../../../../src/core/policy/trust/verify.ts';
import { readPolicyStore, savePolicy, type StoredPolicy } from '../../../../src/node/policy/policyStore.ts';
import { nodeCryptography } from '../../../../src/node/signing/signature.ts';
import { bundleOf } from '../../../support/authority.ts';
import { accept, acme } from '../../../support/judging.ts';

const kills = Number(process.env['KILLS'] ?? 15);

describe('policy store', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'policy-store-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	const stored = (version: number): StoredPolicy => {
		const bytes = bundleOf(acme, { version });
		const { floor } = accept(bytes);
		return {
			bundle: Buffer.from(bytes).toString(),
			floor,
			source: '-',
			etag: `"${version}"`,
			acceptedAt: version,
		};
	};
	const versions = (): readonly number[] =>
		readPolicyStore(folder).map((entry) => entry.stored.floor.version);

	it('gives back what was saved, newest first, and keeps one before it', async () => {
		assert.deepEqual(readPolicyStore(folder), []);
		const [one, two, three] = [stored(1), stored(2), stored(3)];
		await savePolicy(folder, one, undefined);
		assert.deepEqual(readPolicyStore(folder)[0]?.stored, one);
		await savePolicy(folder, two, one);
		await savePolicy(folder, three, two);
		assert.deepEqual(versions(), [3, 2]);
	});

	it(`a kill at any moment leaves the old policy or the new, whole (row 26; ${kills} kills)`, async function () {
		this.timeout(kills * 2000);
		const file = join(folder, 'policies.txt');
		writeFileSync(file, JSON.stringify([stored(1), stored(2), stored(3)]));
		const script = fileURLToPath(import.meta.resolve('../../../support/saveForever.ts'));
		for (let kill = 0; kill < kills; kill++) {
			const child = spawn(process.execPath, [script, folder, file]);
			await once(child.stdout, 'data');
			// Somewhere within the next writes, each time elsewhere.
			await wait((kill * 7) % 23);
			const exited = once(child, 'exit');
			child.kill('SIGKILL');
			await exited;
			for (const entry of readPolicyStore(folder)) {
				const { bundle, floor } = entry.stored;
				const trust = { anchor: acme.anchor, floor, now: undefined, cryptography: nodeCryptography };
				const judged = verifyBundle(Buffer.from(bundle), trust);
				assert.ok(judged.ok, JSON.stringify(judged));
				assert.equal(judged.value.document.version, floor.version);
			}
			// What cannot be read would be left out: nothing is, once a first policy was saved.
			const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
			assert.equal(versions().length, files.length);
		}
		assert.ok(versions().length > 0);
	});
});

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStored, newPolicyState, type PolicyState } from '../../../../src/node/policy/policyState.ts';
import { signEnvelope } from '../../../../src/node/signing/signer.ts';
import { documentOf, pack, testNow } from '../../../support/authority.ts';
import { serveBundle, status } from '../../../support/badServer.ts';
import { catalog } from '../../../support/policies.ts';
import { acme, clientFixture, summary } from '../../../support/clientFixture.ts';

const everyByte = process.env['EVERY_BYTE'] !== undefined;

describe('policy client: damaged stores (row 25)', () => {
	const fixture = clientFixture();

	const damage: Readonly<Record<string, (path: string) => void>> = {
		truncated: (path) => writeFileSync(path, readFileSync(path).subarray(0, 200)),
		'zero length': (path) => writeFileSync(path, ''),
		'one flipped bit in the bundle': (path) => {
			const bytes = readFileSync(path);
			const at = bytes.indexOf('payload') + 40;
			bytes[at] = (bytes[at] ?? 0) ^ 1;
			writeFileSync(path, bytes);
		},
		'of another format': (path) => writeFileSync(path, '{"format":"aipolicy-store/9"}'),
		gone: (path) => rmSync(path),
	};
	for (const [title, hurt] of Object.entries(damage)) {
		it(`${title}: the previous policy, then the newest again`, async () => {
			fixture.publish(7);
			const { client } = fixture.open();
			await client.start();
			fixture.publish(8);
			await client.refresh();
			client.dispose();
			hurt(join(fixture.folder, 'current.json'));
			const { client: healed } = fixture.open();
			const started = healed.start();
			assert.equal(summary(healed), '7');
			await started;
			assert.equal(summary(healed), '8');
			fixture.server.answer = status(500);
			const { client: last } = fixture.open();
			void last.start();
			assert.equal(summary(last), '8');
		});
	}

	it('both files damaged: missing, then fetched', async () => {
		writeFileSync(join(fixture.folder, 'current.json'), 'x');
		writeFileSync(join(fixture.folder, 'previous.json'), '{}');
		fixture.publish(8);
		const { client } = fixture.open();
		const started = client.start();
		assert.equal(summary(client), 'missing');
		await started;
		assert.equal(summary(client), '8');
	});

	it('a folder in the place of the file', async () => {
		fixture.publish(7);
		mkdirSync(join(fixture.folder, 'current.json'));
		const { client } = fixture.open();
		await client.start();
		assert.equal(summary(client), '7 notSaved');
	});

	it(`cut off at ${everyByte ? 'every byte' : 'some hundred bytes'}: the previous policy each time`, async () => {
		fixture.publish(7);
		const { client } = fixture.open();
		await client.start();
		fixture.publish(8);
		await client.refresh();
		client.dispose();
		const path = join(fixture.folder, 'current.json');
		const whole = readFileSync(path);
		for (let length = 0; length < whole.length; length++) {
			if (!everyByte && length > 100 && length < whole.length - 100 && length % 37 > 0) {
				continue;
			}
			writeFileSync(path, whole.subarray(0, length));
			const state = stateOf(fixture.folder);
			loadStored(state);
			assert.equal(state.active?.verified.document.version, 7, `${length} bytes`);
		}
	}).timeout(30_000);

	it('a link in the place of the file is followed, and what lies behind it is verified like the file', async () => {
		fixture.publish(7);
		const { client } = fixture.open();
		await client.start();
		client.dispose();
		const [path, elsewhere] = [
			join(fixture.folder, 'current.json'),
			join(fixture.folder, 'elsewhere.json'),
		];
		renameSync(path, elsewhere);
		symlinkSync(elsewhere, path);
		const { client: linked } = fixture.open();
		void linked.start();
		assert.equal(summary(linked), '7');
		linked.dispose();
		writeFileSync(elsewhere, readFileSync(elsewhere, 'utf8').replace('"version":7', '"version":9'));
		const { client: forged } = fixture.open();
		void forged.start();
		assert.notEqual(summary(forged), '9');
	});
});

describe('policy client: a newer extension was here (row 28)', () => {
	const fixture = clientFixture();

	it('what it kept is not read, is said, and lies there still when a policy was fetched', async () => {
		const path = join(fixture.folder, 'current.json');
		const newer = '{"format":"aipolicy-store/9","anything":true}';
		writeFileSync(path, newer);
		const { client, told } = fixture.open();
		await client.start();
		assert.deepEqual(told[0], {
			state: 'missing',
			problem: { code: 'otherStore', format: 'aipolicy-store/9' },
		});
		assert.equal(readFileSync(path, 'utf8'), newer);
		fixture.publish(7);
		await client.refresh();
		assert.equal(summary(client), '7');
		assert.equal(readFileSync(join(fixture.folder, 'current.aipolicy-store-9.json'), 'utf8'), newer);
	});

	it('a policy of another major version is refused by its type, not guessed at', async () => {
		const payloadType = 'application/vnd.approved-assistants.policy.v2+json';
		const policy = signEnvelope(
			payloadType,
			Buffer.from(JSON.stringify(documentOf(acme))),
			acme.policySigners,
		);
		fixture.publish(7);
		const { client } = fixture.open();
		await client.start();
		fixture.server.answer = serveBundle(pack({ roots: [...acme.roots], policies: [policy] }));
		await client.refresh();
		assert.equal(summary(client), '7 wrongType');
	});
});

function stateOf(folder: string): PolicyState {
	const now = (): number => testNow;
	return newPolicyState({ anchor: acme.anchor, folder, builtInCatalog: catalog, now, machine: undefined });
}

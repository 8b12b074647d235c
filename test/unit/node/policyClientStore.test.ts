import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { status } from '../../support/badServer.ts';
import { clientFixture, summary } from '../../support/clientFixture.ts';

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
});

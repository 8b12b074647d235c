import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createSharedRecord } from '../../../../src/node/files/sharedRecord.ts';

const parse = (value: unknown): number => (typeof value === 'number' ? value : 0);

describe('shared record', () => {
	let folder: string;
	let file: string;

	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-record-'));
		file = path.join(folder, 'deeper/record.json');
	});

	afterEach(async () => {
		await rm(folder, { recursive: true, force: true });
	});

	it('loses no change of several processes that make them at once', async function () {
		this.timeout(20_000);
		const script = `
			import { createSharedRecord } from ${JSON.stringify(path.resolve('src/node/files/sharedRecord.ts'))};
			const record = createSharedRecord(${JSON.stringify(file)}, (value) => typeof value === 'number' ? value : 0);
			await Promise.all(Array.from({ length: 10 }, () => record.update((value) => value + 1)));
		`;
		const one = (): Promise<unknown> =>
			promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
		await Promise.all([one(), one(), one()]);
		assert.equal(createSharedRecord(file, parse).read(), 30);
	});

	it('starts anew where the file is damaged', async () => {
		const record = createSharedRecord(file, parse);
		await record.update(() => 7);
		await writeFile(file, '{"half');
		assert.equal(record.read(), 0);
		await record.update((value) => value + 1);
		assert.equal(JSON.parse(await readFile(file, 'utf8')), 1);
	});

	it('does not wait for a process that died with the lock', async () => {
		const record = createSharedRecord(file, parse);
		await record.update(() => 1);
		const old = new Date(Date.now() - 60_000);
		await writeFile(`${file}.lock`, '');
		await utimes(`${file}.lock`, old, old);
		await record.update((value) => value + 1);
		assert.equal(record.read(), 2);
	});

	it('keeps for itself what cannot be written', async () => {
		await writeFile(path.join(folder, 'deeper'), 'a file where a folder has to be');
		const record = createSharedRecord(file, parse);
		await record.update(() => 3);
		await record.update((value) => value + 1);
		assert.equal(record.read(), 4);
	});
});

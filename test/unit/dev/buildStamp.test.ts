import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildStamp } from '../../../src/dev/buildStamp.ts';

const recipe = ['esbuild.config.mjs', 'package-lock.json', 'src/dev/build.ts'];
const metafile = {
	inputs: { 'src/in.ts': { bytes: 1, imports: [] } },
	outputs: { 'dist/out.cjs': { bytes: 1, inputs: {}, imports: [], exports: [] } },
};

describe('the stamp of a build', () => {
	let root: string;

	beforeEach(async () => {
		root = await mkdtemp(path.join(tmpdir(), 'approved-assistants-stamp-'));
		for (const file of [...recipe, 'src/in.ts', 'dist/out.cjs', 'src/other.ts']) {
			await mkdir(path.dirname(path.join(root, file)), { recursive: true });
			await writeFile(path.join(root, file), 'as it was');
		}
	});

	afterEach(async () => {
		await rm(root, { recursive: true, force: true });
	});

	for (const file of [...recipe, 'src/in.ts', 'dist/out.cjs']) {
		it(`is another once ${file} has changed, and none without it`, async () => {
			const before = await buildStamp(root, metafile);
			assert.match(before ?? '', /^[0-9a-f]{64}$/);
			await writeFile(path.join(root, file), 'changed');
			assert.notEqual(await buildStamp(root, metafile), before);
			await writeFile(path.join(root, file), 'as it was');
			assert.equal(await buildStamp(root, metafile), before);
			await rm(path.join(root, file));
			assert.equal(await buildStamp(root, metafile), undefined);
		});
	}

	it('stays with a file that had no part in it', async () => {
		const before = await buildStamp(root, metafile);
		await writeFile(path.join(root, 'src/other.ts'), 'changed');
		assert.equal(await buildStamp(root, metafile), before);
	});
});

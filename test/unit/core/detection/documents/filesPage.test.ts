import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { detectInDocument } from '../../../../../src/core/detection/documents/detectInDocument.ts';
import { shellGrammars } from '../../../../support/shellGrammars.ts';
import { shippedCatalog } from '../describeFindings.ts';
import { filesPage } from './filesPage.ts';
import { unseenInFiles } from './unseenInFiles.ts';

describe('docs/files.md', () => {
	it('is made from the cases as they are', async () => {
		const file = path.resolve(import.meta.dirname, '../../../../../docs/files.md');
		if (process.env['WRITE_PAGES'] === '1') {
			await writeFile(file, filesPage());
		}
		assert.equal(await readFile(file, 'utf8'), filesPage(), 'run the tests once with WRITE_PAGES=1');
	});

	for (const [place, text, why] of unseenInFiles) {
		it(`says rightly that ${JSON.stringify(text)} is not seen: ${why}`, async () => {
			const found = detectInDocument(shippedCatalog, { path: place, text }, await shellGrammars);
			assert.deepEqual(found, []);
		});
	}
});

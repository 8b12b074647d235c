import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unseenCases } from './unseenCases.ts';
import { foundOn } from './describeFindings.ts';
import { detectionPage } from './detectionPage.ts';
import { shellGrammars } from '../../../support/shellGrammars.ts';

describe('docs/detection.md', () => {
	it('is made from the cases as they are', async () => {
		const file = path.resolve(import.meta.dirname, '../../../../docs/detection.md');
		if (process.env['WRITE_PAGES'] === '1') {
			await writeFile(file, detectionPage());
		}
		assert.equal(await readFile(file, 'utf8'), detectionPage(), 'run the tests once with WRITE_PAGES=1');
	});

	for (const [line, why] of unseenCases) {
		it(`says rightly that ${JSON.stringify(line)} is not seen: ${why}`, async () => {
			assert.match(foundOn(line, 'bash', await shellGrammars), /^(?:nothing|mention [\w-]+)$/);
		});
	}
});

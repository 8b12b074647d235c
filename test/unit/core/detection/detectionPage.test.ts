import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { unseenCases } from './commandCases.ts';
import { foundOn } from './describeFindings.ts';
import { detectionPage } from './detectionPage.ts';
import { shellGrammars } from '../../../support/shellGrammars.ts';

describe('docs/detection.md', () => {
	it('is made from the cases as they are', async () => {
		const page = await readFile(path.resolve(import.meta.dirname, '../../../../docs/detection.md'), 'utf8');
		assert.equal(page, detectionPage(), 'run: node test/unit/core/detection/writeDetectionPage.ts');
	});

	for (const [line, why] of unseenCases) {
		it(`says rightly that ${JSON.stringify(line)} is not seen: ${why}`, async () => {
			assert.match(foundOn(line, 'bash', await shellGrammars), /^nothing$/);
		});
	}
});

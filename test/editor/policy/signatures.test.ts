import assert from 'node:assert/strict';
import { canVerify } from '../../../src/node/signing/signature.ts';
import { sharedData } from '../../support/sharedData.ts';
import { assertAgrees, ownCases, wycheproof, wycheproofFiles } from '../../support/signatureCases.ts';

describe('signatures in the extension host (row 22)', () => {
	it('its cryptography gives the known answers, and agrees with our own vectors', () => {
		assert.equal(canVerify(), true);
		assertAgrees(ownCases);
	});

	for (const file of wycheproofFiles) {
		const cases = wycheproof(sharedData, file);
		it(`agrees with Wycheproof: ${file} (${cases.length} cases here)`, () => assertAgrees(cases));
	}
});

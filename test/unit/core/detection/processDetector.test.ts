import assert from 'node:assert/strict';
import { detectProcess, environmentSigns } from '../../../../src/core/detection/processDetector.ts';
import { describeFindings, shippedCatalog } from './describeFindings.ts';
import { processCases } from './processCases.ts';

describe('detectProcess', () => {
	for (const [title, signal, found] of processCases) {
		it(`${title} is ${found}`, () => {
			assert.equal(
				describeFindings(detectProcess(shippedCatalog, { kind: 'process', ...signal })),
				found,
			);
		});
	}

	it('shows names of variables as evidence, and looks for none but those of the catalog', () => {
		const [finding] = detectProcess(shippedCatalog, {
			kind: 'process',
			argv: ['make'],
			environment: ['CLAUDECODE'],
		});
		assert.deepEqual(finding?.evidence, [{ fingerprint: 'environment', value: 'CLAUDECODE' }]);
		assert.ok(environmentSigns(shippedCatalog).has('CLAUDECODE'));
		assert.ok(!environmentSigns(shippedCatalog).has('PATH'));
	});
});

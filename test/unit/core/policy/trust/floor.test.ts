import assert from 'node:assert/strict';
import { type Floor, refuseByFloor, seenOf } from '../../../../../src/core/policy/trust/floor.ts';

const hash = 'a'.repeat(64);
const floor: Floor = {
	anchorSha256: hash,
	rootVersion: 1,
	rootSha256: hash,
	epoch: 2,
	version: 5,
	policySha256: hash,
};

describe('floor', () => {
	const check = (
		title: string,
		[epoch, version]: [number, number],
		sha256: string,
		expected?: string,
	): void => {
		it(title, () => {
			assert.equal(
				refuseByFloor('policy', { epoch, version, sha256 }, seenOf(floor, 'policy'))?.code,
				expected,
			);
			assert.equal(refuseByFloor('policy', { epoch, version, sha256 }, undefined), undefined);
		});
	};
	const other = 'b'.repeat(64);
	check('a higher version', [2, 6], other);
	check('the same policy', [2, 5], hash);
	check('another policy of that version', [2, 5], other, 'equivocation');
	check('a lower version', [2, 4], other, 'rollback');
	check('a higher epoch, whatever the version', [3, 1], other);
	check('a lower epoch, whatever the version', [1, 9], other, 'rollback');
});

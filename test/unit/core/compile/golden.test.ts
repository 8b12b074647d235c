import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { targets } from '../../../../src/core/compile/targets.ts';
import { goldenFolder, goldenNow, goldenPolicy } from '../../../support/goldenPolicy.ts';

const again =
	'node src/cli/main.ts compile --policy test/golden/compile/policy.json --now 2026-11-22 --all test/golden/compile';

describe('a policy in native formats', () => {
	for (const { id, file, compile } of targets) {
		it(`is as it was written down for ${id}`, () => {
			const expected = readFileSync(join(goldenFolder, file), 'utf8');
			assert.equal(
				compile(goldenPolicy, goldenNow).text,
				expected,
				`after a change that is meant: ${again}`,
			);
		});
	}

	it('is written down for every target, and for nothing else', () => {
		const files = globSync('**/*.*', { cwd: goldenFolder }).map((file) => file.split(sep).join('/'));
		const expected = ['policy.json', ...targets.map(({ file }) => file)];
		assert.deepEqual(files.filter((file) => /\.\w+$/.test(file)).toSorted(), expected.toSorted());
	});
});

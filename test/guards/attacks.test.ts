import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { attackTable } from './attackTable.ts';

describe('attacks and faults', () => {
	it('none of the 35 rows is missing', () => {
		const rows = Object.keys(attackTable).map(Number);
		assert.deepEqual(
			rows,
			Array.from({ length: 35 }, (_, index) => index + 1),
		);
	});

	for (const [row, { name, proofs }] of Object.entries(attackTable)) {
		it(`row ${row}: ${name}`, () => {
			assert.ok(proofs.length > 0);
			for (const [file, title] of proofs) {
				const source = readFileSync(file, 'utf8');
				const titles = source.split('\n').filter((line) => line.includes(title));
				assert.ok(titles.length > 0, `${file} has no test "${title}"`);
				assert.doesNotMatch(source, /\.(skip|only)\(['"`]/);
			}
		});
	}
});

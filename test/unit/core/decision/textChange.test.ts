import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChanges, composeChanges, type TextChange } from '../../../../src/core/decision/textChange.ts';

/** Changes of a text of this length that do not touch each other. */
function changesOf(length: number): fc.Arbitrary<readonly TextChange[]> {
	const piece = fc.tuple(fc.nat(6), fc.nat(4), fc.string({ maxLength: 4 }));
	return fc.array(piece, { maxLength: 5 }).map((pieces) => {
		let from = 0;
		const changes: TextChange[] = [];
		for (const [gap, size, text] of pieces) {
			const start = from + gap;
			if (start + size > length) {
				break;
			}
			changes.push({ start, end: start + size, text });
			from = start + size + 1;
		}
		return changes;
	});
}

describe('composeChanges', () => {
	it('says in one go what two did one after the other', () => {
		const cases = fc
			.string({ maxLength: 40 })
			.chain((text) => fc.tuple(fc.constant(text), changesOf(text.length)))
			.chain(([text, first]) =>
				fc.tuple(fc.constant(text), fc.constant(first), changesOf(applyChanges(text, first).length)),
			);
		fc.assert(
			fc.property(cases, ([text, first, second]) => {
				const both = composeChanges(first, second);
				assert.equal(applyChanges(text, both), applyChanges(applyChanges(text, first), second));
				both.forEach(({ start, end }, index) =>
					assert.ok(start <= end && start >= (both[index - 1]?.end ?? 0)),
				);
			}),
			{ numRuns: 3000 },
		);
	});
});

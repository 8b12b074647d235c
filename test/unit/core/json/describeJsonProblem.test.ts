import assert from 'node:assert/strict';
import { describeJsonProblem } from '../../../../src/core/json/describeJsonProblem.ts';
import { locateInJson, positionAt } from '../../../../src/core/json/position.ts';
import { readStrictJson } from '../../../../src/core/json/strictJson.ts';
import { english } from '../../../../src/core/wording/translate.ts';

describe('what is said of JSON that is refused', () => {
	const check = (text: string, words: string): void => {
		it(JSON.stringify(text.slice(0, 30)), () => {
			const read = readStrictJson(text);
			assert.equal(read.ok ? 'read' : describeJsonProblem(read.error, english), words);
		});
	};
	check('\uFEFF{}', 'The file begins with a byte order mark; save it as UTF-8 without one.');
	check('{"a":1,"a":2}', '"a" stands here a second time; keep one of them.');
	check('{"__proto__":1}', '"__proto__" cannot be used as a key; choose another name.');
	check('['.repeat(65) + ']'.repeat(65), 'This is nested more than 64 levels deep.');
	check('"\\ud83d"', 'This text has half of a character (a lone surrogate); write the character itself.');
	check('9007199254740993', '9007199254740993 is too large to be read exactly; write a smaller number.');
	check('1'.repeat(60), `${'1'.repeat(40)} is too large to be read exactly; write a smaller number.`);
	check('"abc', 'This is not JSON: expected the closing quote here.');
	check(
		'"\u001f"',
		'This is not JSON: expected an escape such as \\n (no line breaks or control characters) here.',
	);
	check('" \u0020!"', 'read');
	check('"\\q"', `This is not JSON: expected ${syntaxDetail('"\\q"')} here.`);
});

function syntaxDetail(text: string): string {
	const read = readStrictJson(text);
	assert.ok(!read.ok && read.error.detail.length > 3);
	return read.error.detail;
}

describe('places in JSON', () => {
	const text = '\n{\n\t"a": [10, {"b": 1}],\n\t"c": {"d": 2}\n}\n';

	it('are lines and columns from 1', () => {
		assert.deepEqual(
			[0, 1, 2, 3, 4].map((offset) => positionAt(text, offset)),
			[
				{ line: 1, column: 1 },
				{ line: 2, column: 1 },
				{ line: 2, column: 2 },
				{ line: 3, column: 1 },
				{ line: 3, column: 2 },
			],
		);
	});

	it('are those of the value or its key, or of what is nearest around it', () => {
		const at = (path: readonly (string | number)[], part?: 'key' | 'value'): string => {
			const { line, column } = locateInJson(text, path, part);
			return `${line}:${column}`;
		};
		assert.deepEqual(
			[at([]), at(['a']), at(['a', 0]), at(['a', 1]), at(['a', 1, 'b']), at(['c', 'd'])],
			['2:1', '3:7', '3:8', '3:12', '3:18', '4:13'],
		);
		assert.deepEqual(
			[at(['a'], 'key'), at(['c', 'd'], 'key'), at(['a', 1], 'key')],
			['3:2', '4:8', '3:12'],
		);
		assert.deepEqual(
			[at(['x']), at(['c', 'x']), at(['c', 'x', 'y']), at(['c', 'x'], 'key')],
			['2:1', '4:7', '4:7', '4:7'],
		);
		assert.deepEqual([at(['b']), at(['a', 7]), at(['d'], 'key')], ['2:1', '3:7', '2:1']);
		assert.equal(locateInJson('{"k":1}', ['k'], 'key').column, 2);
	});
});

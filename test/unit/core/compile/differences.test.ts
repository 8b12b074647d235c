import assert from 'node:assert/strict';
import { lineDifferences, valueDifferences } from '../../../../src/core/compile/differences.ts';

describe("a machine's settings", () => {
	check('that are the same', { a: 1, b: { c: [1, 2] } }, { b: { c: [2, 1] }, a: 1 }, []);
	check('that say more', { a: 1 }, { a: 1, b: 2 }, []);
	check('that lack one', { a: { b: false } }, { a: {} }, ['"a › b" is missing, and should be false.']);
	check('that say otherwise', { a: true }, { a: false }, ['"a" is false, and should be true.']);
	check('that lack an item of a list', { a: ['x', 'y'] }, { a: ['y', 'z'] }, ['"a" lacks "x".']);
	check(
		'that allow an extension more',
		{ AllowedExtensions: { '*': true } },
		{ AllowedExtensions: { '*': true, b: true } },
		['"AllowedExtensions" also says true of b.'],
	);
	check(
		'that write an object as text',
		{ AllowedExtensions: { '*': true } },
		{ AllowedExtensions: '{"*": true}' },
		[],
	);
	check('that are no object', { a: 1 }, [], ['It holds no such settings.']);
	check('when nothing is wanted', {}, { a: 1 }, []);

	function check(what: string, wanted: unknown, actual: unknown, expected: readonly string[]): void {
		it(what, () => assert.deepEqual(valueDifferences(wanted, actual), expected));
	}
});

describe("a machine's lines", () => {
	check('that are laid out otherwise', 'a\r\n\r\nb\r\n', '\uFEFF\ta\n  b', []);
	check('that lack one and have another', 'a\nb', 'b\nc', ['It lacks: a', 'It has besides: c']);

	function check(what: string, wanted: string, actual: string, expected: readonly string[]): void {
		it(what, () => assert.deepEqual(lineDifferences(wanted, actual), expected));
	}
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedData } from '../../../support/sharedData.ts';
import fc from 'fast-check';
import { locateInJson } from '../../../../src/core/json/position.ts';
import type { JsonProblemCode } from '../../../../src/core/json/scan.ts';
import { readStrictJson } from '../../../../src/core/json/strictJson.ts';
import { decodeUtf8 } from '../../../../src/node/signing/signature.ts';

describe('strict JSON', () => {
	const accepted = (text: string): void => {
		it(`reads ${shortened(text)} as JSON.parse does`, () => {
			assert.deepEqual(readStrictJson(text), { ok: true, value: JSON.parse(text) as unknown });
		});
	};
	accepted('{}');
	accepted('[]');
	accepted(' \t\r\n{ "a" : [ 1 , -0.5e+3 , true , false , null , "" ] }\n');
	accepted('"\\u00e9\\n\\ud83d\\ude00 😀 \\/"');
	accepted('9007199254740991');
	accepted('-9007199254740991');
	accepted('1e300');
	accepted('{"a":{"b":1},"c":{"b":1}}');
	accepted(`${'['.repeat(64)}${']'.repeat(64)}`);
	accepted('{"proto":1,"Constructor":2,"__proto":3}');

	const refused = (
		text: string,
		code: JsonProblemCode,
		place: `${number}:${number}`,
		detail?: string,
	): void => {
		it(`refuses ${shortened(text)}: ${code} at ${place}`, () => {
			const read = readStrictJson(text);
			assert.equal(read.ok, false);
			const { line, column } = read.error;
			assert.deepEqual([read.error.code, `${line}:${column}`], [code, place]);
			if (detail !== undefined) {
				assert.equal(read.error.detail, detail);
			}
		});
	};
	refused('{"a":1,\n "b":2,\n "a":3}', 'duplicateKey', '3:2', 'a');
	refused('{"a":1,"\\u0061":2}', 'duplicateKey', '1:8', 'a');
	refused('[{"x":1,"x":1}]', 'duplicateKey', '1:9');
	refused('{"__proto__":1}', 'forbiddenKey', '1:2', '__proto__');
	refused('{"a":{"\\u005f_proto__":{}}}', 'forbiddenKey', '1:7');
	refused('{"constructor":1}', 'forbiddenKey', '1:2');
	refused('{"prototype":1}', 'forbiddenKey', '1:2');
	refused(`${'['.repeat(65)}${']'.repeat(65)}`, 'tooDeep', '1:65');
	refused(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 'tooDeep', '1:321');
	refused('"\\ud800"', 'loneSurrogate', '1:1');
	refused('"\\ude00\\ud83d"', 'loneSurrogate', '1:1');
	refused('"\ud800"', 'loneSurrogate', '1:1');
	refused('{"\\ud800":1}', 'loneSurrogate', '1:2');
	refused('[1e400]', 'unsafeNumber', '1:2', '1e400');
	refused('[-1e400]', 'unsafeNumber', '1:2');
	refused('9007199254740992', 'unsafeNumber', '1:1');
	refused('-9007199254740993', 'unsafeNumber', '1:1');
	refused('\uFEFF{}', 'byteOrderMark', '1:1');
	refused('', 'syntax', '1:1', 'a value');
	refused('{"a":1', 'syntax', '1:7', '"," or "}"');
	refused('{"a" 1}', 'syntax', '1:6', '":"');
	refused('{"a":1,}', 'syntax', '1:8', 'a key in double quotes');
	refused('[1,]', 'syntax', '1:4');
	refused('[1 2]', 'syntax', '1:4', '"," or "]"');
	refused('{} {}', 'syntax', '1:4', 'the end of the text');
	refused('// no\n{}', 'syntax', '1:1');
	refused('"a\nb"', 'syntax', '1:3');
	refused('"\\x"', 'syntax', '1:2');
	refused('"a', 'syntax', '1:3', 'the closing quote');
	refused('01', 'syntax', '1:2');
	refused('NaN', 'syntax', '1:1');
	refused('-', 'syntax', '1:1');
	refused('\u00a01', 'syntax', '1:1');

	it('equals JSON.parse on everything that it accepts, and accepts what it writes', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
				const text = JSON.stringify(value);
				const read = readStrictJson(text);
				if (read.ok) {
					assert.equal(JSON.stringify(read.value), text);
				} else {
					assert.ok(!['syntax', 'duplicateKey', 'byteOrderMark'].includes(read.error.code));
				}
			}),
		);
	});

	it('gives the same answer as JSON.parse to mangled documents, or a stricter one', () => {
		const sample = '{"a":[1,2.5e3,"x\\u0041",{"b":null,"c":true}],"d":"é😀"}';
		const mangle = fc.tuple(
			fc.nat(sample.length),
			fc.nat(4),
			fc.string({ maxLength: 3, unit: 'binary' }),
		);
		fc.assert(
			fc.property(mangle, ([at, cut, put]) => {
				const text = sample.slice(0, at) + put + sample.slice(at + cut);
				const read = readStrictJson(text);
				if (read.ok) {
					assert.deepEqual(read.value, JSON.parse(text));
				} else if (read.error.code === 'syntax') {
					assert.throws(() => JSON.parse(text), `JSON.parse takes ${text}`);
				}
			}),
			{ numRuns: 3000 },
		);
	});

	// Kept outside the repository for its licence; the cases above stand for it where it is absent.
	const folder = join(sharedData, 'JSONTestSuite/test_parsing');
	const files = existsSync(folder) ? readdirSync(folder) : [];

	it(`keeps to the JSONTestSuite (${files.length} files here)`, () => {
		const taken = files.filter((name) => {
			const text = decodeUtf8(readFileSync(join(folder, name)));
			return text !== undefined && readStrictJson(text).ok;
		});
		const stricter = (name: string): boolean => name.startsWith('y_object_duplicated_key');
		const free = ['i_number_double_huge_neg_exp.json', 'i_number_real_underflow.json'];
		const expected = files.filter(
			(name) => (name.startsWith('y_') && !stricter(name)) || free.includes(name),
		);
		assert.deepEqual(taken, expected);
	});
});

describe('places in JSON', () => {
	const text = '{\n\t"rules": [\n\t\t{"id": "a"},\n\t\t{"id": "b", "phases": []}\n\t]\n}';
	const check = (path: (string | number)[], part: 'key' | 'value', line: number, column: number): void => {
		it(`finds the ${part} at ${path.join('.') || 'the top'}`, () => {
			assert.deepEqual(locateInJson(text, path, part), { line, column });
		});
	};
	check([], 'value', 1, 1);
	check(['rules'], 'value', 2, 11);
	check(['rules'], 'key', 2, 2);
	check(['rules', 1], 'value', 4, 3);
	check(['rules', 1, 'phases'], 'value', 4, 25);
	check(['rules', 1, 'phases'], 'key', 4, 15);
	check(['rules', 1, 'reason'], 'value', 4, 3);
	check(['rules', 7, 'reason'], 'value', 2, 11);
});

function shortened(text: string): string {
	return JSON.stringify(text.length > 40 ? `${text.slice(0, 20)}…` : text);
}

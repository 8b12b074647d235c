import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reversePatch } from '../../../../src/core/enforcement/reversePatch.ts';

const before = '{\n  // mine\n  "editor.fontSize": 14, \n\t"files.eol": "\\n",\n}\n';
const ours = ',\n  "extensions.allowed": { "*": true, "evil.banned": false }';
const after = before.replace('14, ', `14${ours}, `);

describe('reversePatch', () => {
	it('gives back every byte when nobody else wrote', () => {
		assert.equal(reversePatch(before, after, after), before);
	});

	it('keeps what others wrote elsewhere since', () => {
		const edited = after.replace('"\\n"', '"\\r\\n"').replace('// mine', '// mine, and more');
		assert.equal(
			reversePatch(before, after, edited),
			before.replace('"\\n"', '"\\r\\n"').replace('// mine', '// mine, and more'),
		);
	});

	it('puts back what we had replaced', () => {
		const own = '{ "extensions.allowed": /* ours */ { "a.b": true } }';
		const merged = '{ "extensions.allowed": {"a.b":true,"evil.banned":false} }';
		assert.equal(reversePatch(own, merged, `${merged}\n`), `${own}\n`);
	});

	it('gives up when our place was edited, or stands there twice', () => {
		assert.equal(reversePatch(before, after, after.replace('evil.banned', 'evil.other')), undefined);
		assert.equal(reversePatch('{}', '{ours}', '{ours} ours'), undefined);
		assert.equal(reversePatch('{ours}', '{}', '{} '), undefined);
	});

	it('undoes any insertion exactly, whatever was appended since', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string(), (head, tail, more) => {
				const inserted = '\u0001only here\u0002';
				assert.equal(
					reversePatch(head + tail, head + inserted + tail, head + inserted + tail + more),
					head + tail + more,
				);
			}),
		);
	});
});

import assert from 'node:assert/strict';
import { applyEdits, modify } from 'jsonc-parser';
import { mergeAllowList } from '../../../../src/core/enforcement/allowList.ts';
import { restoreSpelling, settingInText } from '../../../../src/node/files/settingsText.ts';

const key = 'extensions.allowed';

/** Settings files as people leave them. */
const files: readonly [title: string, text: string][] = [
	['nothing but braces', '{}'],
	['braces with room', '{\n}\n'],
	['one setting', '{\n\t"a": 1\n}\n'],
	['a trailing comma', '{\n\t"a": 1,\n}\n'],
	['two spaces', '{\n  "a": 1,\n  "b": 2\n}'],
	['Windows line ends', '{\r\n    "a": 1\r\n}\r\n'],
	['comments around', '// top\n{\n\t// mine\n\t"a": 1 // end\n\t/* last */\n}\n// bottom\n'],
	['one line', '{"a":1,"b":[1,2]}'],
	['no line end', '{ "a": 1 }'],
	['odd spacing', '{\n\n\n   "a"   :   1   ,\n "b":2 }\n\n\n'],
	['the setting, all allowed', `{\n\t"${key}": { "*": true }\n}\n`],
	[
		'the setting with comments in it',
		`{\n\t"${key}": { /* all */ "*": true, // and\n\t\t"a.b": false },\n\t"z": 1\n}\n`,
	],
	['the setting on one line', `{"x":1,"${key}":{"*":true},"y":2}`],
	['the setting as a star', `{\n\t"${key}": "*",\n}\n`],
	['the setting first, spread', `{\n\t"${key}"  :\n\t\t{\n\t\t\t"a.b":true,\n\t\t},\n\t"z": 1\n}\n`],
	['an empty list', `{ "${key}": {} }`],
	['versions', `{\n\t"${key}": { "a.b": [ "1.0.0",\n"1.1.0" ] }\n}\n`],
];

describe('a settings file', () => {
	for (const [title, before] of files) {
		it(`has every byte back: ${title}`, () => {
			assert.equal(restoreSpelling(before, setAndSetBack(before), [key]), before);
		});

		it(`keeps what was changed elsewhere since: ${title}`, () => {
			const edited = set(setAndSetBack(before), 'somebody.else', { c: [true] });
			const restored = restoreSpelling(before, edited, [key]);
			assert.deepEqual(settingInText(restored, 'somebody.else'), { c: [true] });
			assert.deepEqual(settingInText(restored, key), settingInText(before, key));
			const comments = before.match(/\/\*.*?\*\/|\/\/.*/g) ?? [];
			assert.deepEqual(
				comments.filter((comment) => !restored.includes(comment)),
				[],
			);
		});
	}

	it('keeps a comment that was written since', () => {
		const before = `{\n\t"${key}": { "*": true } // mine\n}\n`;
		const edited = setAndSetBack(before).replace('// mine', '// mine, and more');
		assert.match(restoreSpelling(before, edited, [key]), /\{ "\*": true \} \/\/ mine, and more/);
	});
});

/** As the editor does it: the deny-list is set, then what the user had. */
function setAndSetBack(text: string): string {
	const own = settingInText(text, key);
	return set(set(text, key, mergeAllowList(own, ['evil.banned'], ['good.good'])), key, own);
}

function set(text: string, name: string, value: unknown): string {
	const formattingOptions = { insertSpaces: false, tabSize: 4 };
	return applyEdits(text, modify(text, [name], value, { formattingOptions }));
}

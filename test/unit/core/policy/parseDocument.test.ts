import assert from 'node:assert/strict';
import { type DocumentProblem, parsePolicyDocument } from '../../../../src/core/policy/parseDocument.ts';

const good = `{
	"organization": { "id": "acme", "name": "Acme" },
	"version": 1,
	"issuedAt": "2026-07-01",
	"expires": "2027-07-01",
	"sanctioned": [{ "id": "good", "assistants": ["good"] }],
	"rules": [
		{
			"id": "no-banned",
			"assistants": ["banned"],
			"phases": [{ "from": "2026-07-10", "action": "block" }],
			"reason": "It is high-risk software."
		}
	]
}`;

describe('parsePolicyDocument', () => {
	it('reads a policy and fills in what may be left out', () => {
		const parsed = parsePolicyDocument(good);
		assert.ok(parsed.ok);
		const { epoch, unlisted, poll } = parsed.value;
		assert.deepEqual({ epoch, unlisted, poll }, { epoch: 1, unlisted: 'allow', poll: { seconds: 900 } });
	});

	const check = (
		title: string,
		written: string,
		instead: string,
		...expected: Partial<DocumentProblem>[]
	): void => {
		it(title, () => {
			assert.ok(good.includes(written));
			const parsed = parsePolicyDocument(good.replace(written, instead));
			assert.equal(parsed.ok, false);
			const wanted = Object.keys(expected[0] ?? {}) as (keyof DocumentProblem)[];
			const found = parsed.error.map((problem) =>
				Object.fromEntries(wanted.map((key) => [key, problem[key]])),
			);
			assert.deepEqual(found, expected);
		});
	};
	check(
		'an unknown key, with the one that was probably meant',
		'"reason"',
		'"raeson"',
		{ code: 'missing', path: 'rules[0].reason', line: 8, column: 3, suggestion: undefined },
		{ code: 'unknownKey', path: 'rules[0].raeson', line: 12, column: 4, suggestion: 'reason' },
	);
	check('an action that there is not', '"block"', '"blokc"', {
		code: 'badValue',
		path: 'rules[0].phases[0].action',
		line: 11,
		column: 49,
		message: 'Write one of "allow", "audit", "inform", "warn", "block"; did you mean "block"?',
	});
	check('a day that is not in the calendar', '2026-07-10', '2026-02-30', {
		line: 11,
		column: 25,
		message: 'Write a day (2026-07-10) or a moment with its offset (2026-07-10T09:00:00+08:00)',
	});
	check('a value of the wrong type', '"version": 1', '"version": "1"', {
		code: 'wrongType',
		line: 3,
		column: 13,
		message: 'This must be a number.',
	});
	check('a list where there is none', '["banned"]', '"banned"', {
		path: 'rules[0].assistants',
		message: 'This must be a list: […].',
	});
	check('text in a language that is no language tag', '"It is high-risk software."', '{"English!": "x"}', {
		code: 'badValue',
		path: 'rules[0].reason.English!',
		line: 12,
		column: 15,
	});
	check('a key that stands twice', '"version": 1,', '"version": 1, "version": 2,', {
		code: 'json',
		line: 3,
		column: 16,
		message: '"version" stands here a second time; keep one of them.',
	});
	check('a comma at the end', '"2027-07-01",', '"2027-07-01",,', {
		code: 'json',
		line: 5,
		column: 26,
		message: 'This is not JSON: expected a key in double quotes here.',
	});
	check(
		'a VSIX without its hash',
		'["good"] }',
		'["good"], "extension": {"id": "a.b", "vsix": "https://x.example/a.vsix"} }',
		{
			path: 'sanctioned[0].extension',
			message: 'A VSIX location and its sha256 go together.',
		},
	);
	check(
		'all mistakes at once, in the order of the file',
		'"id": "acme", "name"',
		'"id": "ACME", "nmae"',
		{ path: 'organization.name' },
		{ path: 'organization.id' },
		{ path: 'organization.nmae' },
	);
});

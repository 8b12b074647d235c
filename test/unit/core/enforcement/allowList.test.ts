import assert from 'node:assert/strict';
import {
	allows,
	mergeAllowList,
	sameSetting,
	withoutOurs,
} from '../../../../src/core/enforcement/allowList.ts';

const denied = ['evil.banned'];
const needed = ['good.good'];

/** Shapes of a user's `extensions.allowed`, and what they become. */
const shapes: readonly [title: string, own: unknown, merged: unknown][] = [
	['not set', undefined, { '*': true, 'evil.banned': false }],
	['the default', '*', { '*': true, 'evil.banned': false }],
	['a mistake: true', true, { '*': true, 'evil.banned': false }],
	['a mistake: a list', ['evil.banned'], { '*': true, 'evil.banned': false }],
	['null', null, { '*': true, 'evil.banned': false }],
	['all allowed', { '*': true }, { '*': true, 'evil.banned': false }],
	['nothing allowed', {}, { 'good.good': true, 'evil.banned': false }],
	['a deny-list', { '*': true, 'a.b': false }, { '*': true, 'a.b': false, 'evil.banned': false }],
	['an allow-list', { 'a.b': true }, { 'a.b': true, 'good.good': true, 'evil.banned': false }],
	['the needed publisher allowed', { good: true }, { good: true, 'evil.banned': false }],
	[
		'the needed one in versions',
		{ 'good.good': ['1.0.0'] },
		{ 'good.good': ['1.0.0'], 'evil.banned': false },
	],
	['the needed one stable', { good: 'stable' }, { good: 'stable', 'evil.banned': false }],
	['the banned one allowed', { '*': true, 'evil.banned': true }, { '*': true, 'evil.banned': false }],
	['the banned one in other case', { '*': true, 'Evil.Banned': true }, { '*': true, 'evil.banned': false }],
	['the banned one in versions', { 'evil.banned': ['1.0.0'] }, { 'good.good': true, 'evil.banned': false }],
	[
		'the banned one denied already',
		{ '*': true, 'evil.banned': false },
		{ '*': true, 'evil.banned': false },
	],
	['the banned publisher allowed', { evil: true }, { evil: true, 'good.good': true, 'evil.banned': false }],
];

describe('extensions.allowed', () => {
	for (const [title, own, merged] of shapes) {
		it(`merges: ${title}`, () => {
			const written = mergeAllowList(own, denied, needed);
			assert.deepEqual(written, merged);
			assert.equal(allows(written, 'evil.banned'), false);
			assert.equal(allows(written, 'good.good'), true);
		});
		it(`gives back: ${title}`, () => {
			assert.deepEqual(
				withoutOurs(mergeAllowList(own, denied, needed), mergeAllowList(own, denied, needed), own),
				own,
			);
		});
	}

	it('keeps what the user added, changed and took away since', () => {
		const own = { '*': true, 'a.b': true, 'c.d': true };
		const written = mergeAllowList(own, denied, needed);
		const edited = { '*': true, 'a.b': false, 'e.f': true, 'evil.banned': false };
		assert.deepEqual(withoutOurs(edited, written, own), { '*': true, 'a.b': false, 'e.f': true });
	});

	it('takes an entry that the user turned round for the user’s', () => {
		const written = mergeAllowList(undefined, denied, needed);
		assert.deepEqual(withoutOurs({ '*': true, 'evil.banned': true }, written, undefined), {
			'*': true,
			'evil.banned': true,
		});
	});

	it('is gone when the user took the setting away', () => {
		assert.equal(withoutOurs(undefined, mergeAllowList(undefined, denied, needed), undefined), undefined);
	});

	it('compares settings whatever the order of their keys', () => {
		assert.equal(sameSetting({ a: 1, b: ['x'] }, { b: ['x'], a: 1 }), true);
		assert.equal(sameSetting({ a: 1 }, { a: 1, b: undefined }), false);
		assert.equal(sameSetting(['x', 'y'], ['y', 'x']), false);
		assert.equal(sameSetting({}, []), false);
		assert.equal(sameSetting(null, {}), false);
	});
});

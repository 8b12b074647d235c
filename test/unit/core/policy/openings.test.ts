import assert from 'node:assert/strict';
import { openingsOf, signInOf } from '../../../../src/core/policy/openings.ts';
import type { PolicyDocumentInput } from '../../../../src/core/policy/document.ts';
import { policyWith } from '../../../support/policies.ts';

type Entry = PolicyDocumentInput['sanctioned'][number];

describe('how a sanctioned assistant is opened', () => {
	it('begins with the terminal for whom comes from one, and with what stays in this editor for others', () => {
		const entry = { terminal: { command: 'good' }, open: 'good.open', editor: 'goodit', web };
		assert.deepEqual(kinds(entry, 'command'), ['terminal', 'view', 'editor', 'web']);
		assert.deepEqual(kinds(entry, 'extension'), ['view', 'terminal', 'editor', 'web']);
	});

	it('takes from the catalog what the policy does not say, and from the policy what it says', () => {
		const opens = {
			editor: ['gooded', 'gooded2'],
			view: 'good.catalogView',
			signIn: 'good.catalogSignIn',
		};
		assert.deepEqual(openings({ web }, opens), [
			{ kind: 'view', command: 'good.catalogView' },
			{ kind: 'editor', programs: ['gooded', 'gooded2'] },
			{ kind: 'web', address: web },
		]);
		assert.equal(signIn({}, opens), 'good.catalogSignIn');
		assert.deepEqual(openings({ open: 'good.open', editor: 'mine' }, opens), [
			{ kind: 'view', command: 'good.open' },
			{ kind: 'editor', programs: ['mine'] },
		]);
		assert.equal(signIn({ signIn: 'good.signIn' }, opens), 'good.signIn');
	});

	it('has no way and no sign-in where neither knows of one', () => {
		assert.deepEqual(openings({}, undefined), []);
		assert.equal(signIn({}, undefined), undefined);
	});
});

const web = 'https://good.example/';

type Opens = { readonly editor?: string[]; readonly view?: string; readonly signIn?: string } | undefined;

function compiled(entry: Partial<Entry>, opens: Opens) {
	const policy = policyWith({
		sanctioned: [{ id: 'good', assistants: ['good'], ...entry }],
		...(opens === undefined
			? {}
			: { catalog: [{ id: 'good', name: 'Good', vendor: 'Good Inc', kinds: ['editor'], opens }] }),
	});
	const [sanctioned] = policy.sanctioned;
	assert.ok(sanctioned);
	return { policy, sanctioned };
}

function openings(entry: Partial<Entry>, opens: Opens) {
	const { policy, sanctioned } = compiled(entry, opens);
	return openingsOf(policy, sanctioned, 'extension');
}

function kinds(entry: Partial<Entry>, from: 'extension' | 'command'): readonly string[] {
	const { policy, sanctioned } = compiled(entry, undefined);
	return openingsOf(policy, sanctioned, from).map(({ kind }) => kind);
}

function signIn(entry: Partial<Entry>, opens: Opens): string | undefined {
	const { policy, sanctioned } = compiled(entry, opens);
	return signInOf(policy, sanctioned);
}

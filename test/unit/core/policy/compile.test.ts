import assert from 'node:assert/strict';
import { decide } from '../../../../src/core/decision/decide.ts';
import { agedPolicy, type CompiledPolicy, compilePolicy } from '../../../../src/core/policy/compile.ts';
import type { Grants } from '../../../../src/core/policy/exemptions/compileExemptions.ts';
import { type PolicyDocumentInput, policyDocumentSchema } from '../../../../src/core/policy/document.ts';
import {
	type ExemptionsDocument,
	type ExemptionsDocumentInput,
	exemptionsDocumentSchema,
} from '../../../../src/core/policy/exemptions/exemptionsDocument.ts';
import { scopeContains } from '../../../../src/core/policy/scopes.ts';
import { catalog, policyWith } from '../../../support/policies.ts';

const now = Date.parse('2026-07-20');
const block = [{ from: '2020-01-01', action: 'block' as const }];

describe('a policy that is compiled', () => {
	it('puts the phases of a rule in order of time', () => {
		const phases = [
			{ from: '2026-07-10', action: 'block' as const },
			{ from: '2026-07-01', action: 'inform' as const },
			{ from: '2026-07-05', action: 'warn' as const },
		];
		const [rule] = policyWith({
			rules: [{ id: 'r', assistants: ['banned'], phases, reason: 'x' }],
		}).rules;
		assert.deepEqual(
			rule?.phases.map(({ action }) => action),
			['inform', 'warn', 'block'],
		);
	});

	it('covers by vendor in any case, and by any one of the tags', () => {
		const covers = (names: { vendors?: string[]; tags?: string[] }): readonly string[] => {
			const [rule] = policyWith({ rules: [{ id: 'r', ...names, phases: block, reason: 'x' }] }).rules;
			return [...(rule?.covers ?? [])];
		};
		assert.deepEqual(covers({ vendors: ['OTHER inc'] }), ['other', 'shared']);
		assert.deepEqual(covers({ tags: ['completion', 'chat'] }), ['other']);
		assert.deepEqual(covers({ vendors: ['Evil Inc'], tags: ['chat'] }), ['banned', 'other']);
		assert.deepEqual(covers({ vendors: ['Nobody'] }), []);
	});

	it('offers the replacement that a rule names, else the first that is sanctioned', () => {
		const sanctioned = [
			{ id: 'first', assistants: ['good'] },
			{ id: 'second', name: 'The second', assistants: ['other'] },
		];
		const offered = (replacement?: string): string | undefined =>
			policyWith({
				sanctioned,
				rules: [
					{
						id: 'r',
						assistants: ['banned'],
						phases: block,
						reason: 'x',
						...(replacement === undefined ? {} : { replacement }),
					},
				],
			}).rules[0]?.replacement?.name;
		assert.deepEqual(
			[offered(), offered('second'), offered('nobody')],
			['Good', 'The second', undefined],
		);
	});

	it('calls what is sanctioned by the policy’s name for it, the catalog’s, or its id', () => {
		const { sanctioned } = policyWith({
			sanctioned: [
				{ id: 'a', name: 'Ours', assistants: ['good'] },
				{ id: 'b', assistants: ['good'] },
				{ id: 'c', assistants: ['nobody-knows'] },
			],
		});
		assert.deepEqual(
			sanctioned.map(({ name }) => name),
			['Ours', 'Good', 'c'],
		);
	});

	it('makes an assistant of a rule’s own fingerprints, called by the first that a person would know', () => {
		const named = (fingerprints: Fingerprints): string | undefined => {
			const policy = policyWith({ rules: [{ id: 'own', fingerprints, phases: block, reason: 'x' }] });
			const found = {
				signal,
				assistant: 'rule-own',
				use: 'run',
				certainty: 'certain',
				evidence: [],
			} as const;
			assert.equal(decide(policy, found, { now }).action, 'block');
			assert.equal(policy.catalog.byId.get('rule-own')?.vendor, 'own');
			return policy.catalog.byId.get('rule-own')?.name;
		};
		assert.equal(named({ extensions: ['a.b'], commands: ['c'], packages: { npm: ['d'] } }), 'a.b');
		assert.equal(named({ commands: ['c'], packages: { npm: ['d'] } }), 'c');
		assert.equal(named({ packages: { pypi: ['p'], npm: ['d'] } }), 'd');
		assert.equal(named({ images: ['acme/agent'] }), 'own');
	});

	it('says nothing of anything once it is withdrawn', () => {
		const withdrawn = policyWith({
			withdrawn: 'We have moved on.',
			unlisted: 'block',
			settings: [{ id: 's', set: { 'a.b': true }, reason: 'x' }],
			exemptions: [{ id: 'e', rules: ['no-banned'], until: '2027-01-01' }],
		});
		const { rules, exemptions, document } = withdrawn;
		assert.deepEqual([rules, exemptions, document.settings, document.unlisted], [[], [], [], 'allow']);
		assert.deepEqual(outcome(withdrawn), ['allow', 'withdrawn']);
	});

	it('grown old, does no more than it allows itself then', () => {
		const policy = policyWith({ onStale: 'warn', onExpired: 'inform' });
		assert.deepEqual(outcome(policy), ['block', 'rule']);
		assert.deepEqual(outcome(agedPolicy(policy, 'fresh')), ['block', 'rule']);
		assert.deepEqual(outcome(agedPolicy(policy, 'stale')), ['warn', 'aged']);
		assert.deepEqual(outcome(agedPolicy(policy, 'expired')), ['inform', 'aged']);
		// What is milder already stays what it is, and for its own reason.
		assert.deepEqual(outcome(agedPolicy(policy, 'stale'), Date.parse('2026-07-05')), ['warn', 'rule']);
		const lasting = policyWith({ onStale: 'keep', onExpired: 'keep' });
		assert.equal(agedPolicy(lasting, 'expired'), lasting);
	});
});

describe('exemptions that are compiled', () => {
	const grant = { id: 'g', rules: ['a', 'b'], until: '2027-01-01' };
	const document = (change: Partial<ExemptionsDocumentInput['exemptions'][number]>): ExemptionsDocument =>
		exemptionsDocumentSchema.parse({
			kind: 'exemptions',
			organization: 'acme',
			version: 1,
			issuedAt: '2026-07-01',
			expires: '2026-12-01',
			exemptions: [{ ...grant, ...change }],
		});

	it('reach only rules that are exemptable, unless the policy itself grants them', () => {
		const own = [{ id: 'own', rules: ['b'], until: '2027-01-01' }];
		const granted = compiled({ exemptions: own }, { document: document({}) });
		assert.deepEqual(
			granted.map(({ id, rules, grantedBy }) => [id, [...rules], grantedBy]),
			[
				['own', ['b'], 'policy'],
				['g', ['a'], 'document'],
			],
		);
		assert.deepEqual(compiled({}, { document: document({ rules: ['b'] }) }), []);
	});

	it('of a document end when it does', () => {
		const [granted] = compiled({}, { document: document({}) });
		assert.equal(granted?.until, Date.parse('2026-12-01'));
		assert.equal(granted?.from, Number.NEGATIVE_INFINITY);
		const [short] = compiled({}, { document: document({ until: '2026-11-01', from: '2026-10-01' }) });
		assert.deepEqual([short?.from, short?.until], [Date.parse('2026-10-01'), Date.parse('2026-11-01')]);
	});

	it('for particular machines hold on these, and not where the machine is not known', () => {
		const own = [{ id: 'own', rules: ['a'], until: '2027-01-01', machines: ['m1'] }];
		const count = (machine?: string): number => compiled({ exemptions: own }, { machine }).length;
		assert.deepEqual([count('m1'), count('m2'), count()], [1, 0, 0]);
	});

	it('by a code allow one rule until it ends', () => {
		const until = Date.parse('2026-07-21');
		const codes = [
			{ rule: 'a', until },
			{ rule: 'b', until },
		];
		assert.deepEqual(compiled({}, { codes }), [
			{
				id: 'break-glass-a',
				rules: new Set(['a']),
				when: undefined,
				from: Number.NEGATIVE_INFINITY,
				until,
				action: 'allow',
				grantedBy: 'code',
				ticket: undefined,
			},
		]);
	});

	function compiled(change: Partial<PolicyDocumentInput>, grants: Grants) {
		const written = documentWith({
			rules: [
				{ id: 'a', assistants: ['banned'], phases: block, reason: 'x', exemptable: true },
				{ id: 'b', assistants: ['other'], phases: block, reason: 'x' },
			],
			...change,
		});
		return compilePolicy(written, catalog, grants).exemptions;
	}
});

describe('a scope within another', () => {
	const cases: readonly [outer: Scope, inner: Scope, contains: boolean][] = [
		[undefined, undefined, true],
		[undefined, { os: ['linux'] }, true],
		[{}, undefined, true],
		[{ os: ['linux'] }, undefined, false],
		[{ os: ['linux'] }, {}, false],
		[{ os: ['linux'] }, { os: ['linux'] }, true],
		[{ os: ['linux'] }, { os: ['linux', 'darwin'] }, false],
		[{ os: ['linux', 'darwin'] }, { os: ['darwin'] }, true],
		// Where the group is not known, the outer one does not hold.
		[{ groups: ['*'] }, { os: ['linux'] }, false],
		[{ groups: ['a', '*'] }, { groups: ['b'] }, true],
		[{ os: ['linux'], groups: ['a'] }, { os: ['linux'] }, false],
		[{ os: ['linux'], groups: ['a'] }, { os: ['linux'], groups: ['a'] }, true],
	];
	for (const [outer, inner, contains] of cases) {
		it(`${JSON.stringify(inner) ?? 'everywhere'} within ${JSON.stringify(outer) ?? 'everywhere'}: ${contains}`, () => {
			assert.equal(scopeContains(outer, inner), contains);
		});
	}
});

type Scope = Parameters<typeof scopeContains>[0];
type Fingerprints = NonNullable<PolicyDocumentInput['rules'][number]['fingerprints']>;

const signal = { kind: 'command', shell: 'bash', text: 'banned' } as const;

function outcome(policy: CompiledPolicy, at = now): readonly [string, string] {
	const found = { signal, assistant: 'banned', use: 'run', certainty: 'certain', evidence: [] } as const;
	const { action, because } = decide(policy, found, { now: at });
	return [action, because];
}

function documentWith(change: Partial<PolicyDocumentInput>) {
	return policyDocumentSchema.parse({
		organization: { id: 'acme', name: 'Acme' },
		version: 1,
		issuedAt: '2026-07-01',
		expires: '2030-01-01',
		sanctioned: [],
		rules: [],
		...change,
	});
}

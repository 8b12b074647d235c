import assert from 'node:assert/strict';
import { type PolicyDocumentInput, policyDocumentSchema } from '../../../../../src/core/policy/document.ts';
import { lintPolicy } from '../../../../../src/core/policy/lint/lint.ts';
import { pathText } from '../../../../../src/core/policy/pathText.ts';
import { catalog } from '../../../../support/policies.ts';

type Rule = PolicyDocumentInput['rules'][number];

const phases: Rule['phases'] = [{ from: '2026-07-10', action: 'block' }];
const noBanned: Rule = { id: 'no-banned', assistants: ['banned'], phases, reason: 'No.' };

describe('lintPolicy', () => {
	check('finds nothing in a good policy', {}, []);

	describe('names', () => {
		rules(
			'an unknown assistant',
			[{ ...noBanned, assistants: ['banend'] }],
			['error unknownName rules[0].assistants[0] -> banned'],
		);
		rules(
			'an unknown assistant that resembles none',
			[{ ...noBanned, assistants: ['zzzzzzzz'] }],
			['error unknownName rules[0].assistants[0]'],
		);
		rules(
			'an unknown vendor; case does not count',
			[{ ...noBanned, vendors: ['EVIL inc', 'Evl Inc'] }],
			['error unknownName rules[0].vendors[1] -> evil inc'],
		);
		rules(
			'an unknown tag',
			[{ ...noBanned, tags: ['chat', 'chta'] }],
			['error unknownName rules[0].tags[1] -> chat'],
		);
		rules(
			'an unknown replacement',
			[{ ...noBanned, replacement: 'goood' }],
			['error unknownName rules[0].replacement[0] -> good'],
		);
		check(
			'an assistant that the policy itself adds is known',
			{
				catalog: [{ id: 'mine', name: 'Mine', vendor: 'Me', kinds: ['cli'], commands: ['mine'] }],
				rules: [{ ...noBanned, assistants: ['mine'] }],
			},
			[],
		);
		check(
			'a sanctioned assistant that there is not',
			{ sanctioned: [{ id: 'x', assistants: ['god'] }] },
			['error unknownName sanctioned[0].assistants[0] -> good'],
		);
		check(
			'an exemption from a rule that there is not',
			{
				exemptions: [{ id: 'e', rules: ['no-baned'], until: '2027-01-01' }],
			},
			['error unknownName exemptions[0].rules[0] -> no-banned'],
		);
		check(
			'ids that stand twice',
			{
				rules: [noBanned, { ...noBanned, assistants: ['other'] }],
				sanctioned: [
					{ id: 'good', assistants: ['good'] },
					{ id: 'good', assistants: ['shared'] },
				],
			},
			['error duplicateId rules[1].id', 'error duplicateId sanctioned[1].id'],
		);
		rules('a rule about nothing', [{ ...noBanned, assistants: [] }], ['error emptyRule rules[0]']);
	});

	describe('rules that can never match', () => {
		const later: Rule = { ...noBanned, id: 'again' };
		rules('the same assistant again', [noBanned, later], ['warning neverMatches rules[1].id']);
		rules('after "*"', [{ ...noBanned, assistants: ['*'] }, later], ['warning neverMatches rules[1].id']);
		rules(
			'"*" leaves the sanctioned ones out',
			[
				{ ...noBanned, assistants: ['*'] },
				{ ...later, assistants: ['good'], phases: [{ from: '2026-07-10', action: 'inform' }] },
			],
			[],
		);
		rules(
			'taken by two rules together',
			[
				noBanned,
				{ ...noBanned, id: 'b', assistants: ['other'] },
				{ ...noBanned, id: 'c', assistants: ['banned', 'other'] },
			],
			['warning neverMatches rules[2].id'],
		);
		rules('one assistant is left', [noBanned, { ...later, assistants: ['banned', 'other'] }], []);
		rules('the earlier has a condition', [{ ...noBanned, when: { os: ['linux'] } }, later], []);
		rules(
			'the earlier begins later',
			[
				{ ...noBanned, phases: [{ from: '2026-08-01', action: 'block' }] },
				{ ...later, phases: [{ from: '2026-07-01', action: 'warn' }] },
			],
			[],
		);
	});

	describe('time', () => {
		const from = (...days: string[]): Rule => ({
			...noBanned,
			phases: days.map((day, index) => ({ from: day, action: index === 0 ? 'warn' : 'block' })),
		});
		rules(
			'phases in the wrong order',
			[from('2026-07-10', '2026-07-04')],
			['warning phaseOrder rules[0].phases[1].from'],
		);
		rules(
			'two phases at once',
			[from('2026-07-10', '2026-07-10T00:00Z')],
			['error phaseOrder rules[0].phases[1].from'],
		);
		check('a policy that has expired', { expires: '2026-07-31' }, ['error expired expires']);
		check('a policy that expires before it is issued', { expires: '2026-06-01' }, [
			'error badPeriod expires',
		]);
		check(
			'an exemption that is over',
			{
				exemptions: [{ id: 'e', rules: ['no-banned'], until: '2026-07-31' }],
			},
			['warning expired exemptions[0].until'],
		);
		check(
			'an exemption that ends before it begins',
			{
				exemptions: [{ id: 'e', rules: ['no-banned'], from: '2027-02-01', until: '2027-01-01' }],
			},
			['error badPeriod exemptions[0].until'],
		);
	});

	describe('exemptions that overlap', () => {
		const exemption = (
			id: string,
			more: Partial<NonNullable<PolicyDocumentInput['exemptions']>[number]>,
		): NonNullable<PolicyDocumentInput['exemptions']>[number] => ({
			id,
			rules: ['no-banned'],
			until: '2027-01-01',
			...more,
		});
		const when = { groups: ['a'] };
		check(
			'the same rule at the same time',
			{ exemptions: [exemption('e', {}), exemption('f', { when })] },
			['warning overlap exemptions[1].id'],
		);
		check(
			'one after the other, or in different places',
			{
				exemptions: [
					exemption('e', { until: '2026-09-01' }),
					exemption('f', { from: '2026-09-01', when }),
					exemption('g', { from: '2026-09-01', when: { groups: ['b'] } }),
				],
			},
			[],
		);
	});

	describe('what belongs to an assistant of the catalog', () => {
		rules(
			'an extension where an assistant’s id belongs',
			[{ ...noBanned, assistants: ['Evil.banned'] }],
			['error unknownName rules[0].assistants[0] -> banned'],
		);
		rules(
			'an extension that is named by itself',
			[
				{
					...noBanned,
					assistants: undefined,
					fingerprints: { extensions: ['evil.banned', 'a.b'] },
				},
			],
			['warning knownExtension rules[0].fingerprints.extensions[0]'],
		);
		check(
			'a sanctioned extension that is a banned assistant’s',
			{ sanctioned: [{ id: 'good', assistants: ['good'], extension: { id: 'evil.banned' } }] },
			[
				'error bannedReplacement sanctioned[0].extension.id',
				'warning knownExtension sanctioned[0].extension.id',
			],
		);
	});

	check('a policy that has expired', { expires: '2026-07-31' }, ['error expired expires']);
	check('a policy that expires soon', { expires: '2026-08-20' }, ['warning expiresSoon expires']);

	rules(
		'a rule under the same condition as an earlier one, or a narrower one',
		[
			{ ...noBanned, when: { os: ['linux', 'darwin'] } },
			{ ...noBanned, id: 'again', when: { os: ['linux'], groups: ['a'] } },
			{ ...noBanned, id: 'other', when: { os: ['win32'] } },
		],
		['warning neverMatches rules[1].id'],
	);

	rules(
		'a sanctioned assistant that a rule blocks',
		[{ ...noBanned, assistants: ['good'] }],
		['error bannedReplacement sanctioned[0].assistants[0]'],
	);
	rules(
		'a sanctioned assistant that a rule only speaks of',
		[{ ...noBanned, assistants: ['good'], phases: [{ from: '2026-07-10', action: 'inform' }] }],
		[],
	);
});

function rules(title: string, list: readonly Rule[], expected: readonly string[]): void {
	check(title, { rules: [...list] }, expected);
}

/** Each finding as `severity code path -> suggestion`. */
function check(title: string, change: Partial<PolicyDocumentInput>, expected: readonly string[]): void {
	it(title, () => {
		const document = policyDocumentSchema.parse({
			organization: { id: 'acme', name: 'Acme' },
			version: 1,
			issuedAt: '2026-07-01',
			expires: '2027-07-01',
			sanctioned: [{ id: 'good', assistants: ['good'] }],
			rules: [noBanned],
			...change,
		});
		const found = lintPolicy(document, catalog, Date.parse('2026-08-01')).map(
			({ severity, code, path, suggestion }) =>
				`${severity} ${code} ${pathText(path)}${suggestion === undefined ? '' : ` -> ${suggestion}`}`,
		);
		assert.deepEqual(found, expected);
	});
}

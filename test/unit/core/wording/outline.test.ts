import assert from 'node:assert/strict';
import { decide } from '../../../../src/core/decision/decide.ts';
import { detectExtension } from '../../../../src/core/detection/extensionDetector.ts';
import { agedPolicy, compilePolicy } from '../../../../src/core/policy/compile.ts';
import { type PolicyDocumentInput, policyDocumentSchema } from '../../../../src/core/policy/document.ts';
import type { PolicyStatus } from '../../../../src/core/policy/status.ts';
import { outline, type OutlineItem } from '../../../../src/core/wording/outline.ts';
import type { Reader } from '../../../../src/core/wording/reader.ts';
import { english } from '../../../../src/core/wording/translate.ts';
import { policyWith } from '../../../support/policies.ts';

const reader: Reader = { language: 'en', translate: english, timeZone: 'UTC' };
const now = Date.parse('2026-07-12');
const active: Extract<PolicyStatus, { readonly state: 'active' }> = {
	state: 'active',
	problem: undefined,
	policy: {
		organization: 'Acme',
		epoch: 1,
		version: 7,
		sha256: 'ab',
		source: 'https://policy.example/policy.bundle.json',
		signers: ['0123456789abcdef'],
		rootVersion: 1,
		acceptedAt: now,
		checkedAt: now,
		freshness: 'fresh',
		passedOver: [],
		withdrawn: false,
		machine: undefined,
	},
};

describe('outline', () => {
	it('says how the policy stands, what was found, what it says and what comes next', () => {
		const later = [{ from: '2027-01-15', action: 'warn' as const }];
		const change: Partial<PolicyDocumentInput> = {
			rules: [
				{
					id: 'no-banned',
					assistants: ['banned'],
					phases: [{ from: '2026-07-10', action: 'block' }, ...later],
					reason: 'Because.',
				},
			],
			exemptions: [{ id: 'ex-1', rules: ['other'], until: '2026-07-20' }],
		};
		assert.deepEqual(lines(change, ['evil.banned']), [
			'Policy',
			'- The policy is up to date',
			'- Acme: version 7',
			'- Confirmed: just now (Jul 12, 2026)',
			'- Signed: 0123456789ab',
			'Found here',
			'- Banned: blocked',
			'Use instead',
			'- Good: in the terminal: good',
			'What the policy says',
			'- Banned: blocked since Jul 10, 2026',
			'Coming up',
			'- in 187 days: Banned discouraged, Jan 15, 2027',
			'Exemptions',
			'- ex-1: until Jul 20, 2026, in 8 days',
		]);
	});

	it('says that nothing was found, and leaves out sections with nothing in them', () => {
		assert.deepEqual(lines({ rules: [], sanctioned: [] }, []).slice(5), [
			'Found here',
			'- Nothing against the policy',
		]);
	});

	it('tells of a refusal beside the policy that stays', () => {
		const status: PolicyStatus = {
			...active,
			problem: { code: 'rollback', part: 'policy', version: 3, seen: 7 },
		};
		const items = outline(
			{ status, policy: policyWith(), decisions: [], installed: new Set() },
			reader,
			now,
		);
		const [first, second, third] = items[0]?.children ?? [];
		assert.equal(first?.label, 'A policy was refused');
		assert.match(second?.label ?? '', /older \(version 3\)/);
		assert.equal(third?.description, 'version 7');
	});

	it('says of which host there was no answer, and has the whole address in the details', () => {
		const source = 'https://policy.acme.example/policy.bundle.json';
		const problem = { code: 'offline', source, message: 'refused' } as const;
		const facts = {
			status: { ...active, problem },
			policy: policyWith(),
			decisions: [],
			installed: new Set(''),
		};
		const line = outline(facts, reader, now)[0]?.children?.[1];
		assert.equal(line?.label, 'policy.acme.example cannot be reached (refused). Trying again.');
		assert.match(line?.details ?? '', /policy\\\.bundle\\\.json/);
	});

	it('shows what was granted beside the policy with its end, and what was passed over', () => {
		const policy = agedPolicy(
			compilePolicy(
				policyDocumentSchema.parse({
					...policyWith().document,
					onStale: 'warn',
					rules: policyWith().document.rules.map((rule) => ({ ...rule, exemptable: true })),
				}),
				[],
				{ codes: [{ rule: 'no-banned', until: now + 7_200_000 }] },
			),
			'stale',
		);
		const passedOver = [{ code: 'noSuchRole', part: 'exemptions' }] as const;
		const status: PolicyStatus = { ...active, policy: { ...active.policy, passedOver, machine: 'm1' } };
		const items = outline({ status, policy, decisions: [], installed: new Set() }, reader, now);
		const shown = items.flatMap((item) => [item.label, ...(item.children ?? []).map(line)]);
		assert.ok(shown.includes('- Until the policy is renewed, at most: discouraged'), shown.join('\n'));
		assert.ok(shown.includes('- This machine: m1'));
		assert.ok(shown.some((text) => text.startsWith('- Nobody may sign the list of exemptions')));
		const code = shown.find((text) => text.startsWith('- Break-glass code: no-banned'));
		assert.match(code ?? '', /until Jul 12, 2026.*in a few hours/);
	});

	it('says that a policy was withdrawn, and why', () => {
		const status: PolicyStatus = { ...active, policy: { ...active.policy, withdrawn: true } };
		const policy = policyWith({ withdrawn: 'We have moved on.', unlisted: 'block' });
		const items = outline({ status, policy, decisions: [], installed: new Set() }, reader, now);
		const labels = items[0]?.children?.map(({ label }) => label) ?? [];
		assert.ok(labels.includes('The policy was withdrawn: everything is allowed'));
		assert.ok(labels.includes('We have moved on.'));
		assert.equal(policy.document.unlisted, 'allow');
	});

	it('is empty where no policy is configured, for the welcome to be shown', () => {
		const facts = {
			status: { state: 'unconfigured' } as const,
			policy: undefined,
			decisions: [],
			installed: new Set<string>(),
		};
		assert.deepEqual(outline(facts, reader, now), []);
	});
});

function lines(change: Partial<PolicyDocumentInput>, installed: readonly string[]): readonly string[] {
	const policy = policyWith(change);
	const decisions = installed
		.flatMap((id) => detectExtension(policy.catalog, { kind: 'extension', id }))
		.map((finding) => decide(policy, finding, { now }));
	const items = outline({ status: active, policy, decisions, installed: new Set(installed) }, reader, now);
	return items.flatMap((item) => [item.label, ...(item.children ?? []).map(line)]);
}

function line({ label, description }: OutlineItem): string {
	return description === undefined ? `- ${label}` : `- ${label}: ${description}`;
}

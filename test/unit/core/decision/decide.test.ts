import assert from 'node:assert/strict';
import type { DecisionContext } from '../../../../src/core/decision/context.ts';
import { decide, nextChange, strongestDecision } from '../../../../src/core/decision/decide.ts';
import type { Finding } from '../../../../src/core/detection/finding.ts';
import type { PolicyDocumentInput } from '../../../../src/core/policy/document.ts';
import { policyWith } from '../../../support/policies.ts';

const before = Date.parse('2026-07-03');
const warned = Date.parse('2026-07-05');
const blocked = Date.parse('2026-07-10');

describe('decide', () => {
	describe('phases', () => {
		check('a rule that has not begun does not decide', { now: before }, 'allow unlisted');
		check(
			'the first moment of a phase is in it',
			{ now: Date.parse('2026-07-04') },
			'warn rule no-banned',
		);
		check('the moment before the next phase is not', { now: blocked - 1 }, 'warn rule no-banned');
		check('the last phase that has begun holds', { now: blocked }, 'block rule no-banned');
	});

	describe('use', () => {
		for (const use of ['uninstall', 'query', 'mention', 'leftover'] as const) {
			check(`${use} is no use`, { finding: { use } }, 'allow notUse');
		}
		check('installing is use', { finding: { use: 'install' } }, 'block rule no-banned');
	});

	describe('certainty', () => {
		check(
			'likely is blocked unless the policy says otherwise',
			{ finding: { certainty: 'likely' } },
			'block rule no-banned',
		);
		check(
			'possible is never blocked by itself',
			{ finding: { certainty: 'possible' } },
			'inform uncertain no-banned',
		);
		check(
			'the policy sets the cap',
			{ finding: { certainty: 'likely' }, policy: { uncertain: { likely: 'audit' } } },
			'audit uncertain no-banned',
		);
		check(
			'a cap makes nothing stronger',
			{ now: warned, finding: { certainty: 'likely' } },
			'warn rule no-banned',
		);
		check(
			'what cannot be read is audited, whatever the rules say',
			{ finding: { assistant: null, unreadable: 'substitution' }, policy: { unlisted: 'block' } },
			'audit uncertain',
		);
	});

	check(
		'what names an assistant is decided by the rules, though a part cannot be read',
		{ finding: { unreadable: 'substitution' } },
		'block rule no-banned',
	);

	describe('order', () => {
		const phases = [{ from: '2020-01-01', action: 'inform' as const }];
		check(
			'the first rule that matches decides',
			{ policy: { rules: [rule('first', ['banned'], { phases }), rule('second', ['banned'])] } },
			'inform rule first',
		);
		check(
			'a rule out of its scope is passed over',
			{
				policy: {
					rules: [rule('mac', ['banned'], { when: { os: ['darwin'] } }), rule('all', ['banned'])],
				},
			},
			'block rule all',
		);
		check(
			'a rule whose scope cannot be known is passed over',
			{ policy: { rules: [rule('team', ['banned'], { when: { groups: ['a'] } })] } },
			'allow unlisted',
		);
		check('"*" covers all', { policy: { rules: [rule('all', ['*'])] } }, 'block rule all');
		check(
			'"*" leaves out what is sanctioned',
			{ finding: { assistant: 'good' }, policy: { rules: [rule('all', ['*'])] } },
			'allow sanctioned',
		);
		check(
			'a rule may name what is sanctioned',
			{ finding: { assistant: 'good' }, policy: { rules: [rule('not-good', ['good'])] } },
			'block rule not-good',
		);
		check(
			'vendors cover',
			{ policy: { rules: [rule('v', undefined, { vendors: ['evil inc'] })] } },
			'block rule v',
		);
		check(
			'tags cover',
			{
				finding: { assistant: 'other' },
				policy: { rules: [rule('t', undefined, { tags: ['chat'] })] },
			},
			'block rule t',
		);
		check(
			'assistants that the catalog does not know are unlisted',
			{ finding: { assistant: null }, policy: { unlisted: 'warn' } },
			'warn unlisted',
		);
	});

	describe('exemptions', () => {
		const exemption = { id: 'ex-1', rules: ['no-banned'], until: '2026-08-01' };
		const policy = { exemptions: [exemption] };
		check('it frees while it lasts', { policy }, 'allow exemption no-banned');
		check('its end is not in it', { policy, now: Date.parse('2026-08-01') }, 'block rule no-banned');
		check(
			'it may say something milder than allow',
			{ policy: { exemptions: [{ ...exemption, action: 'warn' }] } },
			'warn exemption no-banned',
		);
		check(
			'it makes nothing stronger',
			{ now: warned, policy: { exemptions: [{ ...exemption, action: 'block' }] } },
			'warn exemption no-banned',
		);
		check(
			'its beginning is in it',
			{ policy: { exemptions: [{ ...exemption, from: '2026-07-10' }] } },
			'allow exemption no-banned',
		);
		check(
			'before its beginning it frees nothing',
			{ policy: { exemptions: [{ ...exemption, from: '2026-07-10T00:00:01Z' }] } },
			'block rule no-banned',
		);
		check(
			'it holds in its scope',
			{
				policy: { exemptions: [{ ...exemption, when: { folders: ['/secret/*'] } }] },
				context: { folders: ['/open/a'] },
			},
			'block rule no-banned',
		);
	});

	it('says without a policy that there was none', () => {
		const { action, because } = decide(undefined, found({}), { now: 0 });
		assert.deepEqual({ action, because }, { action: 'allow', because: 'noPolicy' });
	});

	it('traces the rules that cover the assistant, and why those before did not decide', () => {
		const policy = policyWith({
			rules: [
				rule('other', ['other']),
				rule('mac', ['banned'], { when: { os: ['darwin'] } }),
				rule('group', ['banned'], { when: { groups: ['a'] } }),
				rule('later', ['banned'], { phases: [{ from: '2099-01-01', action: 'block' }] }),
				rule('now', ['banned']),
				rule('never-reached', ['banned']),
			],
		});
		assert.deepEqual(decide(policy, found({}), { now: blocked, os: 'linux' }).trace, [
			{ rule: 'mac', outcome: 'outOfScope', detail: 'os' },
			{ rule: 'group', outcome: 'scopeUnknown', detail: 'groups' },
			{ rule: 'later', outcome: 'notYet', detail: '2099-01-01' },
			{ rule: 'now', outcome: 'decided' },
		]);
	});

	it('says of the phase, the exemption and the replacement whose they are', () => {
		const exemptions = [{ id: 'ex-1', rules: ['no-banned'], until: '2026-08-01' }];
		const decision = decide(policyWith({ exemptions }), found({}), { now: warned });
		assert.equal(decision.exemption?.id, 'ex-1');
		assert.equal(decision.phase?.action, 'warn');
		assert.equal(decision.replacement?.entry.id, 'good');
		assert.deepEqual(decision.trace, [
			{ rule: 'no-banned', outcome: 'decided' },
			{ rule: 'no-banned', outcome: 'exempted', detail: 'ex-1' },
		]);
		const unlisted = decide(policyWith({ unlisted: 'warn' }), found({ assistant: 'other' }), {
			now: warned,
		});
		assert.deepEqual([unlisted.replacement?.entry.id, unlisted.trace], ['good', []]);
	});

	it('knows of an exemption’s ends, of settings and of its own end when anything may change', () => {
		const from = '2026-07-20';
		const exemptions = [{ id: 'e', rules: ['no-banned'], from, until: '2026-08-01' }];
		const settings = [{ id: 's', set: { 'a.b': true }, from: '2026-09-01', reason: 'x' }];
		const policy = policyWith({ exemptions, settings, onExpired: 'inform' });
		const changes: string[] = [];
		let next = nextChange(policy, blocked);
		while (next !== undefined) {
			changes.push(new Date(next).toISOString().slice(0, 10));
			next = nextChange(policy, next);
		}
		assert.deepEqual(changes, [from, '2026-08-01', '2026-09-01', '2030-01-01']);
	});

	it('knows what comes next, and when anything may change', () => {
		const policy = policyWith();
		assert.deepEqual(decide(policy, found({}), { now: warned }).next, { from: blocked, action: 'block' });
		assert.equal(decide(policy, found({}), { now: blocked }).next, undefined);
		assert.equal(nextChange(policy, warned), blocked);
		assert.equal(nextChange(policy, blocked), undefined);
	});

	it('lets the strongest of several decisions count, and of equals the first', () => {
		const policy = policyWith();
		const context = { now: blocked };
		const mention = decide(policy, found({ use: 'mention' }), context);
		const run = decide(policy, found({}), context);
		const install = decide(policy, found({ use: 'install' }), context);
		assert.equal(strongestDecision([mention, run, install]), run);
		assert.equal(strongestDecision([]), undefined);
	});
});

interface Case {
	readonly now?: number;
	readonly finding?: Partial<Finding>;
	readonly policy?: Partial<PolicyDocumentInput>;
	readonly context?: Partial<DecisionContext>;
}

/** `expected`: action, what made it so, and the rule. */
function check(
	title: string,
	{ now = blocked, finding = {}, policy = {}, context = {} }: Case,
	expected: string,
): void {
	it(title, () => {
		const {
			action,
			because,
			rule: decided,
		} = decide(policyWith(policy), found(finding), { now, os: 'linux', ...context });
		assert.equal(
			[action, because, decided?.entry.id].filter((part) => part !== undefined).join(' '),
			expected,
		);
	});
}

function found(change: Partial<Finding>): Finding {
	return {
		signal: { kind: 'command', shell: 'bash', text: 'banned' },
		assistant: 'banned',
		use: 'run',
		certainty: 'certain',
		evidence: [],
		...change,
	};
}

function rule(
	id: string,
	assistants: string[] | undefined,
	change: Partial<PolicyDocumentInput['rules'][number]> = {},
): PolicyDocumentInput['rules'][number] {
	return {
		id,
		...(assistants && { assistants }),
		phases: [{ from: '2020-01-01', action: 'block' }],
		reason: 'Because.',
		...change,
	};
}

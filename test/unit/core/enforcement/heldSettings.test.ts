import assert from 'node:assert/strict';
import { heldSettings } from '../../../../src/core/enforcement/heldSettings.ts';
import { allowListSetting, ownValue } from '../../../../src/core/enforcement/heldValue.ts';
import { countRepairs } from '../../../../src/core/enforcement/repairs.ts';
import { nextChange } from '../../../../src/core/decision/decide.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { type PolicyDocumentInput, policyDocumentSchema } from '../../../../src/core/policy/document.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';

const now = Date.parse('2026-07-20T00:00:00Z');

describe('settings to hold', () => {
	it('are those that switch off what the editor brings of blocked assistants', () => {
		assert.deepEqual(held({}), { 'chat.agentHost.claudeAgent.enabled': false });
	});

	it('are none before the assistant is blocked, nor under an exemption', () => {
		assert.deepEqual(held({}, Date.parse('2026-07-05T00:00:00Z')), {});
		const exemptions = [{ id: 'e', rules: ['no-claude'], until: '2026-08-01' }];
		assert.deepEqual(held({ exemptions }), {});
	});

	it('are also those that the policy names, from their day on, where they hold', () => {
		const settings = [
			{ id: 'mcp', set: { 'chat.mcp.access': 'none' }, reason: 'x' },
			{ id: 'later', set: { 'chat.plugins.enabled': false }, from: '2026-07-25', reason: 'x' },
			{ id: 'mac', set: { 'chat.tools.x': false }, when: { os: ['darwin' as const] }, reason: 'x' },
		];
		const first = { 'chat.agentHost.claudeAgent.enabled': false, 'chat.mcp.access': 'none' };
		assert.deepEqual(held({ settings }), first);
		const later = Date.parse('2026-07-25T00:00:00Z');
		assert.equal(nextChange(policyOf({ settings }), now), later);
		assert.deepEqual(held({ settings }, later), { ...first, 'chat.plugins.enabled': false });
		const exemptions = [{ id: 'e', rules: ['mcp'], until: '2026-08-01' }];
		assert.deepEqual(held({ settings, exemptions }), { 'chat.agentHost.claudeAgent.enabled': false });
	});

	it('of the policy are freed by an exemption only while it lasts, where it holds, and unless it says block', () => {
		const settings = [{ id: 'mcp', set: { 'chat.mcp.access': 'none' }, reason: 'x' }];
		const begins = '2026-07-25';
		const exemption = { id: 'e', rules: ['mcp'], from: begins, until: '2026-08-01' };
		const isHeld = (change: object, at: number): boolean =>
			'chat.mcp.access' in held({ settings, exemptions: [{ ...exemption, ...change }] }, at);
		const from = Date.parse(begins);
		const until = Date.parse('2026-08-01');
		const times = [from - 1, from, until - 1, until];
		assert.deepEqual(
			times.map((at) => isHeld({}, at)),
			[true, false, false, true],
		);
		assert.equal(isHeld({ action: 'warn' }, from), false);
		assert.equal(isHeld({ action: 'block' }, from), true);
		assert.equal(isHeld({ rules: ['no-claude'] }, from), true);
		assert.equal(isHeld({ when: { os: ['darwin'] } }, from), true);
		assert.equal(isHeld({ when: { os: ['linux'] } }, from), false);
	});

	it('of the policy count where it and the catalog speak of the same one', () => {
		const settings = [{ id: 'own', set: { 'chat.agentHost.claudeAgent.enabled': true }, reason: 'x' }];
		assert.deepEqual(held({ settings }), { 'chat.agentHost.claudeAgent.enabled': true });
	});

	it('are refused in a policy where the rules speak of them, or the machine', () => {
		for (const name of ['extensions.allowed', 'approvedAssistants.trustAnchor', 'chat']) {
			const settings = [{ id: 'x', set: { [name]: true }, reason: 'x' }];
			assert.equal(policyDocumentSchema.safeParse(documentOf({ settings })).success, false, name);
		}
	});
});

describe('a value that is held', () => {
	it('is the user’s again, or what somebody made of it since', () => {
		const value = { place: ['chat.agent.enabled'], before: undefined, written: false };
		assert.equal(ownValue(value, false), undefined);
		assert.equal(ownValue(value, true), true);
		assert.equal(ownValue({ ...value, before: true }, false), true);
	});

	it('that is a list of extensions gives up our entries only', () => {
		const list = {
			place: [allowListSetting],
			before: { '*': true },
			written: { '*': true, 'a.b': false },
		};
		const edited = { '*': true, 'a.b': false, 'c.d': false };
		assert.deepEqual(ownValue(list, edited), { '*': true, 'c.d': false });
		// Of other settings the value is one whole, and somebody else's once it was changed.
		assert.equal(ownValue({ ...list, place: ['files.exclude'] }, edited), edited);
		const place = [allowListSetting];
		assert.equal(ownValue({ place, before: 'mine', written: null }, null), 'mine');
		assert.equal(ownValue({ place, before: 'mine', written: 'x' }, 'y'), 'y');
	});

	it('is repaired five times within an hour', () => {
		const repairs = countRepairs();
		const minute = 60_000;
		const outcomes = [0, 1, 2, 3, 4, 5, 59].map((at) => repairs.mayRepair('a', now + at * minute));
		assert.deepEqual(outcomes, [true, true, true, true, true, false, false]);
		assert.equal(repairs.mayRepair('b', now + 5 * minute), true);
		assert.equal(repairs.mayRepair('a', now + 61 * minute), true);
	});
});

function held(change: Partial<PolicyDocumentInput>, at = now): Record<string, unknown> {
	const settings = heldSettings(policyOf(change), { now: at, os: 'linux' });
	return Object.fromEntries(settings.map(({ setting, value }) => [setting, value]));
}

function policyOf(change: Partial<PolicyDocumentInput>) {
	return compilePolicy(policyDocumentSchema.parse(documentOf(change)), builtInCatalog);
}

function documentOf(change: Partial<PolicyDocumentInput>): PolicyDocumentInput {
	return {
		organization: { id: 'acme', name: 'Acme' },
		version: 1,
		issuedAt: '2026-07-01',
		expires: '2027-07-01',
		sanctioned: [],
		rules: [
			{
				id: 'no-claude',
				assistants: ['claude-code'],
				phases: [
					{ from: '2026-07-04', action: 'inform' },
					{ from: '2026-07-10', action: 'block' },
				],
				reason: 'x',
			},
		],
		...change,
	};
}

import assert from 'node:assert/strict';
import { assistantSchema } from '../../../../src/core/catalog/assistant.ts';
import { deniedExtensions } from '../../../../src/core/enforcement/deniedExtensions.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { policyWith } from '../../../support/policies.ts';

const blocked = Date.parse('2026-07-10');

describe('extensions to deny', () => {
	it('are all that the catalog knows of blocked assistants, installed or not', () => {
		const denied = deniedExtensions(policyWith(), { now: blocked });
		assert.deepEqual([...denied.keys()], ['evil.banned', 'evil.banned-nightly']);
		const decision = denied.get('evil.banned');
		assert.equal(decision?.rule?.entry.id, 'no-banned');
		assert.deepEqual(decision.finding, {
			signal: { kind: 'extension', id: 'evil.banned' },
			assistant: 'banned',
			use: 'install',
			certainty: 'certain',
			evidence: [{ fingerprint: 'extension', value: 'evil.banned' }],
		});
	});

	it('are none before they are blocked, nor under an exemption', () => {
		assert.equal(deniedExtensions(policyWith(), { now: blocked - 1 }).size, 0);
		const exemptions = [{ id: 'e', rules: ['no-banned'], until: '2026-08-01' }];
		assert.equal(deniedExtensions(policyWith({ exemptions }), { now: blocked }).size, 0);
	});

	it('are whole publishers, too; what is named by its version is not among them', () => {
		const { document } = policyWith();
		const assistant = assistantSchema.parse({
			id: 'banned',
			name: 'Banned',
			vendor: 'Evil Inc',
			kinds: ['extension'],
			extensions: ['Evil.*', 'other.banned@<2.0.0', 'third.*@<2.0.0', 'fourth.banned'],
		});
		const denied = deniedExtensions(compilePolicy(document, [assistant]), { now: blocked });
		assert.deepEqual([...denied.keys()], ['fourth.banned', 'evil']);
		assert.equal(denied.get('evil')?.finding.assistant, 'banned');
	});
});

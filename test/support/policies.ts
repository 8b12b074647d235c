import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Assistant, assistantSchema } from '../../src/core/catalog/assistant.ts';
import { type CompiledPolicy, compilePolicy } from '../../src/core/policy/compile.ts';
import { type PolicyDocumentInput, policyDocumentSchema } from '../../src/core/policy/document.ts';

/** The policy that `init` and the README begin with. */
export const examplePath = join(import.meta.dirname, '../../policy/examples/getting-started.json');
export const exampleText = readFileSync(examplePath, 'utf8');

/** A small catalog, so that tests do not lean on facts about the real assistants. */
export const catalog: readonly Assistant[] = [
	{
		id: 'banned',
		name: 'Banned',
		vendor: 'Evil Inc',
		kinds: ['cli', 'extension'],
		extensions: ['Evil.banned', 'evil.banned-nightly'],
		commands: ['banned'],
		packages: { npm: ['@evil/banned'] },
	},
	{ id: 'other', name: 'Other', vendor: 'Other Inc', kinds: ['cli'], commands: ['other'], tags: ['chat'] },
	{
		id: 'shared',
		name: 'Shared',
		vendor: 'Other Inc',
		kinds: ['cli'],
		commands: ['s'],
		namesakes: [{ command: 's', program: 'a search tool', usually: 'either' }],
	},
	{
		id: 'good',
		name: 'Good',
		vendor: 'Good Inc',
		kinds: ['cli', 'extension'],
		extensions: ['good.good'],
		commands: ['good'],
	},
].map((assistant) => assistantSchema.parse(assistant));

/** A policy that blocks `banned`, with `change` applied to its document. */
export function policyWith(change: Partial<PolicyDocumentInput> = {}): CompiledPolicy {
	const document: PolicyDocumentInput = {
		organization: { id: 'acme', name: 'Acme', contact: 'help@acme.example' },
		version: 7,
		issuedAt: '2026-07-01',
		expires: '2030-01-01',
		sanctioned: [{ id: 'good', assistants: ['good'], terminal: { command: 'good' } }],
		rules: [
			{
				id: 'no-banned',
				assistants: ['banned'],
				phases: [
					{ from: '2026-07-04', action: 'warn' },
					{ from: '2026-07-10', action: 'block' },
				],
				reason: { en: 'It is high-risk software.', 'zh-cn': '它是高风险软件。' },
				owner: 'Security Office',
			},
		],
		...change,
	};
	return compilePolicy(policyDocumentSchema.parse(document), catalog);
}

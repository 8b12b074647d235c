import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../../../src/core/decision/decide.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import type { PolicyDocument } from '../../../../src/core/policy/document.ts';
import { instantOf } from '../../../../src/core/policy/instant.ts';
import { lintPolicy } from '../../../../src/core/policy/lint/lint.ts';
import { parsePolicyDocument } from '../../../../src/core/policy/parseDocument.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';

const folder = join(import.meta.dirname, '../../../../policy/examples');

describe('example policies', () => {
	for (const name of readdirSync(folder)) {
		it(`${name} has no mistake`, () => {
			const document = read(name);
			assert.deepEqual(lintPolicy(document, builtInCatalog, instantOf(document.issuedAt)), []);
		});
	}

	const check = (
		name: string,
		assistant: string,
		days: Readonly<Record<string, string>>,
		groups?: string[],
	): void => {
		it(`${name} says of ${assistant}: ${Object.values(days).join(', ')}`, () => {
			const policy = compilePolicy(read(name), builtInCatalog);
			const found = Object.keys(days).map((day) => {
				const signal = { kind: 'command', shell: 'bash', text: '' } as const;
				const finding = {
					signal,
					assistant,
					use: 'run',
					certainty: 'certain',
					evidence: [],
				} as const;
				return [day, decide(policy, finding, { now: instantOf(day), groups }).action];
			});
			assert.deepEqual(Object.fromEntries(found), days);
		});
	};
	const started = {
		'2026-07-03': 'audit',
		'2026-07-04': 'warn',
		'2026-07-09': 'warn',
		'2026-07-10': 'block',
	};
	check('getting-started.json', 'claude-code', started);
	check('getting-started.json', 'codex', started);
	check('getting-started.json', 'aider', { '2026-07-04': 'inform', '2027-06-01': 'inform' });
	check('getting-started.json', 'gemini-cli', {
		'2026-10-01': 'inform',
		'2027-01-14': 'inform',
		'2027-01-15': 'block',
	});
	check('getting-started.json', 'qoder-cli', { '2026-08-01': 'allow' });
	check('allow-list.json', 'cline', { '2026-08-01': 'block' });
	check('allow-list.json', 'github-copilot', { '2026-08-01': 'allow' });
	check('staged.json', 'claude-code', {
		'2026-09-01': 'inform',
		'2026-10-01': 'warn',
		'2026-11-02': 'block',
	});
	check('staged.json', 'claude-code', { '2026-11-02': 'inform', '2027-03-01': 'block' }, ['research']);
});

function read(name: string): PolicyDocument {
	const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'));
	assert.ok(parsed.ok, JSON.stringify(parsed));
	return parsed.value;
}

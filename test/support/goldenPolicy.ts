import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicy } from '../../src/core/policy/compile.ts';
import { parsePolicyDocument } from '../../src/core/policy/parseDocument.ts';
import { builtInCatalog } from '../../src/node/builtInCatalog.ts';

/** Where the policy and what it is compiled to are written down. */
export const goldenFolder = join(import.meta.dirname, '../golden/compile');
export const goldenNow = Date.parse('2026-11-22');

const parsed = parsePolicyDocument(readFileSync(join(goldenFolder, 'policy.json'), 'utf8'));
if (!parsed.ok) {
	throw new Error(JSON.stringify(parsed.error));
}
export const goldenPolicy = compilePolicy(parsed.value, builtInCatalog);

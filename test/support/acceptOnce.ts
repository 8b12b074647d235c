import { readFileSync } from 'node:fs';
import type { TrustAnchor } from '../../src/core/policy/trust/anchor.ts';
import { acceptBundle, loadStored, newPolicyState } from '../../src/node/policy/policyState.ts';
import { testNow } from './authority.ts';
import { catalog } from './policies.ts';

// A process of its own that accepts one bundle, to be run where the disk fails: FOLDER, FILE with a bundle, ANCHOR as JSON.
const [folder = '', file = '', anchor = ''] = process.argv.slice(2);
const state = newPolicyState({
	anchor: JSON.parse(anchor) as TrustAnchor,
	folder,
	builtInCatalog: catalog,
	now: () => testNow,
	machine: undefined,
});
loadStored(state);
const problem = await acceptBundle(state, file, readFileSync(file), undefined);
process.stdout.write(`${state.active?.verified.document.version} ${problem?.code ?? 'saved'}\n`);

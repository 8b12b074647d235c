import { readFileSync } from 'node:fs';
import { type StoredPolicy, savePolicy } from '../../src/node/policy/policyStore.ts';

// A process that saves one policy after the other, to be killed in the middle: FOLDER, FILE with stored policies.
const [folder = '', file = ''] = process.argv.slice(2);
const policies = JSON.parse(readFileSync(file, 'utf8')) as StoredPolicy[];
let before: StoredPolicy | undefined;
process.stdout.write('begun\n');
for (;;) {
	for (const policy of policies) {
		await savePolicy(folder, policy, before);
		before = policy;
	}
}

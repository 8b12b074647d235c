import type { TrustAnchor } from '../../src/core/policy/trust/anchor.ts';
import { createPolicyClient } from '../../src/node/policy/policyClient.ts';
import { catalog } from './policies.ts';

// A window of its own process: starts a client over FOLDER with ANCHOR (JSON), and says each version that is in force.
const [folder = '', anchor = ''] = process.argv.slice(2);
let said = 0;
const client = createPolicyClient({
	anchor: JSON.parse(anchor) as TrustAnchor,
	folder,
	builtInCatalog: catalog,
	now: Date.now,
	onChange: (status) => {
		const version = status.state === 'active' ? status.policy.version : 0;
		if (version !== said) {
			said = version;
			process.stdout.write(`${version}\n`);
		}
	},
});
await client.start();
// Anything on the standard input is somebody who asks for a new policy.
process.stdin.on('data', () => void client.refresh());
process.stdin.on('end', () => client.dispose());

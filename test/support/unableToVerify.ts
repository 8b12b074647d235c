import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { TrustAnchor } from '../../src/core/policy/trust/anchor.ts';

// A runtime whose cryptography calls every signature good (or bad: ANSWER): FOLDER, ANCHOR as JSON, ANSWER.
const [folder = '', anchor = '', answer = ''] = process.argv.slice(2);
crypto.verify = () => answer === 'good';
syncBuiltinESMExports();
const { createPolicyClient } = await import('../../src/node/policy/policyClient.ts');
const client = createPolicyClient({
	anchor: JSON.parse(anchor) as TrustAnchor,
	folder,
	builtInCatalog: [],
	now: Date.now,
	onChange: () => undefined,
});
await client.start();
process.stdout.write(JSON.stringify({ status: client.status(), inForce: client.policy() !== undefined }));
client.dispose();

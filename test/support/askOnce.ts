import { fetchBundle } from '../../src/node/policy/policyFetch.ts';

// A process of its own that asks one source, as certificates and proxies are settings of the whole process: ADDRESS, ETAG.
const [source = '', etag] = process.argv.slice(2);
const outcome = await fetchBundle(source, { etag, now: 0, fetch, deadline: 10_000 });
process.stdout.write(
	JSON.stringify(
		outcome.result === 'bundle' ? { ...outcome, bytes: Buffer.from(outcome.bytes).toString() } : outcome,
	),
);

import { failure, type Result, success } from '../../core/result.ts';
import { allowedUrl } from '../../node/policy/policyFetch.ts';
import type { Destination } from './destination.ts';
import { httpPut } from './httpPut.ts';
import { s3, type S3Problem } from './s3.ts';

/** Reads an address that was given with `--to`. */
export function parseDestination(
	address: string,
	endpoint: string | undefined,
	environment: NodeJS.ProcessEnv,
): Result<Destination, S3Problem> {
	if (address.startsWith('s3://')) {
		return s3(address, endpoint, environment);
	}
	const url = allowedUrl(address);
	if (typeof url === 'string') {
		return failure({
			problem:
				url === 'insecure'
					? `${address} is not secure: what we send to prove who we are could be read.`
					: `${address} is no address to publish to.`,
			wayOut: 'Write https://HOST/PATH/policy.bundle.json or s3://BUCKET/KEY (http only on this machine).',
		});
	}
	return url.pathname.endsWith('/')
		? failure({
				problem: `${address} is a folder.`,
				wayOut: `Name the file too: ${address}policy.bundle.json`,
			})
		: success(httpPut(url.href, environment));
}

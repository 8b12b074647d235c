import { AwsV4Signer } from 'aws4fetch';
import { failure, type Result, success } from '../../core/result.ts';
import { allowedUrl } from '../../node/policy/policyFetch.ts';
import { sha256 } from '../../node/signing/signature.ts';
import { type Destination, requestLimit } from './destination.ts';

/** Why an S3 address cannot be used, and what to do. */
export interface S3Problem {
	readonly problem: string;
	readonly wayOut: string;
}

/**
 * An object in S3 or in what speaks its language (MinIO, R2, Ceph): `s3://bucket/key`. Requests are signed by Signature
 * Version 4, body included. Credentials, region and endpoint come from the variables that the AWS tools read.
 */
export function s3(
	address: string,
	endpoint: string | undefined,
	environment: NodeJS.ProcessEnv,
): Result<Destination, S3Problem> {
	const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/.exec(address) ?? [];
	if (bucket === undefined || key === undefined || key.endsWith('/')) {
		return failure({
			problem: `${address} names no object.`,
			wayOut: 'Write s3://BUCKET/KEY, for example s3://acme-policy/policy.bundle.json',
		});
	}
	const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
	const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
	const sessionToken = environment['AWS_SESSION_TOKEN'];
	if (!accessKeyId || !secretAccessKey) {
		return failure({
			problem: 'There are no credentials for S3.',
			wayOut: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; with the AWS tools: eval "$(aws configure export-credentials --format env)"',
		});
	}
	const region = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || 'us-east-1';
	const host = endpoint ?? (environment['AWS_ENDPOINT_URL_S3'] || environment['AWS_ENDPOINT_URL']);
	const url = objectUrl({ bucket, key, region, host });
	if (url === undefined) {
		return failure({
			problem: `${host} is no endpoint that can be used.`,
			wayOut: 'Write an https address: --endpoint https://minio.example (http only on this machine)',
		});
	}
	return success({
		name: address,
		accessHint: `The key ${accessKeyId} needs s3:GetObject, s3:PutObject and s3:ListBucket there; the region is ${region}.`,
		send: async ({ method, headers, body }) => {
			const signed = await new AwsV4Signer({
				method,
				url: url.href,
				headers: { ...headers, 'x-amz-content-sha256': sha256(body ?? new Uint8Array()) },
				...(body !== undefined && { body }),
				accessKeyId,
				secretAccessKey,
				...(sessionToken && { sessionToken }),
				service: 's3',
				region,
			}).sign();
			return await fetch(signed.url, {
				method,
				headers: signed.headers,
				...(body !== undefined && { body }),
				redirect: 'manual',
				signal: AbortSignal.timeout(requestLimit),
			});
		},
	});
}

interface ObjectPlace {
	readonly bucket: string;
	readonly key: string;
	readonly region: string;
	readonly host: string | undefined;
}

/** Other services than Amazon's, and buckets whose name has dots (TLS knows one level), have the bucket in the path. */
function objectUrl({ bucket, key, region, host }: ObjectPlace): URL | undefined {
	const path = key.split('/').map(encodeURIComponent).join('/');
	if (host === undefined) {
		return bucket.includes('.')
			? new URL(`https://s3.${region}.amazonaws.com/${bucket}/${path}`)
			: new URL(`https://${bucket}.s3.${region}.amazonaws.com/${path}`);
	}
	const url = allowedUrl(`${host.replace(/\/+$/, '')}/${bucket}/${path}`);
	return typeof url === 'string' ? undefined : url;
}

import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleSizeLimit } from '../core/policy/bundle.ts';
import type { PolicyProblem } from '../core/policy/policyProblem.ts';
import { parseRetryAfter } from '../core/policy/pollSchedule.ts';

/** What asking a source came to. `hint`: where the server announces changes. */
export type FetchOutcome =
	| {
			readonly result: 'bundle';
			readonly bytes: Uint8Array;
			readonly etag: string | undefined;
			readonly hint: string | undefined;
	  }
	| { readonly result: 'unchanged'; readonly hint: string | undefined }
	| {
			readonly result: 'failed';
			readonly problem: PolicyProblem;
			/** Whether trying again soon may help. */
			readonly passing: boolean;
			readonly retryAfter?: number | undefined;
	  };

export interface FetchOptions {
	/** The ETag of the bundle in force; a server that still has it answers 304. */
	readonly etag: string | undefined;
	readonly now: number;
	readonly fetch: typeof globalThis.fetch;
	/** Ends the attempt from outside. */
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds for the whole attempt, body and redirects included. */
	readonly deadline?: number | undefined;
}

const redirectLimit = 3;
const defaultDeadline = 30_000;

/** True for sources on the network; all others are file paths or file: addresses. */
export function isWebSource(source: string): boolean {
	return /^https?:/i.test(source);
}

/**
 * Asks one source for the bundle. Neither the host nor the way is trusted: the answer is bounded in time and in decoded
 * bytes (endless data, slow retrieval), and goes to the verifier, whatever the server calls it. Never throws.
 */
export async function fetchBundle(source: string, options: FetchOptions): Promise<FetchOutcome> {
	if (!isWebSource(source)) {
		return await readBundleFile(source);
	}
	const milliseconds = options.deadline ?? defaultDeadline;
	const timeout = AbortSignal.timeout(milliseconds);
	const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
	try {
		return await request(source, options, signal);
	} catch (error) {
		const problem: PolicyProblem = timeout.aborted
			? { code: 'timedOut', source, seconds: milliseconds / 1000 }
			: { code: 'offline', source, message: reasonOf(error) };
		return { result: 'failed', problem, passing: true };
	}
}

async function request(source: string, options: FetchOptions, signal: AbortSignal): Promise<FetchOutcome> {
	let address = source;
	for (let redirects = 0; ; redirects++) {
		const url = URL.parse(address);
		if (url === null || url.username !== '' || url.password !== '') {
			return failed({ code: 'badAddress', source });
		}
		if (!isSecure(url)) {
			return failed({ code: 'insecure', source: address });
		}
		const headers: Record<string, string> = { accept: 'application/json' };
		if (options.etag !== undefined) {
			headers['if-none-match'] = options.etag;
		}
		const response = await options.fetch(url, { headers, redirect: 'manual', signal });
		const location = response.headers.get('location');
		if (response.status < 300 || response.status > 399 || response.status === 304 || location === null) {
			return await readAnswer(source, url, response, options);
		}
		await response.body?.cancel();
		if (redirects === redirectLimit) {
			return failed({ code: 'redirects', source });
		}
		address = URL.parse(location, url.href)?.href ?? '';
	}
}

async function readAnswer(
	source: string,
	url: URL,
	response: Response,
	{ etag, now }: FetchOptions,
): Promise<FetchOutcome> {
	const hint = hintAddress(response.headers.get('link'), url);
	if (response.status === 304 && etag !== undefined) {
		return { result: 'unchanged', hint };
	}
	if (response.status !== 200) {
		await response.body?.cancel();
		const { status } = response;
		const passing = status === 304 || status === 408 || status === 429 || status >= 500;
		const retryAfter =
			status === 429 || status === 503
				? parseRetryAfter(response.headers.get('retry-after'), now)
				: undefined;
		return { result: 'failed', problem: { code: 'status', source, status }, passing, retryAfter };
	}
	// The page of a captive portal is the network's fault, not the policy's.
	if (/^\s*text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
		await response.body?.cancel();
		return { result: 'failed', problem: { code: 'notABundle', source }, passing: true };
	}
	const bytes = await readLimited(response);
	if (bytes === undefined) {
		return failed({ code: 'tooLarge', limit: bundleSizeLimit });
	}
	return { result: 'bundle', bytes, etag: response.headers.get('etag') || undefined, hint };
}

/** The decoded body, or `undefined` as soon as it is larger than a bundle may be. */
async function readLimited(response: Response): Promise<Uint8Array | undefined> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of response.body ?? []) {
		length += chunk.length;
		if (length > bundleSizeLimit) {
			return undefined;
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

async function readBundleFile(source: string): Promise<FetchOutcome> {
	try {
		const path = source.startsWith('file:') ? fileURLToPath(source) : source;
		const { size } = await stat(path);
		if (size > bundleSizeLimit) {
			return failed({ code: 'tooLarge', limit: bundleSizeLimit });
		}
		return { result: 'bundle', bytes: await readFile(path), etag: undefined, hint: undefined };
	} catch (error) {
		return {
			result: 'failed',
			problem: { code: 'unreadableFile', source, message: reasonOf(error) },
			passing: true,
		};
	}
}

/** https, or http to this very machine, where nobody is in between. */
function isSecure(url: URL): boolean {
	const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
	return url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
}

/**
 * Where changes are announced: the link of relation `monitor` (RFC 5989), on the same origin only, so that a host cannot
 * make the fleet keep connections to another.
 */
function hintAddress(link: string | null, base: URL): string | undefined {
	const target = /<([^>]*)>\s*;[^,]*\brel="?monitor"?/i.exec(link ?? '')?.[1];
	const url = target === undefined ? null : URL.parse(target, base.href);
	return url?.origin === base.origin ? url.href : undefined;
}

function failed(problem: PolicyProblem): FetchOutcome {
	return { result: 'failed', problem, passing: false };
}

function reasonOf(error: unknown): string {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	const code = (cause as NodeJS.ErrnoException | undefined)?.code;
	return code ?? (cause instanceof Error ? cause.message : String(cause));
}

import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleSizeLimit } from '../../core/policy/trust/bundle.ts';
import type { PolicyProblem } from '../../core/policy/policyProblem.ts';
import { parseRetryAfter } from './retryAfter.ts';

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
	for (let redirects = 0; redirects <= redirectLimit; redirects++) {
		const url = allowedUrl(address);
		if (typeof url === 'string') {
			return failed({ code: url, source: address });
		}
		const headers: Record<string, string> = { accept: 'application/json' };
		if (options.etag !== undefined) {
			headers['if-none-match'] = options.etag;
		}
		const response = await options.fetch(url, { headers, redirect: 'manual', signal });
		const location = redirectStatuses.has(response.status) ? response.headers.get('location') : null;
		if (location === null) {
			return await readAnswer(source, url, response, options);
		}
		await response.body?.cancel();
		address = URL.parse(location, url.href)?.href ?? location;
	}
	return failed({ code: 'redirects', source });
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** https, or http to this very machine, where nobody is in between; without a password, which would be sent on. */
export function allowedUrl(address: string): URL | 'badAddress' | 'insecure' {
	const url = URL.parse(address);
	if (url === null || url.username !== '' || url.password !== '') {
		return 'badAddress';
	}
	const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
	return url.protocol === 'https:' || (url.protocol === 'http:' && loopback) ? url : 'insecure';
}

async function readAnswer(
	source: string,
	url: URL,
	response: Response,
	options: FetchOptions,
): Promise<FetchOutcome> {
	const hint = hintAddress(response.headers.get('link'), url);
	if (response.status === 304 && options.etag !== undefined) {
		return { result: 'unchanged', hint };
	}
	// The page of a captive portal is the network's fault, not the policy's.
	const portal = /^\s*text\/html\b/i.test(response.headers.get('content-type') ?? '');
	if (response.status !== 200 || portal) {
		await response.body?.cancel();
		return response.status === 200
			? { result: 'failed', problem: { code: 'notABundle', source }, passing: true }
			: refusedBy(source, response, options.now);
	}
	const bytes = await readLimited(response);
	return bytes === undefined
		? failed({ code: 'tooLarge', limit: bundleSizeLimit })
		: { result: 'bundle', bytes, etag: response.headers.get('etag') || undefined, hint };
}

/** A status that brings no bundle. None means "no policy": 401, 403, 404 and 410 wait for the next regular poll. */
function refusedBy(source: string, { status, headers }: Response, now: number): FetchOutcome {
	const passing = status === 304 || status === 408 || status === 429 || status >= 500;
	const busy = status === 429 || status === 503;
	const retryAfter = busy ? parseRetryAfter(headers.get('retry-after'), now) : undefined;
	return { result: 'failed', problem: { code: 'status', source, status }, passing, retryAfter };
}

/** The decoded body, or `undefined` as soon as it is larger than a bundle may be. */
async function readLimited(response: Response): Promise<Uint8Array | undefined> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
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

export function reasonOf(error: unknown): string {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	const code = (cause as NodeJS.ErrnoException | undefined)?.code;
	return code ?? (cause instanceof Error ? cause.message : String(cause));
}

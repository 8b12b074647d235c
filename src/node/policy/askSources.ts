import type { PolicyProblem } from '../../core/policy/policyProblem.ts';
import { fetchBundle, type FetchOutcome } from './policyFetch.ts';
import { acceptBundle, confirmActive, type PolicyState } from './policyState.ts';
import { sha256 } from '../signing/signature.ts';

/** What asking all sources came to, as far as it matters for when to ask again. */
export interface Attempt {
	readonly problem: PolicyProblem | undefined;
	readonly passing: boolean;
	readonly retryAfter: number | undefined;
}

/** What sources are asked with, and for. */
interface Asking {
	readonly state: PolicyState;
	readonly fetch: typeof globalThis.fetch;
	/** Ends it from outside. */
	readonly signal: AbortSignal;
	/** Called with where a source announces changes, if it does. */
	readonly onHintAddress: (address: string | undefined) => void;
}

/** What it comes to where signatures cannot be verified. */
export const cannotVerify: Attempt = {
	problem: { code: 'cannotVerify' },
	passing: false,
	retryAfter: undefined,
};

/** Asks the sources in turn, until one confirms the policy in force or gives one that is accepted. */
export async function askSources(asking: Asking): Promise<Attempt> {
	let failed: Attempt | undefined;
	for (const source of asking.state.anchor.sources) {
		const attempt = await askSource(asking, source);
		if (attempt.problem === undefined || attempt.problem.code === 'notSaved') {
			return attempt;
		}
		failed = {
			problem: failed?.problem ?? attempt.problem,
			passing: attempt.passing || failed?.passing === true,
			retryAfter: failed?.retryAfter ?? attempt.retryAfter,
		};
	}
	return failed ?? cannotVerify;
}

async function askSource(asking: Asking, source: string): Promise<Attempt> {
	const { state, signal } = asking;
	const outcome = await fetchBundle(source, {
		etag: state.etag?.source === source ? state.etag.value : undefined,
		now: state.now(),
		fetch: asking.fetch,
		signal,
	});
	if (outcome.result === 'failed') {
		return { problem: outcome.problem, passing: outcome.passing, retryAfter: outcome.retryAfter };
	}
	const problem = signal.aborted ? undefined : await takeOutcome(asking, source, outcome);
	return { problem, passing: false, retryAfter: undefined };
}

async function takeOutcome(
	{ state, onHintAddress }: Asking,
	source: string,
	outcome: Exclude<FetchOutcome, { readonly result: 'failed' }>,
): Promise<PolicyProblem | undefined> {
	onHintAddress(outcome.hint);
	if (outcome.result === 'unchanged') {
		await confirmActive(state);
		return undefined;
	}
	// Servers change ETags without changing bytes; and what could not be saved the last time is tried again.
	if (sha256(outcome.bytes) === state.active?.bundleSha256 && state.problem?.code !== 'notSaved') {
		state.etag = outcome.etag === undefined ? undefined : { source, value: outcome.etag };
		await confirmActive(state);
		return undefined;
	}
	return await acceptBundle(state, source, outcome.bytes, outcome.etag);
}

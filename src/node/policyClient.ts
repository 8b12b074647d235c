import { fileURLToPath } from 'node:url';
import type { Assistant } from '../core/catalog/assistant.ts';
import type { TrustAnchor } from '../core/policy/anchor.ts';
import { type CompiledPolicy, compilePolicy } from '../core/policy/compile.ts';
import { instantOf } from '../core/policy/instant.ts';
import type { PolicyProblem } from '../core/policy/policyProblem.ts';
import { nextPollDelay } from '../core/policy/pollSchedule.ts';
import { freshnessAt, type PolicyStatus } from '../core/policy/status.ts';
import { type VerifiedPolicy, verifyBundle } from '../core/policy/verify.ts';
import { failure, type Result, success } from '../core/result.ts';
import { followHints } from './hintStream.ts';
import { fetchBundle, isWebSource } from './policyFetch.ts';
import { markChecked, readPolicyStore, savePolicy, type StoredPolicy } from './policyStore.ts';
import { canVerify, decodeUtf8, nodeCryptography, sha256 } from './signature.ts';
import { type StartTimer, systemTimer } from './timers.ts';
import { watchFile } from './watchFile.ts';

export interface PolicyClientOptions {
	/** `undefined`: nobody configured a policy. */
	readonly anchor: TrustAnchor | undefined;
	/** Where the last accepted bundle is kept. */
	readonly folder: string;
	readonly builtInCatalog: readonly Assistant[];
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Called after anything but the time of the last look has changed. */
	readonly onChange: (status: PolicyStatus) => void;
	/** `globalThis.fetch`, looked up at each call, if absent: editors replace it after start. */
	readonly fetch?: typeof globalThis.fetch | undefined;
	readonly startTimer?: StartTimer | undefined;
	/** In [0, 1). */
	readonly random?: (() => number) | undefined;
}

/** Keeps the organisation's policy: the last good one, renewed when a newer one can be verified. */
export interface PolicyClient {
	status(): PolicyStatus;
	/** The policy in force. */
	policy(): CompiledPolicy | undefined;
	/** Takes the stored policy into force before it returns; the promise ends after the first fetch. Never rejects. */
	start(): Promise<void>;
	/** Asks the sources now. Never rejects: `status().problem` says what went wrong. */
	refresh(): Promise<void>;
	dispose(): void;
}

interface Active {
	readonly verified: VerifiedPolicy;
	readonly compiled: CompiledPolicy;
	readonly stored: StoredPolicy;
	readonly bundleSha256: string;
	checkedAt: number;
}

const defaultPollSeconds = 900;

export function createPolicyClient(options: PolicyClientOptions): PolicyClient {
	const { anchor, folder, now, builtInCatalog, onChange } = options;
	const startTimer = options.startTimer ?? systemTimer;
	const random = options.random ?? Math.random;
	const ending = new AbortController();
	const endings: (() => void)[] = [];
	let active: Active | undefined;
	let etag: { readonly source: string; readonly value: string } | undefined;
	let problem: PolicyProblem | undefined;
	let failures = 0;
	let running: Promise<void> | undefined;
	let again = false;
	let cancelPoll: () => void = () => undefined;
	let hints: { readonly address: string; readonly end: () => void } | undefined;
	let told = '';

	/** Expiry is judged by signed time too, so that setting the clock back does not make an old policy new. */
	const clock = (): number =>
		Math.max(now(), active === undefined ? 0 : instantOf(active.compiled.document.issuedAt));

	const status = (): PolicyStatus => {
		if (anchor === undefined) {
			return { state: 'unconfigured' };
		}
		if (active === undefined) {
			return { state: 'missing', problem };
		}
		const { verified, stored, checkedAt } = active;
		const { organization, epoch, version, expires, poll } = verified.document;
		const freshness = freshnessAt(clock(), {
			checkedAt,
			expires: instantOf(expires),
			pollSeconds: poll.seconds,
		});
		const policy = {
			organization: organization.name,
			epoch,
			version,
			sha256: verified.sha256,
			source: stored.source,
			signers: verified.signers,
			rootVersion: verified.root.version,
			acceptedAt: stored.acceptedAt,
			checkedAt,
			freshness,
		};
		return { state: 'active', policy, problem };
	};

	const tell = (): void => {
		const current = status();
		const text = JSON.stringify(current, (key, value: unknown) =>
			key === 'checkedAt' ? undefined : value,
		);
		if (text !== told && !ending.signal.aborted) {
			told = text;
			onChange(current);
		}
	};

	const judge = (
		trusted: TrustAnchor,
		bytes: Uint8Array,
		at: number | undefined,
		floor: StoredPolicy['floor'] | undefined,
	): Result<Pick<Active, 'verified' | 'compiled' | 'bundleSha256'>, PolicyProblem> => {
		const verified = verifyBundle(bytes, {
			anchor: trusted,
			floor,
			now: at,
			cryptography: nodeCryptography,
		});
		if (!verified.ok) {
			return verified;
		}
		try {
			const compiled = compilePolicy(verified.value.document, builtInCatalog);
			return success({ verified: verified.value, compiled, bundleSha256: sha256(bytes) });
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			return failure({ code: 'unusable', version: verified.value.document.version, message });
		}
	};

	const load = (trusted: TrustAnchor): void => {
		for (const { stored, checkedAt } of readPolicyStore(folder)) {
			const judged = judge(trusted, Buffer.from(stored.bundle), undefined, stored.floor);
			if (judged.ok) {
				active = { ...judged.value, stored, checkedAt };
				etag = stored.etag === undefined ? undefined : { source: stored.source, value: stored.etag };
				return;
			}
			problem ??= judged.error;
		}
	};

	/** Verified and compiled, then saved, then in force, and only then is its ETag kept: a failure asks for it again. */
	const accept = async (
		trusted: TrustAnchor,
		source: string,
		bytes: Uint8Array,
		newEtag: string | undefined,
	): Promise<PolicyProblem | undefined> => {
		const judged = judge(trusted, bytes, clock(), active?.stored.floor);
		if (!judged.ok) {
			return judged.error;
		}
		const bundle = decodeUtf8(bytes) ?? '';
		const { floor } = judged.value.verified;
		const stored = { bundle, floor, source, etag: newEtag, acceptedAt: now() };
		const before = active?.stored;
		active = { ...judged.value, stored, checkedAt: now() };
		etag = undefined;
		try {
			await savePolicy(folder, stored, before);
		} catch (error) {
			return { code: 'notSaved', message: error instanceof Error ? error.message : String(error) };
		}
		etag = newEtag === undefined ? undefined : { source, value: newEtag };
		return undefined;
	};

	const confirm = async (): Promise<void> => {
		if (active !== undefined) {
			active.checkedAt = now();
			await markChecked(folder, active.checkedAt);
		}
	};

	const attempt = async (trusted: TrustAnchor): Promise<void> => {
		let first: PolicyProblem | undefined;
		let passing = false;
		let retryAfter: number | undefined;
		for (const source of canVerify() ? trusted.sources : []) {
			const outcome = await fetchBundle(source, {
				etag: etag?.source === source ? etag.value : undefined,
				now: now(),
				fetch: options.fetch ?? globalThis.fetch,
				signal: ending.signal,
			});
			if (ending.signal.aborted) {
				return;
			}
			if (outcome.result === 'failed') {
				first ??= outcome.problem;
				passing ||= outcome.passing;
				retryAfter ??= outcome.retryAfter;
				continue;
			}
			followHintsOf(outcome.hint);
			if (outcome.result === 'unchanged' || sha256(outcome.bytes) === active?.bundleSha256) {
				if (outcome.result === 'bundle' && problem?.code !== 'notSaved') {
					etag = outcome.etag === undefined ? undefined : { source, value: outcome.etag };
				}
				await confirm();
				return conclude(undefined, false, undefined);
			}
			const refusal = await accept(trusted, source, outcome.bytes, outcome.etag);
			if (refusal === undefined || refusal.code === 'notSaved') {
				return conclude(refusal, false, undefined);
			}
			first ??= refusal;
		}
		conclude(first ?? { code: 'cannotVerify' }, passing, retryAfter);
	};

	const conclude = (
		found: PolicyProblem | undefined,
		passing: boolean,
		retryAfter: number | undefined,
	): void => {
		problem = found;
		failures = found === undefined ? 0 : failures + 1;
		cancelPoll();
		const pollSeconds = active?.compiled.document.poll.seconds ?? defaultPollSeconds;
		const delay = nextPollDelay({ failures, passing, retryAfter, pollSeconds }, random());
		cancelPoll = startTimer(() => void refresh(), delay);
		tell();
	};

	const followHintsOf = (address: string | undefined): void => {
		if (address !== hints?.address) {
			hints?.end();
			hints = undefined;
			if (address !== undefined) {
				const end = followHints(address, { onHint: () => void refresh(), startTimer, random });
				hints = { address, end };
			}
		}
	};

	const refresh = async (): Promise<void> => {
		if (anchor === undefined || ending.signal.aborted) {
			return;
		}
		again = true;
		running ??= (async () => {
			while (again && !ending.signal.aborted) {
				again = false;
				await attempt(anchor);
			}
			running = undefined;
		})();
		await running;
	};

	return {
		status,
		policy: () => active?.compiled,
		start: async () => {
			if (anchor !== undefined) {
				if (canVerify()) {
					load(anchor);
				}
				for (const source of anchor.sources.filter((each) => !isWebSource(each))) {
					const path = source.startsWith('file:') ? fileURLToPath(source) : source;
					endings.push(watchFile(path, () => void refresh(), startTimer));
				}
			}
			tell();
			await refresh();
		},
		refresh,
		dispose: () => {
			ending.abort();
			cancelPoll();
			hints?.end();
			for (const end of endings) {
				end();
			}
		},
	};
}

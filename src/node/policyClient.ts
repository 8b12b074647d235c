import { fileURLToPath } from 'node:url';
import type { Assistant } from '../core/catalog/assistant.ts';
import type { TrustAnchor } from '../core/policy/anchor.ts';
import type { BreakGlass } from '../core/policy/breakGlass.ts';
import type { CompiledPolicy } from '../core/policy/compile.ts';
import type { PolicyProblem } from '../core/policy/policyProblem.ts';
import { holdBudget, nextPollDelay } from '../core/policy/pollSchedule.ts';
import type { PolicyStatus } from '../core/policy/status.ts';
import { failure, type Result } from '../core/result.ts';
import { enteredCodesFile } from './breakGlassStore.ts';
import { type CodeProblem, enterCode } from './enterCode.ts';
import { followHints } from './hintStream.ts';
import { readMachineId } from './machineId.ts';
import { fetchBundle, type FetchOutcome, isWebSource } from './policyFetch.ts';
import {
	acceptBundle,
	advanceRollout,
	confirmActive,
	loadStored,
	policyInForce,
	type PolicyState,
	recompile,
	statusOf,
} from './policyState.ts';
import { currentFile, type StoredPolicy } from './policyStore.ts';
import { canVerify, sha256 } from './signature.ts';
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
	/** The bundle that it came in, and what was taken from it. */
	accepted(): StoredPolicy | undefined;
	/** The id of this machine in rollouts, exemptions and break-glass codes. */
	machine(): string | undefined;
	/** Takes a break-glass code, or says why not. */
	enterCode(code: string): Promise<Result<BreakGlass, CodeProblem>>;
	/** Takes the stored policy into force before it returns; the promise ends after the first fetch. Never rejects. */
	start(): Promise<void>;
	/** Asks the sources now. Never rejects: `status().problem` says what went wrong. */
	refresh(): Promise<void>;
	dispose(): void;
}

/** A client for `anchor`; without one it stays `unconfigured` and does nothing. */
export function createPolicyClient(options: PolicyClientOptions): PolicyClient {
	const { anchor } = options;
	if (anchor === undefined) {
		return idleClient;
	}
	const state: PolicyState = {
		anchor,
		folder: options.folder,
		builtInCatalog: options.builtInCatalog,
		now: options.now,
		machine: anchor.machine,
		active: undefined,
		etag: undefined,
		problem: undefined,
	};
	const client: Client = {
		options,
		state,
		startTimer: options.startTimer ?? systemTimer,
		random: options.random ?? Math.random,
		ending: new AbortController(),
		endings: [],
		failures: 0,
		attempts: [],
		running: undefined,
		again: false,
		cancelPoll: () => undefined,
		hints: undefined,
		told: '',
	};
	return {
		status: () => statusOf(state),
		policy: () => policyInForce(state),
		accepted: () => state.active?.stored,
		machine: () => state.machine,
		enterCode: (code) => enter(client, code),
		start: () => start(client),
		refresh: () => refresh(client),
		dispose: () => dispose(client),
	};
}

const idleClient: PolicyClient = {
	status: () => ({ state: 'unconfigured' }),
	policy: () => undefined,
	accepted: () => undefined,
	machine: () => undefined,
	enterCode: () => Promise.resolve(failure('noPolicy')),
	start: () => Promise.resolve(),
	refresh: () => Promise.resolve(),
	dispose: () => undefined,
};

interface Client {
	readonly options: PolicyClientOptions;
	readonly state: PolicyState;
	readonly startTimer: StartTimer;
	readonly random: () => number;
	readonly ending: AbortController;
	readonly endings: (() => void)[];
	/** Attempts that failed in a row. */
	failures: number;
	/** When those of the last hour ended, in epoch milliseconds. */
	attempts: readonly number[];
	running: Promise<void> | undefined;
	/** Something asked for a look while one was under way, which may have begun too early for it. */
	again: boolean;
	cancelPoll: () => void;
	hints: { readonly address: string; readonly end: () => void } | undefined;
	told: string;
}

/** What asking all sources came to, as far as it matters for when to ask again. */
interface Attempt {
	readonly problem: PolicyProblem | undefined;
	readonly passing: boolean;
	readonly retryAfter: number | undefined;
}

const defaultPollSeconds = 900;

async function start(client: Client): Promise<void> {
	const { state, endings } = client;
	state.machine ??= readMachineId(state.folder);
	if (canVerify()) {
		loadStored(state);
		const otherWindow = (): void => {
			loadStored(state);
			tell(client);
		};
		const otherCode = (): void => {
			recompile(state);
			client.options.onChange(statusOf(state));
		};
		endings.push(
			watchFile(currentFile(state.folder), otherWindow),
			watchFile(enteredCodesFile(state.folder), otherCode),
		);
	}
	for (const source of state.anchor.sources.filter((each) => !isWebSource(each))) {
		const path = source.startsWith('file:') ? fileURLToPath(source) : source;
		endings.push(watchFile(path, () => void refresh(client)));
	}
	tell(client);
	await refresh(client);
}

async function enter(client: Client, code: string): Promise<Result<BreakGlass, CodeProblem>> {
	const entered = await enterCode(client.state, code);
	if (entered.ok) {
		client.options.onChange(statusOf(client.state));
	}
	return entered;
}

async function refresh(client: Client): Promise<void> {
	client.again = true;
	client.running ??= refreshAll(client);
	await client.running;
}

async function refreshAll(client: Client): Promise<void> {
	try {
		while (client.again && !client.ending.signal.aborted) {
			client.again = false;
			await advanceRollout(client.state);
			const attempt = canVerify() ? await askSources(client) : cannotVerify;
			if (!client.ending.signal.aborted) {
				conclude(client, attempt);
			}
		}
	} finally {
		client.running = undefined;
	}
}

const cannotVerify: Attempt = { problem: { code: 'cannotVerify' }, passing: false, retryAfter: undefined };

/** Asks the sources in turn, until one confirms the policy in force or gives one that is accepted. */
async function askSources(client: Client): Promise<Attempt> {
	let failed: Attempt | undefined;
	for (const source of client.state.anchor.sources) {
		const attempt = await askSource(client, source);
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

async function askSource(client: Client, source: string): Promise<Attempt> {
	const { state, options, ending } = client;
	const outcome = await fetchBundle(source, {
		etag: state.etag?.source === source ? state.etag.value : undefined,
		now: options.now(),
		fetch: options.fetch ?? globalThis.fetch,
		signal: ending.signal,
	});
	if (outcome.result === 'failed') {
		return { problem: outcome.problem, passing: outcome.passing, retryAfter: outcome.retryAfter };
	}
	const problem = ending.signal.aborted ? undefined : await takeOutcome(client, source, outcome);
	return { problem, passing: false, retryAfter: undefined };
}

async function takeOutcome(
	client: Client,
	source: string,
	outcome: Exclude<FetchOutcome, { readonly result: 'failed' }>,
): Promise<PolicyProblem | undefined> {
	const { state } = client;
	followHintsAt(client, outcome.hint);
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

function conclude(client: Client, { problem, passing, retryAfter }: Attempt): void {
	const { state, startTimer, random } = client;
	state.problem = problem;
	client.failures = problem === undefined ? 0 : client.failures + 1;
	const pollSeconds = state.active?.compiled.document.poll.seconds ?? defaultPollSeconds;
	const now = client.options.now();
	const hour = 3_600_000;
	client.attempts = [...client.attempts, now].filter((at) => now - at < hour).slice(-1000);
	const wanted = nextPollDelay({ failures: client.failures, passing, retryAfter, pollSeconds }, random());
	const ages = client.attempts.map((at) => now - at);
	const delay = holdBudget(wanted, ages, pollSeconds);
	client.cancelPoll();
	client.cancelPoll = startTimer(() => void refresh(client), delay);
	tell(client);
}

function followHintsAt(client: Client, address: string | undefined): void {
	if (address === client.hints?.address) {
		return;
	}
	client.hints?.end();
	const { startTimer, random } = client;
	client.hints =
		address === undefined
			? undefined
			: {
					address,
					end: followHints(address, { onHint: () => void refresh(client), startTimer, random }),
				};
}

function tell(client: Client): void {
	const status = statusOf(client.state);
	const text = JSON.stringify(status, (key, value: unknown) => (key === 'checkedAt' ? undefined : value));
	if (text !== client.told && !client.ending.signal.aborted) {
		client.told = text;
		client.options.onChange(status);
	}
}

function dispose(client: Client): void {
	client.ending.abort();
	client.cancelPoll();
	client.hints?.end();
	for (const end of client.endings) {
		end();
	}
}

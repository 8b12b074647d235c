import { fileURLToPath } from 'node:url';
import type { Assistant } from '../../core/catalog/assistant.ts';
import type { TrustAnchor } from '../../core/policy/trust/anchor.ts';
import type { BreakGlass } from '../../core/policy/exemptions/breakGlass.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { noPolls, planPoll, type PollMemory } from '../../core/policy/pollPlan.ts';
import type { PolicyStatus } from '../../core/policy/status.ts';
import { failure, type Result } from '../../core/result.ts';
import { askSources, type Attempt, cannotVerify } from './askSources.ts';
import { enteredCodesFile } from './breakGlassStore.ts';
import { type CodeProblem, enterCode } from './enterCode.ts';
import { followHints } from './hintStream.ts';
import { readMachineId } from './machineId.ts';
import { isWebSource } from './policyFetch.ts';
import {
	advanceRollout,
	confirmedElsewhere,
	loadStored,
	newPolicyState,
	policyInForce,
	type PolicyState,
	recompile,
	statusOf,
} from './policyState.ts';
import { currentFile, type StoredPolicy } from './policyStore.ts';
import { canVerify } from '../signing/signature.ts';
import { type StartTimer, systemTimer } from '../timers.ts';
import { watchFile } from '../files/watchFile.ts';

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
	/** Asks the sources if nobody has for a while: somebody came back to the window. Never rejects. */
	lookIfOld(): Promise<void>;
	dispose(): void;
}

/** A client for `anchor`; without one it stays `unconfigured` and does nothing. */
export function createPolicyClient(options: PolicyClientOptions): PolicyClient {
	const { anchor } = options;
	if (anchor === undefined) {
		return idleClient;
	}
	const { folder, builtInCatalog, now } = options;
	const state = newPolicyState({ anchor, folder, builtInCatalog, now, machine: anchor.machine });
	const client: Client = {
		options,
		state,
		startTimer: options.startTimer ?? systemTimer,
		random: options.random ?? Math.random,
		ending: new AbortController(),
		endings: [],
		polls: noPolls,
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
		lookIfOld: () => lookIfOld(client),
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
	lookIfOld: () => Promise.resolve(),
	dispose: () => undefined,
};

interface Client {
	readonly options: PolicyClientOptions;
	readonly state: PolicyState;
	readonly startTimer: StartTimer;
	readonly random: () => number;
	readonly ending: AbortController;
	readonly endings: (() => void)[];
	polls: PollMemory;
	running: Promise<void> | undefined;
	/** Something asked for a look while one was under way, which may have begun too early for it. */
	again: boolean;
	cancelPoll: () => void;
	hints: { readonly address: string; readonly end: () => void } | undefined;
	told: string;
}

const defaultPollSeconds = 900;

/** Coming back to a window asks when nothing has been asked for so long, in milliseconds. */
const old = 5 * 60_000;

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

function pollSeconds({ state }: Client): number {
	return state.active?.compiled.document.poll.seconds ?? defaultPollSeconds;
}

/**
 * The regular look. Where another window of the editor has asked within the interval, its answer counts for this one too:
 * the store says when that was.
 */
async function poll(client: Client): Promise<void> {
	const { state, startTimer, random, options } = client;
	const interval = pollSeconds(client) * 1000;
	const age = options.now() - (confirmedElsewhere(state) ?? Number.NEGATIVE_INFINITY);
	if (state.problem === undefined && age >= 0 && age < interval / 2) {
		client.cancelPoll();
		client.cancelPoll = startTimer(() => void poll(client), interval * (0.9 + 0.2 * random()) - age);
		return;
	}
	await refresh(client);
}

/** Asks when the last attempt is minutes ago: after a machine slept, timers are late. */
async function lookIfOld(client: Client): Promise<void> {
	const last = client.polls.attempts.at(-1);
	if (last !== undefined && Math.abs(client.options.now() - last) >= old) {
		await poll(client);
	}
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
			const attempt = canVerify() ? await askSources(asking(client)) : cannotVerify;
			if (!client.ending.signal.aborted) {
				conclude(client, attempt);
			}
		}
	} finally {
		client.running = undefined;
	}
}

function asking(client: Client): Parameters<typeof askSources>[0] {
	const { state, options, ending } = client;
	return {
		state,
		fetch: options.fetch ?? globalThis.fetch,
		signal: ending.signal,
		onHintAddress: (address) => followHintsAt(client, address),
	};
}

function conclude(client: Client, { problem, passing, retryAfter }: Attempt): void {
	const { state, startTimer, random } = client;
	state.problem = problem;
	const now = client.options.now();
	const attempt = { failed: problem !== undefined, passing, retryAfter, pollSeconds: pollSeconds(client) };
	const planned = planPoll(client.polls, attempt, now, random());
	client.polls = planned.memory;
	client.cancelPoll();
	client.cancelPoll = startTimer(() => void poll(client), planned.delay);
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

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyStatus } from '../../src/core/policy/status.ts';
import {
	createPolicyClient,
	type PolicyClient,
	type PolicyClientOptions,
} from '../../src/node/policy/policyClient.ts';
import { type Authority, bundleOf, createAuthority, testNow } from './authority.ts';
import { type BadServer, serveBundle, startBadServer } from './badServer.ts';
import { catalog } from './policies.ts';
import { virtualClock, type VirtualClock } from './virtualClock.ts';

/** The authority that clients trust unless a test says otherwise. */
export const acme = createAuthority();

export const day = 86_400_000;

export interface Setup extends Partial<PolicyClientOptions> {
	readonly authority?: Authority;
	readonly sources?: readonly string[];
}

/** A client with its own clock, and what it told. */
export interface OpenClient {
	readonly client: PolicyClient;
	readonly clock: VirtualClock;
	readonly told: readonly PolicyStatus[];
}

/** A web server and an empty store for each test of the suite that calls {@link clientFixture}. */
export interface ClientFixture {
	readonly server: BadServer;
	readonly folder: string;
	/** A client of the server, over the fixture's store; it is disposed of after the test. */
	open(setup?: Setup): OpenClient;
	/** Lets the server have that version, with its number as the ETag. */
	publish(version: number, authority?: Authority): void;
	/** The ETag that was asked with last. */
	lastEtag(): string | undefined;
}

export function clientFixture(): ClientFixture {
	const clients: PolicyClient[] = [];
	let server: BadServer;
	let folder: string;
	beforeEach(async () => {
		server = await startBadServer();
		folder = mkdtempSync(join(tmpdir(), 'policy-client-'));
	});
	afterEach(async () => {
		clients.splice(0).forEach((client) => client.dispose());
		await server.close();
		rmSync(folder, { recursive: true });
	});
	return {
		get server() {
			return server;
		},
		get folder() {
			return folder;
		},
		open: ({ authority = acme, sources = [server.url], ...options } = {}) => {
			const clock = virtualClock(testNow);
			const told: PolicyStatus[] = [];
			const client = createPolicyClient({
				anchor: { ...authority.anchor, sources: [...sources] },
				folder,
				builtInCatalog: catalog,
				now: clock.now,
				startTimer: clock.startTimer,
				random: () => 0.5,
				onChange: (changed) => told.push(changed),
				...options,
			});
			clients.push(client);
			return { client, clock, told };
		},
		publish: (version, authority = acme) => {
			server.answer = serveBundle(bundleOf(authority, { version }), `"${version}"`);
		},
		lastEtag: () => server.requests.at(-1)?.headers['if-none-match'],
	};
}

/** The version in force, and what went wrong the last time: `7 rollback`. */
export function summary(client: PolicyClient): string {
	const current = client.status();
	const inForce = current.state === 'active' ? current.policy.version : undefined;
	assert.equal(client.policy()?.document.version, inForce);
	const problem = current.state === 'unconfigured' ? undefined : current.problem?.code;
	const text = inForce === undefined ? current.state : String(inForce);
	return problem === undefined ? text : `${text} ${problem}`;
}

import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { bundleOf, documentOf, testNow } from '../../../support/authority.ts';
import { serveBundle, status } from '../../../support/badServer.ts';
import { acme, clientFixture, day, summary } from '../../../support/clientFixture.ts';
import { decide } from '../../../../src/core/decision/decide.ts';
import type { Finding } from '../../../../src/core/detection/finding.ts';
import type { PolicyDocumentInput } from '../../../../src/core/policy/document.ts';
import type { StartTimer } from '../../../../src/node/timers.ts';
import { virtualClock } from '../../../support/virtualClock.ts';

describe('policy client: many windows (row 27)', () => {
	const fixture = clientFixture();

	it('20 windows at once: all have the policy, and together they ask no more than one would', async () => {
		fixture.publish(1);
		// The store's times are the file system's, so the clock starts now.
		const clock = virtualClock(Date.now());
		let waiting = 0;
		const startTimer: StartTimer = (callback, milliseconds) => {
			waiting++;
			let over = false;
			const settled = (then: () => void) => (): void => {
				waiting -= over ? 0 : 1;
				over = true;
				then();
			};
			return settled(clock.startTimer(settled(callback), milliseconds));
		};
		const windows = Array.from({ length: 20 }, (_, index) =>
			fixture.open({ now: clock.now, startTimer, random: () => ((index * 7 + 3) % 20) / 20 }),
		);
		await Promise.all(windows.map(async ({ client }) => await client.start()));
		assert.deepEqual(new Set(windows.map(({ client }) => summary(client))), new Set(['1']));
		const asked = fixture.server.requests.length;
		const from = clock.now();
		while (clock.now() < from + day / 24) {
			const requests = fixture.server.requests.length;
			clock.step();
			// A look is over when the next one is planned.
			while (waiting < windows.length) {
				await new Promise((resolve) => setImmediate(resolve));
			}
			assert.ok(fixture.server.requests.length - requests <= 1);
		}
		// Four intervals of 15 minutes, and one for the windows whose look fell together.
		const inAnHour = fixture.server.requests.length - asked;
		assert.ok(inAnHour <= 6, `${inAnHour} requests in an hour`);
		assert.ok(inAnHour >= 3, `${inAnHour} requests in an hour`);
	});
});

describe('policy client: sleep (row 24)', () => {
	const fixture = clientFixture();

	it('asks at once when somebody comes back after days, and not again a moment later', async () => {
		fixture.publish(1);
		const { client, clock } = fixture.open();
		await client.start();
		const asked = (): number => fixture.server.requests.length;
		await client.lookIfOld();
		assert.equal(asked(), 1);
		// The timer that was to run meanwhile has not: machines that sleep have no time.
		clock.set(testNow + 3 * day);
		fixture.publish(2);
		await client.lookIfOld();
		assert.equal(summary(client), '2');
		await client.lookIfOld();
		assert.equal(asked(), 2);
		clock.set(testNow - 365 * day);
		await client.lookIfOld();
		assert.equal(asked(), 3);
	});
});

describe('policy client: what leaves the machine (rows 33 and 34)', () => {
	const fixture = clientFixture();

	it('is a request for the bundle: no id, no name, no version of anything that lies here', async () => {
		const canary = 'canary-4711';
		fixture.publish(1);
		const { client } = fixture.open({
			anchor: { ...acme.anchor, sources: [fixture.server.url], machine: canary },
			folder: join(fixture.folder, canary),
		});
		await client.start();
		fixture.server.answer = serveBundle(bundleOf(acme, { version: 2 }), '"2"');
		await client.refresh();
		await client.refresh();
		const sent = fixture.server.requests.map(({ method, url, headers }) => {
			const { host: _where, connection: _kept, ...said } = headers;
			return { method, url, said };
		});
		assert.equal(sent.length, 3);
		assert.doesNotMatch(JSON.stringify(sent), new RegExp(canary));
		for (const { method, url, said } of sent) {
			assert.deepEqual([method, url], ['GET', '/policy.bundle.json']);
			const usual = new Set(
				'accept accept-encoding accept-language cache-control if-none-match pragma sec-fetch-mode user-agent'.split(
					' ',
				),
			);
			assert.deepEqual(
				Object.keys(said).filter((name) => !usual.has(name)),
				[],
			);
		}
	});

	it('an action that is only noted is noted here: no connection goes anywhere but to the source, whatever fails', async () => {
		const called = new Set<string>();
		const onSocket = (message: unknown): void => {
			const { socket } = message as { readonly socket: Socket };
			socket.on('connectionAttempt', (host: string, port: number) => called.add(`${host}:${port}`));
		};
		// Every outgoing connection of this process, the fetch of the client among them.
		subscribe('net.client.socket', onSocket);
		const [rule] = documentOf(acme).rules;
		assert.ok(rule);
		const noted = { ...rule, phases: [{ from: '2026-01-01', action: 'audit' as const }] };
		const good = serveBundle(bundleOf(acme, { version: 1, rules: [noted] }), '"1"');
		const { client, clock } = fixture.open();
		const asked: string[] = [];
		const faults: readonly RequestListener[] = [
			(request) => request.socket.destroy(),
			status(429),
			status(413),
			status(503),
			(request, response) => {
				response.writeHead(200, { 'content-length': '9' }).write('{', () => request.socket.destroy());
			},
		];
		fixture.server.answer = good;
		await client.start();
		for (let hour = 0; hour < 8; hour++) {
			fixture.server.answer = (request, response) => {
				asked.push(`${request.method} ${request.url}`);
				(faults[hour % faults.length] ?? good)(request, response);
			};
			clock.set(clock.now() + day / 24);
			await client.refresh();
			const decision = decide(client.policy(), findingOf('banned'), { now: clock.now() });
			assert.deepEqual([decision.action, decision.because], ['audit', 'rule']);
		}
		unsubscribe('net.client.socket', onSocket);
		assert.deepEqual([...called], [new URL(fixture.server.url).host]);
		assert.ok(asked.length >= 8);
		assert.deepEqual(new Set(asked), new Set(['GET /policy.bundle.json']));
	});

	it('there is no audit endpoint that could be down: a policy that names one is refused', async () => {
		fixture.publish(1);
		const { client } = fixture.open();
		await client.start();
		const audit = { endpoint: 'https://audit.example' };
		const change = { version: 2, audit } as Partial<PolicyDocumentInput>;
		fixture.server.answer = serveBundle(bundleOf(acme, change));
		await client.refresh();
		assert.equal(summary(client), '1 badShape');
	});
});

/** A command that runs the assistant. */
function findingOf(assistant: string): Finding {
	const signal = { kind: 'command', shell: 'sh', text: assistant } as const;
	return { signal, assistant, use: 'run', certainty: 'certain', evidence: [] };
}

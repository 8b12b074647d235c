import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { followHints } from '../../../../src/node/policy/hintStream.ts';
import { type BadServer, startBadServer, status } from '../../../support/badServer.ts';
import { virtualClock, type VirtualClock } from '../../../support/virtualClock.ts';

describe('hint stream', () => {
	let server: BadServer;
	let clock: VirtualClock;
	let hints: number;
	let end: () => void;
	let connections: ServerResponse[];
	beforeEach(async () => {
		server = await startBadServer();
		clock = virtualClock(0);
		hints = 0;
		connections = [];
		server.answer = (_request, response) => {
			response.writeHead(200, { 'content-type': 'text/event-stream' });
			response.write(': here\n\n');
			connections.push(response);
		};
	});
	afterEach(async () => {
		end();
		await server.close();
	});
	const follow = (random = 1): void => {
		end = followHints(server.url, {
			onHint: () => {
				hints++;
			},
			startTimer: clock.startTimer,
			random: () => random,
		});
	};
	const send = async (text: string): Promise<void> => {
		await until(() => connections.length > 0);
		connections.at(-1)?.write(text);
	};

	/** The look that the connection brings, and the gap behind it. */
	const firstLook = async (wait: number): Promise<void> => {
		await until(() => clock.next() === wait);
		clock.step();
		clock.step();
	};

	it('an event is a hint, a comment is none', async () => {
		follow();
		await send(': ping\n\n');
		await send('data: {"spread":0}\n\n');
		await until(() => clock.next() === 0);
		clock.step();
		assert.equal(hints, 1);
	});

	it('spreads over the time that the event asks for, five minutes at most', async () => {
		follow(0.5);
		await firstLook(2500);
		await send('data: {"spread":8000}\n\n');
		await until(() => clock.next() === 4000);
		clock.step();
		clock.step();
		await send('data: {"spread":999999999}\n\n');
		await until(() => clock.next() === 150_000);
	});

	it('many events are few hints, a second apart, and the last is not lost', async () => {
		follow();
		await send('data: {}\n\n'.repeat(500));
		await until(() => clock.next() === 0);
		clock.step();
		assert.equal(hints, 1);
		assert.equal(clock.next(), 1000);
		clock.step();
		clock.step();
		assert.equal(hints, 2);
		clock.step();
		assert.deepEqual([hints, clock.next()], [2, undefined]);
	});

	it('looks once when it is connected: what came before it tells nobody', async () => {
		follow();
		await firstLook(5000);
		assert.deepEqual([hints, clock.next()], [1, undefined]);
	});

	it('does not let an event wait for the look that a connection brings', async () => {
		follow();
		await until(() => clock.next() === 5000);
		await send('data: {"spread":100}\n\n');
		await until(() => clock.next() === 100);
		clock.step();
		assert.equal(hints, 1);
	});

	it('comes back after the connection is lost, and looks once then', async () => {
		follow();
		await firstLook(5000);
		connections[0]?.destroy();
		await until(() => clock.next() !== undefined);
		assert.equal(clock.next(), 1000);
		clock.step();
		await until(() => connections.length === 2 && clock.next() === 5000);
		clock.step();
		assert.equal(hints, 2);
	});

	it('waits longer and longer for a server that has no events', async () => {
		server.answer = status(404);
		follow();
		for (const wait of [1000, 2000, 4000, 8000]) {
			await until(() => clock.next() === wait);
			clock.step();
		}
	});

	it('an endless line ends the connection', async () => {
		follow();
		await send('x'.repeat(1_000_000));
		await until(() => clock.next() === 1000);
		assert.equal(hints, 0);
	});
});

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

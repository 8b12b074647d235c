import type { ClientRequest, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { StartTimer } from '../timers.ts';

export interface HintOptions {
	/** Called when the server says that something changed, and once there is a connection: none tells of what was before. */
	readonly onHint: () => void;
	readonly startTimer: StartTimer;
	/** In [0, 1). */
	readonly random: () => number;
}

const firstWait = 1000;
const longestWait = 5 * 60_000;
const longestSpread = 5 * 60_000;
/** After an outage everybody connects again at about the same time. */
const connectSpread = 5000;
/** Hints come no faster than this, however many a server sends. */
const gap = 1000;
/** Servers send a comment every 25 s; without any sign for this long the connection is dead. */
const silenceLimit = 90_000;
const lineLimit = 4096;

/**
 * Follows server-sent events that mean "fetch now" and nothing else, so that whoever sends them can cause no more than a
 * request. `{"spread": milliseconds}` in an event asks a fleet to come within that time. Without a connection polling
 * goes on as ever. Does not keep the process alive. Returns the function that ends it.
 */
export function followHints(address: string, { onHint, startTimer, random }: HintOptions): () => void {
	let request: ClientRequest | undefined;
	let cancelTimer: () => void = () => undefined;
	let failures = 0;
	let ended = false;
	const gate = hintGate({ onHint, startTimer, random });

	const reconnect = (): void => {
		request = undefined;
		if (!ended) {
			const ceiling = Math.min(longestWait, firstWait * 2 ** Math.min(failures++, 20));
			cancelTimer = startTimer(connect, Math.max(firstWait, ceiling * random()));
		}
	};
	const connect = (): void => {
		// Called through the module each time: the editor puts its own proxy handling there.
		const { get } = address.startsWith('https:') ? https : http;
		request = get(
			address,
			{ headers: { accept: 'text/event-stream' }, timeout: silenceLimit },
			(response) => {
				if (
					response.statusCode !== 200 ||
					!/^text\/event-stream\b/.test(response.headers['content-type'] ?? '')
				) {
					response.destroy();
					return;
				}
				failures = 0;
				gate.hint(connectSpread);
				readEvents(response, gate.hint);
			},
		);
		request.on('socket', (socket) => socket.unref());
		request.on('timeout', () => request?.destroy());
		request.on('error', () => undefined);
		request.on('close', reconnect);
	};
	connect();
	return () => {
		ended = true;
		cancelTimer();
		gate.end();
		request?.destroy();
	};
}

/** Lets hints through, each spread over the time that it asks for, the most urgent first, and no two within the gap. */
function hintGate({ onHint, startTimer, random }: HintOptions): {
	readonly hint: (spread: number) => void;
	readonly end: () => void;
} {
	let cancel: () => void = () => undefined;
	let state: 'open' | 'waiting' | 'waitingForMore' = 'open';
	/** How long the hint waits that is on its way; nothing in the gap behind one. */
	let wait = 0;
	const reopen = (): void => {
		const more = state === 'waitingForMore';
		state = 'open';
		if (more) {
			hint(0);
		}
	};
	const hint = (spread: number): void => {
		const asked = Math.min(spread, longestSpread) * random();
		if (state !== 'open' && asked >= wait) {
			state = 'waitingForMore';
			return;
		}
		state = 'waiting';
		wait = asked;
		cancel();
		cancel = startTimer(() => {
			wait = 0;
			onHint();
			cancel = startTimer(reopen, gap);
		}, wait);
	};
	return { hint, end: () => cancel() };
}

function readEvents(response: IncomingMessage, hint: (spread: number) => void): void {
	let line = '';
	response.setEncoding('utf8');
	response.on('data', (chunk: string) => {
		const lines = (line + chunk).split(/\r?\n/);
		line = lines.pop() ?? '';
		for (const whole of lines) {
			if (whole.startsWith('data:')) {
				hint(spreadOf(whole.slice(5)));
			}
		}
		if (line.length > lineLimit) {
			response.destroy();
		}
	});
	response.on('error', () => undefined);
}

function spreadOf(text: string): number {
	const spread = Number(/"spread"\s*:\s*(\d{1,9})/.exec(text)?.[1] ?? 0);
	return Number.isSafeInteger(spread) ? spread : 0;
}

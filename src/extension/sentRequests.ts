import type { SentMessage } from '../core/statusPage/statusPage.ts';

/** The requests that this window made, as they were made. */
export interface SentRequests {
	/** The editor's own `fetch`, written down. */
	readonly fetch: typeof globalThis.fetch;
	/** The last one to each address, newest first. */
	messages(purpose: string): readonly SentMessage[];
}

/** Addresses that are remembered. */
const limit = 20;

export function createSentRequests(): SentRequests {
	const last = new Map<string, string>();
	return {
		fetch: async (input, init) => {
			const address = input instanceof Request ? input.url : String(input);
			const lines = [...new Headers(init?.headers)].map(([name, value]) => `${name}: ${value}`);
			last.delete(address);
			last.set(address, [`${init?.method ?? 'GET'} ${address}`, ...lines].join('\n'));
			for (const oldest of [...last.keys()].slice(0, -limit)) {
				last.delete(oldest);
			}
			// Looked up at each call: the editor replaces it after the start.
			return await globalThis.fetch(input, init);
		},
		messages: (purpose) => [...last.values()].toReversed().map((text) => ({ purpose, text })),
	};
}

import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `condition` gives something other than false, undefined or null, and returns that.
 * What `condition` throws counts as "not yet", and is told when the time is up.
 */
export async function until<T>(
	what: string,
	condition: () => T | Promise<T>,
	options: { readonly timeout?: number; readonly interval?: number } = {},
): Promise<Exclude<T, false | undefined | null>> {
	const timeout = options.timeout ?? 15_000;
	const deadline = performance.now() + timeout;
	let lastError: unknown;
	for (;;) {
		try {
			const value = await condition();
			if (value !== false && value !== undefined && value !== null) {
				return value as Exclude<T, false | undefined | null>;
			}
			lastError = undefined;
		} catch (error) {
			lastError = error;
		}
		if (performance.now() > deadline) {
			const last = lastError instanceof Error ? `\n${lastError.message}` : '';
			throw new Error(`Waited ${timeout} ms in vain until ${what}.${last}`, { cause: lastError });
		}
		await pause(options.interval ?? 50);
	}
}

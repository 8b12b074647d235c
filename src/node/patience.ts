/** How long something may be waited for. */
export interface Patience {
	readonly signal?: AbortSignal | undefined;
	/** As long as it takes where absent. */
	readonly milliseconds?: number | undefined;
}

/** What came of waiting. */
export type Waited<T> = { readonly value: T } | 'cancelled' | 'late';

/**
 * Waits for `work`, but neither beyond its time nor once `signal` aborts: the file system of another machine may never
 * answer, and nothing calls a read back. What comes of it later is dropped.
 */
export async function waitFor<T>(work: Promise<T>, { signal, milliseconds }: Patience): Promise<Waited<T>> {
	if (milliseconds === undefined) {
		return { value: await work };
	}
	let end: (how: 'cancelled' | 'late') => void = () => undefined;
	const ended = new Promise<'cancelled' | 'late'>((resolve) => {
		end = resolve;
	});
	const cancel = (): void => end('cancelled');
	const timer = setTimeout(() => end('late'), milliseconds);
	signal?.addEventListener('abort', cancel);
	if (signal?.aborted === true) {
		cancel();
	}
	try {
		return await Promise.race([ended, work.then((value) => ({ value }))]);
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', cancel);
	}
}

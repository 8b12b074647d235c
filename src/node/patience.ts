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
	return await new Promise((resolve, reject) => {
		const timer = setTimeout(() => end('late'), milliseconds);
		const cancel = (): void => end('cancelled');
		const end = (waited: Waited<T>): void => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', cancel);
			resolve(waited);
		};
		if (signal?.aborted === true) {
			cancel();
			return;
		}
		signal?.addEventListener('abort', cancel);
		work.then(
			(value) => end({ value }),
			(error: unknown) => {
				clearTimeout(timer);
				reject(error);
			},
		);
	});
}

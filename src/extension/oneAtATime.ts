/**
 * Runs `work` on each call, but never twice at once: calls that come while it runs become one more run after it. The
 * promise ends when nothing is left to run. `work` must not reject.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	let wanted = false;
	const run = async (): Promise<void> => {
		while (wanted) {
			wanted = false;
			await work();
		}
		// In the same turn as the last look at `wanted`, so that no call falls in between.
		running = undefined;
	};
	return async () => {
		wanted = true;
		running ??= run();
		await running;
	};
}

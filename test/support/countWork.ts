import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

/** Counts what code does, so that a test can hold its growth without a clock. */
export interface WorkCount {
	/** How often a function, a branch or the body of a loop below the folder was entered while `run` ran. */
	of(run: () => unknown): Promise<number>;
	end(): Promise<void>;
}

/** @param folder Part of the address of the files whose work counts. */
export async function countWork(folder: string): Promise<WorkCount> {
	// Else what a function did before it was called often, and what its discarded code did, is not counted.
	setFlagsFromString('--no-lazy-feedback-allocation');
	setFlagsFromString('--no-flush-bytecode');
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

	async function taken(): Promise<number> {
		const { result } = await session.post('Profiler.takePreciseCoverage');
		return result
			.filter(({ url }) => url.includes(folder))
			.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
			.reduce((sum, { count }) => sum + count, 0);
	}

	return {
		of: async (run) => {
			await taken();
			run();
			return await taken();
		},
		end: async () => {
			await session.post('Profiler.stopPreciseCoverage');
			setFlagsFromString('--lazy-feedback-allocation');
			setFlagsFromString('--flush-bytecode');
			session.disconnect();
		},
	};
}

import { Session } from 'node:inspector/promises';

/** Counts what code does, so that a test can hold its growth without a clock. */
export interface WorkCount {
	/** How often a function, a branch or the body of a loop below the folder was entered while `run` ran. */
	of(run: () => unknown): Promise<number>;
	end(): Promise<void>;
}

/** @param folder Part of the address of the files whose work counts. */
export async function countWork(folder: string): Promise<WorkCount> {
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
			session.disconnect();
		},
	};
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Assistant } from '../../core/catalog/assistant.ts';
import { isProcessOf } from '../../core/detection/processIdentity.ts';
import { descendants, isSameProcess, type RunningProcess } from '../../node/processes.ts';

/** How long after its command line a program may take to appear, and how often we look for it meanwhile. */
const appearance = { within: 1500, every: 60 } as const;

/** How long a program has to end by itself after it was asked to, in milliseconds. */
const patience = 800;

/**
 * Stops the processes of `assistant` that run below the shell `shellPid`: asked first (interrupt, then terminate), never
 * the shell itself, never one that is not the assistant's beyond doubt.
 *
 * @returns The processes that were stopped.
 */
export async function stopProcesses(
	assistant: Assistant,
	shellPid: number,
): Promise<readonly RunningProcess[]> {
	for (let waited = 0; waited <= appearance.within; waited += appearance.every) {
		const found = (await descendants(shellPid)).filter(({ argv }) => isProcessOf(assistant, argv));
		if (found.length > 0) {
			await Promise.all(found.map(stop));
			return found;
		}
		await wait(appearance.every);
	}
	return [];
}

async function stop(running: RunningProcess): Promise<void> {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		if (!(await isSameProcess(running))) {
			return;
		}
		try {
			process.kill(running.pid, signal);
		} catch {
			return; // It has ended in between.
		}
		for (let waited = 0; waited < patience; waited += appearance.every) {
			await wait(appearance.every);
			if (!(await isSameProcess(running))) {
				return;
			}
		}
	}
}

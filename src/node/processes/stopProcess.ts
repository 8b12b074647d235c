import { setTimeout as wait } from 'node:timers/promises';
import type { Assistant } from '../../core/catalog/assistant.ts';
import { isProcessOf } from '../../core/detection/processIdentity.ts';
import { isLauncher } from '../commands/launchers.ts';
import { isSameProcess, type RunningProcess, runningProcesses, withDescendants } from './processes.ts';

/** How long after its command line a program may take to appear, and how often we look for it meanwhile. */
const appearance = { within: 1500, every: 60 } as const;

/** How long a program has to end by itself after it was asked to, in milliseconds. */
const patience = 800;

/**
 * Stops the processes of `assistant` at and below `root`, a terminal's shell or a task's process: asked first (interrupt,
 * then terminate), never one that is not the assistant's beyond doubt.
 *
 * @returns The processes that were asked to end, and have.
 */
export async function stopProcesses(assistant: Assistant, root: number): Promise<readonly RunningProcess[]> {
	for (let waited = 0; waited <= appearance.within; waited += appearance.every) {
		const found = withDescendants(await runningProcesses(), root).filter(
			({ argv }) => isProcessOf(assistant, argv) && !isLauncher(argv),
		);
		if (found.length > 0) {
			const ended = await Promise.all(found.map(stopProcess));
			return found.filter((_one, index) => ended[index]);
		}
		await wait(appearance.every);
	}
	return [];
}

/**
 * Asks one process to end: interrupt, then terminate. One that was given its number anew is left alone, and so is one that
 * ends for neither. On Windows, which has no such signals, the first ends it at once.
 *
 * @returns Whether it has ended.
 */
export async function stopProcess(running: RunningProcess): Promise<boolean> {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		if (!(await isSameProcess(running))) {
			return true;
		}
		try {
			process.kill(running.pid, signal);
		} catch {
			return true; // It has ended in between.
		}
		for (let waited = 0; waited < patience; waited += appearance.every) {
			await wait(appearance.every);
			if (!(await isSameProcess(running))) {
				return true;
			}
		}
	}
	return false;
}

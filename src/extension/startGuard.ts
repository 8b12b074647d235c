import { Disposable } from 'vscode';
import type { CommandSignal } from '../core/detection/signal.ts';
import { type Judge, stopsRun } from './judge.ts';
import { guarded, type Log } from './log.ts';
import type { ProcessGuard } from './processGuard.ts';
import type { Prompter } from './prompts/prompter.ts';
import { watchDebugging } from './sensors/debug.ts';
import { watchTasks } from './sensors/tasks.ts';

interface Parts {
	readonly judge: Judge;
	readonly processes: ProcessGuard;
	readonly prompter: Prompter;
	readonly log: Log;
}

/** Acts on tasks and launch configurations: their command lines are judged, and the processes of tasks are watched. */
export function watchStarts({ judge, processes, prompter, log }: Parts): Disposable {
	async function onTask(signal: CommandSignal, folder: string | undefined): Promise<void> {
		const judged = await judge.command(signal, folder);
		await (judged && prompter.tell(judged.policy, judged.decisions, judged.now));
	}

	/** Says no only to what is blocked; that it did not start is told each time. */
	async function mayStart(signal: CommandSignal, folder: string | undefined): Promise<boolean> {
		let may = true;
		await guarded(log, 'debugging', async () => {
			const judged = await judge.command(signal, folder);
			may = judged?.decisions.some(stopsRun) !== true;
			// Whoever is told may take their time; the editor waits for the answer to its own question.
			void guarded(log, 'notice', async () => {
				await (judged &&
					prompter.tell(judged.policy, judged.decisions, judged.now, may ? undefined : 'again'));
			});
		});
		return may;
	}

	return Disposable.from(
		watchTasks({
			started: (signal, folder) => {
				void guarded(log, 'task', async () => await onTask(signal, folder));
			},
			running: (key, pid) => processes.hold(key, pid),
			ended: (key) => processes.release(key),
		}),
		watchDebugging(mayStart),
	);
}

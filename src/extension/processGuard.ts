import type { Disposable } from 'vscode';
import type { Catalog } from '../core/catalog/catalog.ts';
import { environmentSigns } from '../core/detection/processDetector.ts';
import { isLauncher, launcherEventsVariable } from '../node/commands/launchers.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import { createProcessPoll, type PollTimes } from '../node/processes/processPoll.ts';
import { createProcessWatch, type SeenProcess } from '../node/processes/processWatch.ts';
import { stopProcess } from '../node/processes/stopProcess.ts';
import { systemTimer } from '../node/timers.ts';
import type { Judge } from './judge.ts';
import { guarded, type Log } from './log.ts';
import type { Prompter } from './prompts/prompter.ts';
import { watchBusyTerminals } from './sensors/busyTerminals.ts';

/** Acts on processes below terminals and tasks, however they were started. */
export interface ProcessGuard extends Disposable {
	/** A task's process runs, or has ended. */
	hold(key: unknown, pid: number): void;
	release(key: unknown): void;
}

/** Linux and macOS list their processes within milliseconds; Windows takes most of a second for it. */
const times: PollTimes =
	process.platform === 'win32'
		? { first: [500], every: 4000, after: 1000 }
		: { first: [60, 150, 300], every: 500, after: 500 };

/** @param launcherEvents The file whose name all our terminals have in their environment. */
export function createProcessGuard(
	client: PolicyClient,
	judge: Judge,
	{ prompter, launcherEvents }: { readonly prompter: Prompter; readonly launcherEvents: string },
	log: Log,
): ProcessGuard {
	const watch = createProcessWatch({
		mark: { name: launcherEventsVariable, value: launcherEvents },
		signs: () => signsOf(client.policy()?.catalog),
	});
	const poll = createProcessPoll(
		async (roots) => await guarded(log, 'processes', async () => await look(roots)),
		times,
		systemTimer,
	);
	const terminals = watchBusyTerminals({
		busy: (terminal, pid) => poll.hold(terminal, pid),
		idle: (terminal) => poll.release(terminal),
	});

	async function look(roots: readonly number[]): Promise<void> {
		if (client.policy() === undefined) {
			return;
		}
		for (const seen of await watch.look(roots)) {
			await act(seen);
		}
	}

	async function act(seen: SeenProcess): Promise<void> {
		// A launcher that waits for an answer bears the name of what it keeps from running.
		const judged = isLauncher(seen.argv) ? undefined : await judge.process(seen);
		if (judged === undefined) {
			return;
		}
		// Whoever is told may take their time; the process may not.
		void guarded(log, 'notice', async () => {
			await prompter.tell(judged.policy, judged.decisions, judged.now);
		});
		const stops = judged.decisions.find(
			({ action, finding }) => action === 'block' && finding.certainty === 'certain',
		);
		if (stops !== undefined) {
			void guarded(log, 'stop', async () => {
				const what = (await stopProcess(seen)) ? 'stopped' : 'could not stop';
				log.info(
					`${what} process ${seen.pid} (${seen.argv[0] ?? ''}) of ${stops.finding.assistant ?? '?'}`,
				);
			});
		}
	}

	return {
		hold: (key, pid) => poll.hold(key, pid),
		release: (key) => poll.release(key),
		dispose: () => {
			void terminals.dispose();
			poll.dispose();
		},
	};
}

const known = new WeakMap<Catalog, ReadonlySet<string>>();

function signsOf(catalog: Catalog | undefined): ReadonlySet<string> {
	if (catalog === undefined) {
		return new Set();
	}
	const signs = known.get(catalog) ?? environmentSigns(catalog);
	known.set(catalog, signs);
	return signs;
}

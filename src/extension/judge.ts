import { homedir } from 'node:os';
import { delimiter } from 'node:path';
import { compareActions } from '../core/action.ts';
import { type Decision, decide } from '../core/decision/decide.ts';
import type { Finding } from '../core/detection/finding.ts';
import { detectProcess } from '../core/detection/processDetector.ts';
import type { CommandSignal } from '../core/detection/signal.ts';
import type { CompiledPolicy } from '../core/policy/compile.ts';
import type { MachineReader } from '../node/commands/commandReader.ts';
import type { GrammarPlaces } from '../node/commands/grammarsApart.ts';
import { isLauncherFolder } from '../node/commands/launchers.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import { programFileOf } from '../node/processes/processes.ts';
import type { SeenProcess } from '../node/processes/processWatch.ts';
import { windowContext } from './context.ts';

/** What the policy says of something that starts: `inform` and stronger. */
export interface Judgement {
	readonly policy: CompiledPolicy;
	readonly decisions: readonly Decision[];
	readonly now: number;
}

/** Judges what starts on this machine, by what it says and by what lies behind its names. */
export interface Judge {
	/** @param folder The current folder of the shell. */
	command(signal: CommandSignal, folder: string | undefined): Promise<Judgement | undefined>;
	process(seen: SeenProcess): Promise<Judgement | undefined>;
}

/** Whether something that runs is to be stopped. */
export function stopsRun({ action, finding }: Decision): boolean {
	return action === 'block' && finding.use === 'run';
}

export function createJudge(client: PolicyClient, grammars: GrammarPlaces): Judge {
	let reader: Promise<MachineReader> | undefined;

	/** Loaded by the first thing that starts, as it has no place in the editor's own start. */
	async function load(): Promise<MachineReader> {
		const { createMachineReader } = await import('../node/commands/commandReader.ts');
		const machine = {
			home: homedir(),
			path: (process.env['PATH'] ?? '').split(delimiter),
			platform: process.platform,
			isOwnFolder: isLauncherFolder,
		};
		return createMachineReader(machine, grammars);
	}

	async function judged(
		find: (policy: CompiledPolicy, reader: MachineReader) => Promise<readonly Finding[]>,
	): Promise<Judgement | undefined> {
		const policy = client.policy();
		if (policy === undefined) {
			return undefined;
		}
		reader ??= load();
		const findings = await find(policy, await reader);
		const context = windowContext();
		const decisions = findings
			.map((finding) => decide(policy, finding, context))
			.filter(({ action }) => compareActions(action, 'inform') >= 0);
		return decisions.length === 0 ? undefined : { policy, decisions, now: context.now };
	}

	return {
		command: async (signal, folder) =>
			await judged(async ({ catalog }, machine) => await machine.read(catalog, signal, folder)),
		process: async (seen) =>
			await judged(async ({ catalog }, machine) => {
				const file = await programFileOf(seen);
				const program = file === undefined ? undefined : await machine.program(catalog, file);
				const { argv, environment } = seen;
				return detectProcess(catalog, { kind: 'process', argv, program, environment });
			}),
	};
}

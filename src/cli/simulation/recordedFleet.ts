import type { Fleet, FleetSignal } from '../../core/decision/simulate.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { findingsOf } from '../findings.ts';
import { openSignals } from '../openSignals.ts';
import { readRecordedLine } from './recordedLine.ts';

/** A fleet's recorded signals, with the lines that they came from. */
export interface RecordedFleet extends Fleet {
	/** The line of each signal, as it was read first. */
	readonly lines: readonly string[];
	/** How many lines were read, and how many of them are no signals. */
	readonly total: number;
	readonly unread: number;
}

/**
 * Reads lines as `decide` takes them, with `machine` and `context` beside the signal; a line without `machine` is a
 * machine of its own. Memory grows with the different signals and the machines, not with the lines. Says what is wrong
 * where the file cannot be read.
 */
export async function readFleet(
	path: string,
	after: CompiledPolicy,
	before: CompiledPolicy | undefined,
): Promise<RecordedFleet | undefined> {
	const input = await openSignals(path);
	if (input === undefined) {
		return undefined;
	}
	const signals: FleetSignal[] = [];
	const lines: string[] = [];
	const machines = new Map<string, Set<number>>();
	const known = new Map<string, number>();
	let total = 0;
	let unread = 0;
	for await (const batch of input) {
		for (const line of batch) {
			if (line?.trim() === '') {
				continue;
			}
			total++;
			const read = readRecordedLine(line);
			if (line === undefined || read === undefined) {
				unread++;
				continue;
			}
			const { signal, place } = read;
			const key = JSON.stringify([signal, place]);
			let index = known.get(key);
			if (index === undefined) {
				index = signals.length;
				known.set(key, index);
				lines.push(line);
				signals.push({
					place,
					findings: {
						after: await findingsOf(after, signal),
						before: before === undefined ? [] : await findingsOf(before, signal),
					},
				});
			}
			const machine = read.machine ?? `line ${total}`;
			const indices = machines.get(machine);
			if (indices === undefined) {
				machines.set(machine, new Set([index]));
			} else {
				indices.add(index);
			}
		}
	}
	return { signals, lines, machines, total, unread };
}

import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { programFile } from '../../core/detection/processIdentity.ts';
import { fromCim } from './windowsProcesses.ts';

/** A running process. */
export interface RunningProcess {
	readonly pid: number;
	readonly parent: number;
	/** Its arguments, the program's name first. */
	readonly argv: readonly string[];
	/** When it started, as the system writes it: a number that was given anew has another. */
	readonly started?: string | undefined;
	/** The program's file, where the system tells it along. */
	readonly executable?: string | undefined;
}

export type SettledProcesses = ReadonlyMap<number, RunningProcess>;

/** The process `root` and those of `all` that it started, directly or not, nearest first. */
export function withDescendants(all: readonly RunningProcess[], root: number): readonly RunningProcess[] {
	const found = all.filter(({ pid }) => pid === root);
	for (const one of found) {
		found.push(...all.filter(({ parent, pid }) => parent === one.pid && pid !== one.pid));
	}
	return found;
}

/**
 * Whether the process still runs with the arguments it had and began when it did, so that a number that was given anew is
 * left alone.
 */
export async function isSameProcess(seen: RunningProcess): Promise<boolean> {
	const now =
		process.platform === 'linux'
			? readProcess(String(seen.pid))
			: (await runningProcesses()).find(({ pid }) => pid === seen.pid);
	return now !== undefined && now.started === seen.started && now.argv.join('\0') === seen.argv.join('\0');
}

/** The file that decides what the process is, absolute; `undefined` where that cannot be known. */
export async function programFileOf({ pid, argv, executable }: RunningProcess): Promise<string | undefined> {
	const linked = async (name: string): Promise<string | undefined> =>
		process.platform === 'linux'
			? await readlink(`/proc/${pid}/${name}`).catch(() => undefined)
			: undefined;
	const file = programFile(argv, executable ?? (await linked('exe')));
	if (file === undefined || path.isAbsolute(file)) {
		return file?.replace(/ \(deleted\)$/, '');
	}
	const folder = await linked('cwd');
	return folder === undefined ? undefined : path.resolve(folder, file);
}

/** The names, never the values, of the variables in a process's environment (Linux; elsewhere none). */
export async function environmentNames(pid: number): Promise<ReadonlySet<string>> {
	const entries = await environmentEntries(pid);
	return new Set(entries.map((entry) => entry.slice(0, Math.max(0, entry.indexOf('=')))));
}

/** Whether a variable of the process's environment has this very value (Linux). */
export async function hasVariable(pid: number, name: string, value: string): Promise<boolean> {
	return (await environmentEntries(pid)).includes(`${name}=${value}`);
}

async function environmentEntries(pid: number): Promise<readonly string[]> {
	if (process.platform !== 'linux') {
		return [];
	}
	const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
	return text.split('\0');
}

/**
 * All processes that the system shows us. Linux reads `/proc`; macOS asks `ps`, which gives the arguments split at
 * spaces; Windows asks CIM.
 *
 * @param settled By pid, processes that are taken for what they were while their number is in use (Linux): to read one
 *   costs about 50 µs, and of most a machine has, nobody here wants to know more.
 */
export async function runningProcesses(settled?: SettledProcesses): Promise<readonly RunningProcess[]> {
	switch (process.platform) {
		case 'linux':
			return await fromProc(settled);
		case 'darwin':
			return await fromPs();
		case 'win32':
			return await fromCim();
		default:
			return [];
	}
}

/** How many processes are read before others get their turn. */
const atOnce = 100;

/** Reads at once what waits for no disk: a file of `/proc` costs ten times as much when it is awaited. */
async function fromProc(settled?: SettledProcesses): Promise<readonly RunningProcess[]> {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	const found: RunningProcess[] = [];
	let read = 0;
	for (const pid of pids) {
		const known = settled?.get(Number(pid));
		if (known !== undefined) {
			found.push(known);
			continue;
		}
		read += 1;
		if (read % atOnce === 0) {
			await setImmediate();
		}
		const one = readProcess(pid);
		if (one !== undefined) {
			found.push(one);
		}
	}
	return found;
}

function readProcess(pid: string): RunningProcess | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
		// The name in parentheses may hold spaces and parentheses; the fields after the last one do not.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return {
			pid: Number(pid),
			parent: Number(fields[1]),
			argv: commandLine.replace(/\0$/, '').split('\0'),
			started: fields[19],
		};
	} catch {
		return undefined; // It has ended since, or belongs to somebody else.
	}
}

async function fromPs(): Promise<readonly RunningProcess[]> {
	const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,lstart=,command='], {
		maxBuffer: 16 * 1024 * 1024,
	});
	return stdout.split('\n').flatMap((line) => {
		// The start is five words: Sun Nov 22 05:12:20 2026.
		const fields = /^\s*(\d+)\s+(\d+)\s+((?:\S+\s+){4}\S+) (.*)$/.exec(line);
		const [, pid, parent, started, command = ''] = fields ?? [];
		return fields === null
			? []
			: [{ pid: Number(pid), parent: Number(parent), started, argv: command.split(' ') }];
	});
}

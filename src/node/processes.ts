import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A running process. */
export interface RunningProcess {
	readonly pid: number;
	readonly parent: number;
	/** Its arguments, the program's name first. */
	readonly argv: readonly string[];
}

/**
 * The processes that `ancestor` started, directly or not, nearest first. Linux reads `/proc`; macOS asks `ps`, which
 * gives the arguments split at spaces. Elsewhere none are found.
 */
export async function descendants(ancestor: number): Promise<readonly RunningProcess[]> {
	const all = await runningProcesses();
	const children = new Map<number, RunningProcess[]>();
	for (const one of all) {
		children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
	}
	const found: RunningProcess[] = [...(children.get(ancestor) ?? [])];
	for (const one of found) {
		found.push(...(children.get(one.pid) ?? []));
	}
	return found;
}

/** Whether the process still runs with the arguments it had, so that a pid that was given anew is left alone. */
export async function isSameProcess(seen: RunningProcess): Promise<boolean> {
	const now = (await runningProcesses()).find(({ pid }) => pid === seen.pid);
	return now !== undefined && now.argv.join('\0') === seen.argv.join('\0');
}

async function runningProcesses(): Promise<readonly RunningProcess[]> {
	switch (process.platform) {
		case 'linux':
			return await fromProc();
		case 'darwin':
			return await fromPs();
		default:
			return [];
	}
}

async function fromProc(): Promise<readonly RunningProcess[]> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const read = await Promise.all(
		pids.map(async (pid): Promise<RunningProcess | undefined> => {
			try {
				const [stat, commandLine] = await Promise.all([
					readFile(`/proc/${pid}/stat`, 'utf8'),
					readFile(`/proc/${pid}/cmdline`, 'utf8'),
				]);
				// The name in parentheses may hold spaces and parentheses; the fields after the last one do not.
				const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
				return {
					pid: Number(pid),
					parent: Number(fields[1]),
					argv: commandLine.replace(/\0$/, '').split('\0'),
				};
			} catch {
				return undefined; // It has ended since, or belongs to somebody else.
			}
		}),
	);
	return read.filter((one) => one !== undefined);
}

async function fromPs(): Promise<readonly RunningProcess[]> {
	const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,command='], {
		maxBuffer: 16 * 1024 * 1024,
	});
	return stdout.split('\n').flatMap((line) => {
		const fields = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
		return fields === null
			? []
			: [{ pid: Number(fields[1]), parent: Number(fields[2]), argv: (fields[3] ?? '').split(' ') }];
	});
}

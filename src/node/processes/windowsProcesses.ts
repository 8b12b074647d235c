import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RunningProcess } from './processes.ts';

const query =
	'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,CommandLine,ExecutablePath | ConvertTo-Json -Compress';

/** The processes that Windows tells of through CIM. Those of other users come without their command lines. */
export async function fromCim(): Promise<readonly RunningProcess[]> {
	const { stdout } = await promisify(execFile)(
		'powershell.exe',
		['-NoProfile', '-NonInteractive', '-Command', query],
		{ maxBuffer: 32 * 1024 * 1024, windowsHide: true },
	);
	return readCim(stdout);
}

/** Reads what `ConvertTo-Json` gives: a list, or a single object where there is but one. */
export function readCim(text: string): readonly RunningProcess[] {
	let rows: unknown;
	try {
		rows = JSON.parse(text);
	} catch {
		return [];
	}
	return (Array.isArray(rows) ? (rows as readonly unknown[]) : [rows]).flatMap((row) => {
		const { ProcessId, ParentProcessId, CommandLine, ExecutablePath } = (row ?? {}) as Readonly<
			Record<string, unknown>
		>;
		if (typeof ProcessId !== 'number' || typeof ParentProcessId !== 'number') {
			return [];
		}
		const argv = typeof CommandLine === 'string' ? splitCommandLine(CommandLine) : [];
		const executable = typeof ExecutablePath === 'string' ? ExecutablePath : undefined;
		return [{ pid: ProcessId, parent: ParentProcessId, argv, executable }];
	});
}

/** Splits a command line as the Microsoft C runtime does: `2n+1` backslashes before a quote quote it. */
export function splitCommandLine(line: string): readonly string[] {
	const words: string[] = [];
	let word = '';
	let started = false;
	let quoted = false;
	for (const [part] of line.matchAll(/\\+(?=")"?|"|\s+|[^\s"\\]+|\\+/g)) {
		if (/^\\+"$/.test(part)) {
			const slashes = part.length - 1;
			word += '\\'.repeat(Math.floor(slashes / 2)) + (slashes % 2 === 1 ? '"' : '');
			quoted = slashes % 2 === 1 ? quoted : !quoted;
			started = true;
		} else if (part === '"') {
			quoted = !quoted;
			started = true;
		} else if (/^\s/.test(part) && !quoted) {
			words.push(...(started ? [word] : []));
			word = '';
			started = false;
		} else {
			word += part;
			started = true;
		}
	}
	return started ? [...words, word] : words;
}

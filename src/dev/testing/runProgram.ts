import { spawn } from 'node:child_process';
import { root } from '../paths.ts';

export interface Ended {
	readonly code: number | null;
	/** What it printed, both streams in the order of arrival. */
	readonly output: string;
}

export interface ProgramOptions {
	/** Milliseconds after which it is ended, with everything it started. */
	readonly limit: number;
	readonly env?: Readonly<Record<string, string>>;
	/** The project's folder if absent. */
	readonly cwd?: string;
	/** Gets every line as it comes. */
	readonly onLine?: (line: string) => void;
}

/** Runs a Node program of the project to its end. */
export async function runProgram(
	file: string,
	rest: readonly string[],
	options: ProgramOptions,
): Promise<Ended> {
	const ownGroup = process.platform !== 'win32';
	const child = spawn(process.execPath, [file, ...rest], {
		cwd: options.cwd ?? root,
		detached: ownGroup,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, FORCE_COLOR: '0', ...options.env },
	});
	const end = (signal: NodeJS.Signals): void => {
		try {
			process.kill(ownGroup ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
		} catch {
			// It has ended by itself.
		}
	};
	const interrupt = (): void => end('SIGTERM');
	process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
	let output = '';
	let unfinished = '';
	const take = (text: string): void => {
		output += text;
		const lines = (unfinished + text).split('\n');
		unfinished = lines.pop() ?? '';
		lines.forEach((line) => options.onLine?.(line));
	};
	child.stdout.setEncoding('utf8').on('data', take);
	child.stderr.setEncoding('utf8').on('data', take);
	const timer = setTimeout(() => {
		take(`\nEnded after ${options.limit / 1000} s without an end of its own.\n`);
		end('SIGKILL');
	}, options.limit);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	clearTimeout(timer);
	process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
	return { code, output };
}

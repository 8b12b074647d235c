import type { Readable } from 'node:stream';

/** What one run of the program reads and writes, and how it ended so far. */
export interface Io {
	readonly input: Readable & { readonly isTTY?: boolean };
	readonly output: NodeJS.WritableStream;
	readonly errors: NodeJS.WritableStream;
	/** The exit code; 0 unless something was refused. */
	code: number;
}

/** The run that is going on. There is one at a time in a process. */
export let io: Io = {
	get input() {
		return process.stdin;
	},
	output: process.stdout,
	errors: process.stderr,
	code: 0,
};

/** From now on everything is read and written by `next`. */
export function useIo(next: Io): void {
	io = next;
}

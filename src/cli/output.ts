import { styleText } from 'node:util';

/** What the program exits with. */
export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

/** Writes a line for people to standard output. */
export function say(text = ''): void {
	process.stdout.write(`${text}\n`);
}

/** Writes a value as JSON to standard output. */
export function sayJson(value: unknown): void {
	say(JSON.stringify(value, undefined, '\t'));
}

/** Writes an error and what to do about it to standard error, and makes the program exit with 1. */
export function refuse(problem: string, wayOut?: string): void {
	process.exitCode = exitCodes.refused;
	complain('error', problem);
	if (wayOut !== undefined) {
		process.stderr.write(`${wayOut.replace(/^/gm, '  ')}\n`);
	}
}

/** Writes an error or a warning to standard error; `place` is `file:line:column`. */
export function complain(severity: 'error' | 'warning', text: string, place?: string): void {
	const label = paint(severity === 'error' ? 'red' : 'yellow', `${severity}:`, process.stderr);
	const prefix = place === undefined ? '' : `${paint('bold', `${place}:`, process.stderr)} `;
	process.stderr.write(`${prefix}${label} ${text}\n`);
}

/** Colours text where the stream is a terminal that wants colour (NO_COLOR, FORCE_COLOR and pipes are honoured). */
export function paint(
	style: 'red' | 'yellow' | 'green' | 'bold' | 'dim' | 'cyan',
	text: string,
	stream: NodeJS.WriteStream = process.stdout,
): string {
	return styleText(style, text, { stream });
}

/** `… | head` closes the pipe early; that is no error. */
export function exitQuietlyOnClosedPipe(): void {
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE') {
			process.exit(exitCodes.done);
		}
		throw error;
	});
}

import { styleText } from 'node:util';
import { io } from './io.ts';

/** What the program exits with. */
export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

/** Makes the program exit with `code`; what is said last counts. */
export function exitWith(code: (typeof exitCodes)[keyof typeof exitCodes]): void {
	io.code = code;
}

/** Writes a line for people to standard output. */
export function say(text = ''): void {
	io.output.write(`${text}\n`);
}

/** Writes a value as JSON to standard output. */
export function sayJson(value: unknown): void {
	say(JSON.stringify(value, undefined, '\t'));
}

/** Writes an error and what to do about it to standard error, and makes the program exit with 1. */
export function refuse(problem: string, wayOut?: string): void {
	exitWith(exitCodes.refused);
	complain('error', problem);
	if (wayOut !== undefined) {
		io.errors.write(`${wayOut.replace(/^/gm, '  ')}\n`);
	}
}

/** Writes an error or a warning to standard error; `place` is `file:line:column`. */
export function complain(severity: 'error' | 'warning', text: string, place?: string): void {
	const label = paint(severity === 'error' ? 'red' : 'yellow', `${severity}:`, io.errors);
	const prefix = place === undefined ? '' : `${paint('bold', `${place}:`, io.errors)} `;
	io.errors.write(`${prefix}${label} ${text}\n`);
}

/** Colours text where the stream is a terminal that wants colour (NO_COLOR, FORCE_COLOR and pipes are honoured). */
export function paint(
	style: 'red' | 'yellow' | 'green' | 'bold' | 'dim' | 'cyan',
	text: string,
	stream: NodeJS.WritableStream = io.output,
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

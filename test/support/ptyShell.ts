import { type ChildProcess, spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { until } from '../../src/dev/driver/until.ts';

/** A real shell on a pseudo-terminal, as a person sits before it. */
export interface PtyShell {
	/** Types a line, and Enter. */
	readonly type: (line: string) => void;
	/** Waits until `wanted` was shown since the last wait; gives what was. */
	readonly waitFor: (wanted: RegExp) => Promise<string>;
	readonly close: () => Promise<void>;
}

/** How each shell is started as people have it, without their start-up files, with `$ ` as its prompt. */
export const interactiveShells: Readonly<Record<string, string>> = {
	bash: 'exec bash --noprofile --norc -i',
	zsh: 'exec zsh -f -i',
	dash: 'exec dash -i',
	fish: 'exec fish --no-config -i -C "function fish_prompt; echo -n READY; end"',
};

/** Starts `line` by the shell of \`script\`, which gives it a terminal. */
export function startPty(line: string, env: Readonly<Record<string, string>>, cwd: string): PtyShell {
	const child: ChildProcess = spawn('script', ['-qfec', line, '/dev/null'], {
		cwd,
		env: { ...env, SHELL: '/bin/sh', TERM: 'dumb', PS1: 'READY', LANG: 'C.UTF-8' },
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	let shown = '';
	child.stdout?.setEncoding('utf8').on('data', (text: string) => {
		// Without what moves the cursor or sets modes.
		shown = stripVTControlCharacters(shown + text);
	});
	const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
	return {
		type: (text) => void child.stdin?.write(`${text}\n`),
		waitFor: async (wanted) => {
			try {
				return await until(String(wanted), () => {
					const match = wanted.exec(shown);
					if (match === null) {
						return undefined;
					}
					const seen = shown.slice(0, match.index + match[0].length);
					shown = shown.slice(seen.length);
					return Promise.resolve(seen);
				});
			} catch (error) {
				throw new Error(`The terminal does not show ${String(wanted)}; it shows:\n${shown}`, {
					cause: error,
				});
			}
		},
		close: async () => {
			child.stdin?.end();
			child.kill('SIGHUP');
			await ended;
		},
	};
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildPrograms } from '../../src/dev/build.ts';

/** What a run of `assistant-policy` came to. */
export interface CliRun {
	readonly code: number | null;
	readonly out: string;
	readonly errors: string;
}

export interface CliOptions {
	readonly cwd: string;
	readonly input?: string | undefined;
	readonly env?: Readonly<Record<string, string>> | undefined;
}

const main = join(import.meta.dirname, '../../dist/cli/assistantPolicy.mjs');

/** The program as it is shipped, built anew once for a run of tests. */
let built: Promise<unknown> | undefined;

/** Runs `assistant-policy`, as it is built, as a process of its own. */
export async function runCli(
	words: readonly string[],
	{ cwd, input = '', env }: CliOptions,
): Promise<CliRun> {
	built ??= buildPrograms();
	await built;
	const { ASSISTANT_POLICY_DIR: _ours, FORCE_COLOR: _colour, ...clean } = process.env;
	const child = spawn(process.execPath, [main, ...words], { cwd, env: { ...clean, ...env } });
	let out = '';
	let errors = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
	// A program that has said all it wants to may close its input.
	child.stdin.on('error', () => undefined).end(input);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	return { code, out, errors };
}

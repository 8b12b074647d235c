import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../src/cli/program.ts';
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

/** Where the program lies as it is shipped, once {@link buildPrograms} has built it. */
export const builtCli = join(import.meta.dirname, '../../dist/cli/assistantPolicy.mjs');

/** The program as it is shipped, built anew once for a run of tests. */
let built: Promise<unknown> | undefined;

/** What would change the outcome and is not the test's. */
const notOurs = ['ASSISTANT_POLICY_DIR', 'FORCE_COLOR', 'NO_COLOR'];

/** Builds the program, once. */
export async function buildCli(): Promise<void> {
	await (built ??= buildPrograms());
}

/** What a command prints that has to go well. */
export async function goodRun(words: readonly string[], options: CliOptions): Promise<string> {
	const { code, out, errors } = await runCli(words, options);
	assert.equal(code, 0, `${words.join(' ')}: ${errors}`);
	return out;
}

/** Runs a command of `assistant-policy` within this process, in the folder and environment that it is given. */
export async function runCli(
	words: readonly string[],
	{ cwd, input = '', env = {} }: CliOptions,
): Promise<CliRun> {
	const output = new PassThrough();
	const errors = new PassThrough();
	const texts = Promise.all([text(output), text(errors)]);
	const folder = process.cwd();
	const set = { ...Object.fromEntries(notOurs.map((name) => [name, undefined])), ...env };
	const before = Object.fromEntries(Object.keys(set).map((name) => [name, process.env[name]]));
	setEnvironment(set);
	process.chdir(cwd);
	try {
		const code = await run(words, {
			input: Readable.from([Buffer.from(input)]),
			output,
			errors,
			code: 0,
		});
		output.end();
		errors.end();
		const [out, complaints] = await texts;
		return { code, out, errors: complaints };
	} finally {
		process.chdir(folder);
		setEnvironment(before);
	}
}

function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
	for (const [name, value] of Object.entries(variables)) {
		if (value === undefined) {
			delete process.env[name];
		} else {
			process.env[name] = value;
		}
	}
}

/** Runs `assistant-policy`, as it is built, as a process of its own: where the process itself is what is proven. */
export async function startCli(
	words: readonly string[],
	{ cwd, input = '', env }: CliOptions,
): Promise<CliRun> {
	await buildCli();
	const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !notOurs.includes(name)));
	const child = spawn(process.execPath, [builtCli, ...words], { cwd, env: { ...clean, ...env } });
	let out = '';
	let errors = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
	// A program that has said all it wants to may close its input.
	child.stdin.on('error', () => undefined).end(input);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	return { code, out, errors };
}

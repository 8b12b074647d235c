import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { lineDifferences, valueDifferences } from '../../core/compile/differences.ts';
import type { CompileTarget } from '../../core/compile/target.ts';
import { targets } from '../../core/compile/targets.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { io } from '../io.ts';
import { complain, exitCodes, exitWith, paint, refuse, say, sayJson } from '../output.ts';
import { shown } from '../policyFolder.ts';
import { readAnyPolicy } from '../readPolicy.ts';
import { instant } from './decide.ts';

interface CompileOptions {
	readonly policy: string;
	readonly target?: CompileTarget;
	readonly all?: string;
	readonly out?: string;
	readonly check?: boolean;
	readonly file?: string;
	readonly now?: number;
	readonly json?: boolean;
}

const list = targets.map(({ id, title }) => `  ${id.padEnd(16)} ${title}`).join('\n');
const examples = `
Targets:
${list}

Examples:
  $ assistant-policy compile --policy policy.json --target vscode-linux --out /etc/vscode/policy.json
  $ assistant-policy compile --policy policy.json --all native
  $ assistant-policy compile --policy policy.json --target claude-code --check

What a format cannot say is written to standard error. A file holds what the policy says at one moment: compile again
when a phase begins.`;

/** `compile`: says a policy in the formats of device management and of the assistants themselves. */
export function addCompile(program: Command): void {
	program
		.command('compile')
		.summary('turn a policy into what device management ships')
		.description('Turns a policy into the native formats of editors, assistants and device management.')
		.requiredOption('--policy <file>', 'a policy.json, or a bundle (its signatures are not looked at)')
		.addOption(
			new Option('--target <name>', 'the format to write')
				.choices(targets.map(({ id }) => id))
				.argParser(target),
		)
		.option('--all <folder>', 'write every format into a folder')
		.option('--out <file>', 'write to a file (default: standard output)')
		.option('--check', "compare this machine's file with the policy, and write nothing")
		.option('--file <file>', 'the file to compare with (default: where the format belongs)')
		.option('--now <instant>', 'compile as of this day or moment', instant)
		.option('--json', 'print as JSON, with what a format cannot say')
		.addHelpText('after', examples)
		.action(compile);
}

function target(value: string): CompileTarget {
	const found = targets.find(({ id }) => id === value);
	if (found === undefined) {
		throw new InvalidArgumentError(`Take one of: ${targets.map(({ id }) => id).join(', ')}.`);
	}
	return found;
}

async function compile(options: CompileOptions): Promise<void> {
	const { target: chosen, all, now = Date.now(), json = false } = options;
	if ((chosen === undefined) === (all === undefined)) {
		refuse('Name a format with --target, or a folder for all of them with --all.', list);
		exitWith(exitCodes.usage);
		return;
	}
	const document = await readAnyPolicy(options.policy);
	if (document === undefined) {
		return;
	}
	const policy = compilePolicy(document, builtInCatalog);
	if (all !== undefined) {
		await writeAll(policy, now, { folder: all, json });
	} else if (chosen !== undefined && options.check === true) {
		await compare(policy, now, chosen, { file: options.file ?? chosen.place, json });
	} else if (chosen !== undefined) {
		await writeOne(policy, now, chosen, { out: options.out, json });
	}
}

async function writeOne(
	policy: CompiledPolicy,
	now: number,
	chosen: CompileTarget,
	{ out, json }: { readonly out: string | undefined; readonly json: boolean },
): Promise<void> {
	const { text, unexpressed } = chosen.compile(policy, now);
	if (out !== undefined) {
		await writeFileAtomic(out, text, { mode: 0o644 });
	}
	if (json) {
		sayJson({ ...described(chosen), ...(out === undefined ? { text } : { file: out }), unexpressed });
		return;
	}
	if (out === undefined) {
		io.output.write(text);
	} else {
		say(`Wrote ${shown(out)}: ${chosen.title}.`);
	}
	warn(unexpressed);
}

/** A format as JSON tells of it; `place` is where a machine has its file. */
function described({ id, title, place }: CompileTarget): object {
	return { target: id, title, place: place ?? null };
}

async function writeAll(
	policy: CompiledPolicy,
	now: number,
	{ folder, json }: { readonly folder: string; readonly json: boolean },
): Promise<void> {
	const written = [];
	for (const each of targets) {
		const { text, unexpressed } = each.compile(policy, now);
		const file = join(folder, each.file);
		await writeFileAtomic(file, text, { mode: 0o644 });
		written.push({ ...each, file, unexpressed });
	}
	if (json) {
		sayJson(
			written.map((each) => ({ ...described(each), file: each.file, unexpressed: each.unexpressed })),
		);
		return;
	}
	const limits = new Map<string, string[]>();
	for (const { id, title, file, place, unexpressed } of written) {
		say(`${paint('bold', shown(file))}: ${title}${place === undefined ? '' : `, for ${place}`}`);
		for (const sentence of unexpressed) {
			limits.set(sentence, [...(limits.get(sentence) ?? []), id]);
		}
	}
	// Most is said of several formats: once is enough.
	warn(
		[...limits].map(
			([sentence, ids]) => `${sentence} (${ids.length === targets.length ? 'all' : ids.join(', ')})`,
		),
	);
}

async function compare(
	policy: CompiledPolicy,
	now: number,
	chosen: CompileTarget,
	{ file, json }: { readonly file: string | undefined; readonly json: boolean },
): Promise<void> {
	if (file === undefined) {
		refuse(`${chosen.title} has no file on a machine.`, 'Name what was exported from it with --file.');
		return;
	}
	const bytes = await readFile(file).catch(() => undefined);
	if (bytes === undefined) {
		refuse(
			`There is no file ${shown(file)}, or it cannot be read.`,
			`Write it with: --target ${chosen.id} --out`,
		);
		return;
	}
	const differences = await differencesOf(chosen, chosen.compile(policy, now).text, decode(bytes));
	exitWith(differences.length === 0 ? exitCodes.done : exitCodes.refused);
	if (json) {
		sayJson({ ...described(chosen), file, differences });
		return;
	}
	if (differences.length === 0) {
		say(`${shown(file)} says what the policy does.`);
		return;
	}
	say(`${shown(file)} differs from the policy:`);
	for (const difference of differences) {
		say(`  ${difference}`);
	}
}

async function differencesOf(
	{ form }: CompileTarget,
	wanted: string,
	actual: string,
): Promise<readonly string[]> {
	if (form === 'lines') {
		return lineDifferences(wanted, actual);
	}
	const parse = parsers[form];
	try {
		return valueDifferences(await parse(wanted), await parse(actual));
	} catch (error) {
		return [`It cannot be read as ${form.toUpperCase()}: ${(error as Error).message}`];
	}
}

const parsers = {
	// Strict, as the editor is: what it cannot read counts for nothing there.
	json: async (text: string): Promise<unknown> => JSON.parse(text) as unknown,
	toml: async (text: string): Promise<unknown> => (await import('smol-toml')).parse(text),
	yaml: async (text: string): Promise<unknown> => (await import('yaml')).parse(text) as unknown,
};

/** Windows exports the registry as UTF-16. */
function decode(bytes: Buffer): string {
	return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');
}

function warn(sentences: readonly string[]): void {
	for (const sentence of sentences) {
		complain('warning', `Not in it: ${sentence}`);
	}
}

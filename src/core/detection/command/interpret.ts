import type { ShellKind } from '../signal.ts';
import { interpretAlias } from './aliases.ts';
import { interpretArchive } from './installing/archives.ts';
import { interpretCode } from './launching/code.ts';
import { interpretContainer } from './launching/containers.ts';
import { interpretDownload } from './installing/downloads.ts';
import { interpretEditor } from './launching/editors.ts';
import { interpretGlob } from './globs.ts';
import { identify, programName } from './naming/identify.ts';
import { interpretPackages } from './installing/installs.ts';
import { interpretLauncher } from './launching/launchers.ts';
import { interpretKnown, isOtherProgram, isProven } from './known.ts';
import { interpretMention, interpretQuery } from './mentions.ts';
import { matchPackagePath } from './naming/packages.ts';
import { takesParameters, withParameters } from './reading/parameters.ts';
import { interpretProfile } from './profiles.ts';
import type { Command, Reading, Word } from './reading/reading.ts';
import { readText } from './reading/readText.ts';
import { report, type Scene, withCaller } from './scene.ts';
import { followScript } from './scripts.ts';
import { interpretShell } from './launching/shells.ts';
import { interpretUnknown } from './unknown.ts';
import { interpretWrapper } from './launching/wrapped.ts';

const maxDepth = 12;
/** Commands that run commands within one line: `sudo env nice …`. */
const maxNested = 64;

/** The ways in which a known program's words are understood; the first that knows the program takes it. */
const interpreters: readonly ((
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
) => boolean)[] = [
	interpretAlias,
	interpretQuery,
	interpretShell,
	interpretContainer,
	interpretArchive,
	interpretPackages,
	interpretWrapper,
	interpretLauncher,
	interpretDownload,
	interpretCode,
];

/** Interprets what was read of a line: every command in turn, functions where they are called. */
export function interpretReading(scene: Scene, reading: Reading): void {
	const functions = new Set<string>();
	for (const command of reading.commands) {
		if (command.definedIn !== undefined) {
			functions.add(command.definedIn);
		}
	}
	const called =
		functions.size === 0 || scene.everyFunction
			? functions
			: calledFunctions(reading.commands, functions);
	const inner: Scene = { ...scene, commands: reading.commands, functions };
	if (reading.problem !== undefined) {
		scene.problems.push(reading.problem);
	}
	for (const command of reading.commands) {
		if (command.definedIn !== undefined && !called.has(command.definedIn)) {
			interpretMention(inner, command.words);
		} else {
			interpretCommand(inner, command);
		}
	}
}

/** Reads and interprets a nested command line, as `bash -c` or `eval` would. */
export function interpretText(scene: Scene, text: string, shell: ShellKind, word: Word | undefined): void {
	if (scene.depth >= maxDepth || scene.budget.characters < text.length) {
		scene.problems.push('tooDeep');
		return;
	}
	// Short texts cost more than their length.
	scene.budget.characters -= text.length + 16;
	const inner: Scene = {
		...scene,
		shell,
		outer: scene.outer ?? word,
		depth: scene.depth + 1,
		scripts: withCaller(scene, word),
		profile: scene.inherited,
		inherited: undefined,
		args: [],
	};
	const reading = readText(text, shell);
	const [zeroth, ...parameters] = scene.args;
	interpretReading(
		inner,
		zeroth !== undefined && reading.commands.some(takesParameters)
			? { ...reading, commands: withParameters(reading.commands, parameters, zeroth) }
			: reading,
	);
}

function interpretCommand(scene: Scene, command: Command): void {
	const [first, ...rest] = command.words;
	if (first === undefined) {
		return;
	}
	if (interpretProfile(scene, command, interpretReading)) {
		return;
	}
	for (const value of [first.text, ...(first.others ?? [])]) {
		interpretWords(scene, [value === first.text ? first : { ...first, text: value }, ...rest], command);
	}
}

/** Interprets words as a command; `false` where they call nothing that is known. */
export function interpretWords(scene: Scene, words: readonly Word[], command: Command): boolean {
	if (scene.budget.nested >= maxNested) {
		scene.problems.push('tooDeep');
		return false;
	}
	scene.budget.nested += 1;
	const known = interpretNested(scene, words, command);
	scene.budget.nested -= 1;
	return known;
}

function interpretNested(scene: Scene, words: readonly Word[], command: Command): boolean {
	const [first] = words;
	scene.budget.steps -= 1;
	if (first === undefined) {
		return false;
	}
	if (scene.budget.steps < 0) {
		scene.problems[0] ??= 'tooLong';
		return false;
	}
	const name = programName(first.text);
	if (scene.functions.has(name)) {
		callFunction(scene, name, words);
		return true;
	}
	followScript(scene, name, words, interpretReading);
	if (
		interpretKnown(scene, name, first) ||
		interpreters.some((interpreter) => interpreter(scene, name, words, command))
	) {
		return true;
	}
	const editor = interpretEditor(scene, words);
	if (
		interpretAssistant(scene, name, words, command) ||
		interpretGlob(scene, first) ||
		interpretUnknown(scene, name, words, command)
	) {
		return true;
	}
	if (!editor) {
		interpretMention(scene, words);
	}
	return editor;
}

/** An assistant's own program, by its name or by the package in whose folder it lies. */
function interpretAssistant(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	const [first, second, ...others] = words;
	if (first === undefined) {
		return false;
	}
	const rest = words.slice(1);
	const line = scene.commands;
	const readsFile = command.fromFile !== undefined && command.fromFile !== '/dev/null';
	const longer =
		second === undefined
			? undefined
			: identify(scene.catalog, {
					name: `${name} ${second.text}`,
					path: first.text,
					rest: others,
					readsFile,
					line,
				});
	const identity = longer ?? identify(scene.catalog, { name, path: first.text, rest, readsFile, line });
	if (identity !== undefined && !isOtherProgram(scene, name, first)) {
		const { assistant } = identity;
		const certainty = isProven(scene, first, assistant) ? 'certain' : identity.certainty;
		const use = assistant.installers?.includes(name) === true ? 'install' : 'run';
		report(scene, first, { assistant, use, certainty, fingerprint: 'command' });
		interpretRegistered(scene, rest, command);
		return true;
	}
	const found = first.text.toLowerCase().includes('node_modules')
		? matchPackagePath(scene.fingerprints, first.text)
		: undefined;
	if (found !== undefined) {
		report(scene, first, { ...found, use: 'run' });
	}
	return found !== undefined;
}

/** `mcp add name -- command` makes the assistant start that command. */
function interpretRegistered(scene: Scene, rest: readonly Word[], command: Command): void {
	const dashes = rest.findIndex((word) => word.text === '--');
	if (dashes > 1 && rest[0]?.text === 'mcp' && rest[1]?.text === 'add') {
		interpretWords(scene, rest.slice(dashes + 1), command);
	}
}

/** What a function of the line does with the words behind its name: `run() { "$@"; }; run x`. */
function callFunction(scene: Scene, name: string, words: readonly Word[]): void {
	if (words.length < 2 || scene.calling.includes(name)) {
		return;
	}
	const body = scene.commands.filter(({ definedIn }) => definedIn === name);
	// So that long bodies that are called often stay in proportion to the line.
	scene.budget.steps -= 4 * body.length + Math.floor(scene.commands.length / 64);
	if (scene.budget.steps < 0) {
		scene.problems[0] ??= 'tooLong';
		return;
	}
	if (body.some(takesParameters)) {
		const inner: Scene = { ...scene, calling: [...scene.calling, name] };
		const filled = withParameters(body, words.slice(1));
		filled.forEach((command, at) => {
			if (command.words.length > 0 && body[at] !== undefined && takesParameters(body[at])) {
				interpretWords(inner, command.words, command);
			}
		});
	}
}

/** The functions that are called, directly or by one another. */
function calledFunctions(commands: readonly Command[], functions: ReadonlySet<string>): ReadonlySet<string> {
	const called = new Set<string>();
	for (let round = 0; round < 8; round += 1) {
		const before = called.size;
		for (const { words, definedIn } of commands) {
			const written = words[0]?.text;
			// PowerShell's names have no case.
			const name = written === undefined || functions.has(written) ? written : written.toLowerCase();
			const runs = definedIn === undefined || (called.has(definedIn) && name !== definedIn);
			if (name !== undefined && functions.has(name) && runs) {
				called.add(name);
			}
		}
		if (called.size === before) {
			break;
		}
	}
	return called;
}

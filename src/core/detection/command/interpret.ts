import type { ShellKind } from '../signal.ts';
import { interpretAlias } from './aliases.ts';
import { interpretCode } from './code.ts';
import { readCmd } from './cmdReader.ts';
import { interpretContainer } from './containers.ts';
import { interpretDownload } from './downloads.ts';
import { interpretEditor } from './editors.ts';
import { identify, programName } from './identify.ts';
import { interpretPackages } from './installs.ts';
import { interpretLauncher } from './launchers.ts';
import { interpretMention, interpretQuery } from './mentions.ts';
import { matchPackagePath } from './packages.ts';
import { readPowershell } from './pwshReader.ts';
import { type Command, type Reading, type Word, unknownText } from './reading.ts';
import { report, type Scene, type SceneChanges } from './scene.ts';
import { readShell } from './shReader.ts';
import { interpretShell } from './shells.ts';
import { interpretUnknown } from './unknown.ts';
import { interpretWrapper } from './wrapped.ts';

const maxDepth = 12;
/** Commands that run commands within one line: `sudo env nice …`. */
const maxNested = 64;

/** The ways in which a known program's words are understood; the first that knows the program takes it. */
const interpreters: readonly ((scene: Scene, name: string, words: readonly Word[], command: Command) => boolean)[] = [
	interpretAlias,
	interpretQuery,
	interpretShell,
	interpretContainer,
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
	const called = functions.size === 0 || scene.everyFunction ? functions : calledFunctions(reading.commands, functions);
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
export function interpretText(
	scene: Scene,
	text: string,
	shell: ShellKind,
	word: Word | undefined,
	changes: SceneChanges = {},
): void {
	if (scene.depth >= maxDepth || scene.budget.characters < text.length) {
		scene.problems.push('tooDeep');
		return;
	}
	scene.budget.characters -= text.length;
	const outer = scene.outer ?? word;
	interpretReading({ ...scene, ...changes, shell, outer, depth: scene.depth + 1 }, readText(text, shell));
}

/** Reads `text` by the rules of `shell`. */
export function readText(text: string, shell: ShellKind): Reading {
	switch (shell) {
		case 'cmd':
			return readCmd(text);
		case 'pwsh':
			return readPowershell(text);
		case 'fish':
		case 'zsh':
			return readShell(text, shell);
		default:
			return readShell(text, 'sh');
	}
}

function interpretCommand(scene: Scene, command: Command): void {
	const [first, ...rest] = command.words;
	if (first === undefined) {
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
	const [first, ...rest] = words;
	scene.budget.steps -= 1;
	if (first === undefined || scene.budget.steps < 0) {
		return false;
	}
	const name = programName(first.text);
	if (scene.functions.has(name)) {
		return true;
	}
	if (interpreters.some((interpreter) => interpreter(scene, name, words, command))) {
		return true;
	}
	const editor = interpretEditor(scene, name, words);
	const second = rest[0] === undefined ? '' : `${name} ${rest[0].text}`;
	const longer = second === '' ? undefined : identify(scene.catalog, second, first.text, rest.slice(1), scene.commands);
	const identity = longer ?? identify(scene.catalog, name, first.text, rest, scene.commands);
	if (identity !== undefined) {
		const use = identity.assistant.installers?.includes(name) === true ? 'install' : 'run';
		report(scene, identity.assistant, use, identity.certainty, 'command', first);
		interpretRegistered(scene, rest, command);
		return true;
	}
	const inPackage = first.text.includes('node_modules') ? matchPackagePath(scene.fingerprints, first.text) : undefined;
	if (inPackage !== undefined) {
		report(scene, inPackage.assistant, 'run', inPackage.certainty, 'path', first);
		return true;
	}
	if (interpretGlob(scene, first) || interpretUnknown(scene, name, words, command)) {
		return true;
	}
	if (!editor) {
		interpretMention(scene, words);
	}
	return editor;
}

/** `mcp add name -- command` makes the assistant start that command. */
function interpretRegistered(scene: Scene, rest: readonly Word[], command: Command): void {
	const dashes = rest.findIndex((word) => word.text === '--');
	if (dashes > 1 && rest[0]?.text === 'mcp' && rest[1]?.text === 'add') {
		interpretWords(scene, rest.slice(dashes + 1), command);
	}
}

/** A name with `*` or `?` in it runs the program that it matches. */
function interpretGlob(scene: Scene, word: Word): boolean {
	const name = programName(word.text);
	if (word.quoted || !/[*?[]/.test(name) || name.includes(unknownText) || name.replaceAll(/[^a-z]/g, '').length < 3) {
		return false;
	}
	for (const command of scene.catalog.byCommand.keys()) {
		const identity = matchesGlob(name, command) ? identify(scene.catalog, command, word.text, []) : undefined;
		if (identity !== undefined) {
			report(scene, identity.assistant, 'run', 'likely', 'command', word);
			return true;
		}
	}
	return false;
}

/** Shell globs without backtracking beyond the last `*`. */
function matchesGlob(glob: string, text: string): boolean {
	let at = 0;
	let from = 0;
	let star = -1;
	let mark = 0;
	while (from < text.length) {
		const end = glob[at] === '[' ? glob.indexOf(']', at + 1) : -1;
		const set = end > 0 ? glob.slice(at + 1, end) : undefined;
		if (glob[at] === '*') {
			star = at;
			mark = from;
			at += 1;
		} else if (set?.includes(text.charAt(from)) === true) {
			at = end + 1;
			from += 1;
		} else if (glob[at] === '?' || (glob[at] === text[from] && set === undefined)) {
			at += 1;
			from += 1;
		} else if (star >= 0) {
			at = star + 1;
			mark += 1;
			from = mark;
		} else {
			return false;
		}
	}
	return /^\**$/.test(glob.slice(at));
}

/** The functions that are called, directly or by one another. */
function calledFunctions(commands: readonly Command[], functions: ReadonlySet<string>): ReadonlySet<string> {
	const called = new Set<string>();
	for (let round = 0; round < 8; round += 1) {
		const before = called.size;
		for (const { words, definedIn } of commands) {
			const name = words[0]?.text;
			if (name !== undefined && functions.has(name) && name !== definedIn && (definedIn === undefined || called.has(definedIn))) {
				called.add(name);
			}
		}
		if (called.size === before) {
			break;
		}
	}
	return called;
}

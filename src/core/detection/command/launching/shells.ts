import type { ShellKind } from '../../signal.ts';
import { decodeBase64 } from './base64.ts';
import { programName } from '../naming/identify.ts';
import { knownOutput } from '../reading/knownOutput.ts';
import { type Command, unknownText, type Word } from '../reading/reading.ts';
import type { Scene } from '../scene.ts';
import { unwrapped } from './unwrapped.ts';

/** Programs that read command lines, and which kind. */
const shells: Readonly<Record<string, ShellKind>> = {
	sh: 'sh',
	bash: 'bash',
	rbash: 'bash',
	dash: 'sh',
	ash: 'sh',
	ksh: 'sh',
	ksh93: 'sh',
	mksh: 'sh',
	yash: 'sh',
	zsh: 'zsh',
	fish: 'fish',
	pwsh: 'pwsh',
	powershell: 'pwsh',
	'pwsh-preview': 'pwsh',
	cmd: 'cmd',
};

/** The kind of shell that a program's name stands for. */
export function shellNamed(name: string): ShellKind | undefined {
	return Object.hasOwn(shells, name) ? shells[name] : undefined;
}

/** A shell started with a command line, or fed with one. */
export function interpretShell(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	if (name === 'eval' || name === 'iex' || name === 'invoke-expression') {
		runEval(scene, name, words, command);
		return true;
	}
	if ((name === 'source' || name === '.') && scene.shell !== 'cmd') {
		return runSource(scene, words[1], command);
	}
	const shell = shellNamed(name);
	if (shell === undefined) {
		if (name === 'at' || name === 'batch') {
			runInput(scene, command, 'sh');
		}
		return false;
	}
	switch (shell) {
		case 'cmd':
			runCmd(scene, words);
			break;
		case 'pwsh':
			runPowershell(scene, words, command);
			break;
		default:
			runSh(scene, words, command, shell);
			break;
	}
	return true;
}

function runEval(scene: Scene, name: string, words: readonly Word[], command: Command): void {
	const shell = name === 'eval' ? scene.shell : 'pwsh';
	const rest = words.slice(1).filter((word) => !/^-(?:Command|c)$/i.test(word.text));
	// What `eval` is given the same shell reads, with its aliases and functions.
	runAll({ ...scene, inherited: scene.profile }, rest, shell);
	runInput(scene, command, shell);
}

/** `. <(echo text)`, `source /dev/stdin`; other files are scripts. */
function runSource(scene: Scene, file: Word | undefined, command: Command): boolean {
	if (file?.fed === true) {
		runFed(scene, file, scene.shell);
		return true;
	}
	if (file?.text === '/dev/stdin' || file?.text === '-') {
		runInput(scene, command, scene.shell);
	}
	return false;
}

const shOptionsWithValue = /^[-+](?:[a-zA-Z]*[oO]|-rcfile|-init-file|-init-command|C)$/;

/** `sh -lc 'text' name args`: the text is the first plain word behind an option cluster with `c` in it. */
function runSh(scene: Scene, words: readonly Word[], command: Command, shell: ShellKind): void {
	let at = 1;
	for (let option = words[at]; option !== undefined && /^[-+]./.test(option.text); option = words[at]) {
		at += shOptionsWithValue.test(option.text) ? 2 : 1;
	}
	const options = words.slice(1, at).map((word) => word.text);
	const script = words[at];
	if (options.some((option) => /^(?:-[a-zA-Z]*c[a-zA-Z]*|--command)$/.test(option))) {
		if (script !== undefined) {
			scene.interpretText({ ...scene, args: words.slice(at + 1) }, script.text, shell, script);
		}
	} else if (script?.fed === true) {
		runFed(scene, script, shell);
	} else if (script === undefined || script.text === '-' || options.includes('-s')) {
		runInput(scene, command, shell);
	}
}

/** A text that a program prints and the shell reads as a file: `bash <(echo text)`. */
function runFed(scene: Scene, file: Word, shell: ShellKind): void {
	if (file.text !== unknownText) {
		scene.interpretText(scene, file.text, shell, file);
	}
}

/** `cmd /d /s /c text…` */
function runCmd(scene: Scene, words: readonly Word[]): void {
	const at = words.findIndex((word) => /^\/{1,2}[ckr]/i.test(word.text));
	const [first, ...others] = words.slice(at + 1);
	const attached = /^\/{1,2}[ckr](.+)$/i.exec(words[at]?.text ?? '')?.[1];
	const parts = [attached, ...[first, ...others].map(cmdSource)].filter((part) => part !== undefined);
	if (at > 0 && parts.length > 0) {
		const only = parts.length === 1 ? first?.text : undefined;
		scene.interpretText(scene, only ?? parts.join(' '), 'cmd', first ?? words[at]);
	}
}

/** A word among others as it was written: quotes keep what has a meaning for cmd.exe. */
function cmdSource(word: Word | undefined): string | undefined {
	const { text, quoted } = word ?? { text: undefined, quoted: false };
	return quoted && text !== undefined && /[\s&|<>^()]/.test(text) && !text.includes('"')
		? `"${text}"`
		: text;
}

function runPowershell(scene: Scene, words: readonly Word[], command: Command): void {
	for (let at = 1; at < words.length; at += 1) {
		const option = words[at]?.text.toLowerCase() ?? '';
		const next = words[at + 1];
		if (/^[-/](?:e|ec|en|enc|enco.*)$/.test(option)) {
			const decoded = decodeBase64(next?.text ?? '');
			if (decoded === undefined) {
				scene.problems.push('syntax');
			} else {
				scene.interpretText(scene, decoded, 'pwsh', next);
			}
			return;
		}
		if (/^[-/](?:c|co|com.*)$/.test(option)) {
			runAll(scene, words.slice(at + 1), 'pwsh');
			return;
		}
		if (/^[-/](?:f|fi|fil.*)$/.test(option)) {
			return;
		}
		if (
			/^[-/](?:ex|exec.*|executionpolicy|ep|w|win.*|wd|workingdirectory|v|version|psconsolefile|inputformat|outputformat|configurationname)$/.test(
				option,
			)
		) {
			at += 1;
		} else if (!/^[-/]/.test(option)) {
			runAll(scene, words.slice(at), 'pwsh');
			return;
		}
	}
	runInput(scene, command, 'pwsh');
}

/** Words that are put together to one command line. */
function runAll(scene: Scene, words: readonly Word[], shell: ShellKind): void {
	const [first] = words;
	if (first !== undefined) {
		scene.interpretText(scene, words.map((word) => word.text).join(' '), shell, first);
	}
}

/** Whether the printing command writes a new line for `\n`: the `echo` of bash does not, unless it is told to. */
function undoesEscapes({ shell }: Scene, { words: [name, option, ...rest] }: Command): boolean {
	if (programName(name?.text ?? '') === 'printf') {
		return rest.length === 0;
	}
	return shell === 'sh' || shell === 'zsh' || /^-[nE]*e/.test(option?.text ?? '');
}

/** What a shell reads from its input: a here-document, or what plain printing pipes into it. */
function runInput(scene: Scene, command: Command, shell: ShellKind): void {
	if (command.input !== undefined) {
		scene.interpretText(scene, command.input, shell, command.words[0]);
		return;
	}
	const { pipedFrom } = command;
	if (pipedFrom === undefined) {
		return;
	}
	const from = { ...pipedFrom, words: unwrapped(pipedFrom.words), pipedFrom: undefined };
	const [first, second] = from.words;
	if (programName(first?.text ?? '') === 'cat') {
		if (from.input !== undefined) {
			scene.interpretText(scene, from.input, shell, second ?? first);
		}
		return;
	}
	const printed = knownOutput([from]);
	if (printed !== undefined) {
		scene.interpretText(
			scene,
			undoesEscapes(scene, from) ? printed.replaceAll('\\n', '\n') : printed,
			shell,
			second ?? first,
		);
	}
}

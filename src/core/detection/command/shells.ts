import type { ShellKind } from '../signal.ts';
import { decodeBase64 } from './base64.ts';
import { knownOutput } from './knownOutput.ts';
import type { Command, Word } from './reading.ts';
import type { Scene } from './scene.ts';

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
		const shell = name === 'eval' ? scene.shell : 'pwsh';
		const rest = words.slice(1).filter((word) => !/^-(?:Command|c)$/i.test(word.text));
		// What `eval` is given the same shell reads, with its aliases and functions.
		runAll({ ...scene, inherited: scene.profile }, rest, shell);
		runInput(scene, command, shell);
		return true;
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

const shOptionsWithValue = /^[-+](?:[oO]|-rcfile|-init-file|-init-command|C)$/;

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
			scene.interpretText(scene, withArguments(script.text, words.slice(at + 1)), shell, script);
		}
	} else if (script === undefined || script.text === '-' || options.includes('-s')) {
		runInput(scene, command, shell);
	}
}

/** Puts the arguments of `sh -c text name args…` where the text asks for them. */
function withArguments(text: string, args: readonly Word[]): string {
	if (args.length < 2) {
		return text;
	}
	const all = args
		.slice(1)
		.map((word) => `'${word.text.replaceAll("'", `'\\''`)}'`)
		.join(' ');
	return text
		.replaceAll(/"?\$[@*]"?/g, () => all)
		.replaceAll(
			/"?\$(?:([0-9])|\{([0-9])\})"?/g,
			(whole, bare: string | undefined, braced: string | undefined) => {
				const word = args[Number(bare ?? braced)];
				return word === undefined ? whole : `'${word.text.replaceAll("'", `'\\''`)}'`;
			},
		);
}

/** `cmd /d /s /c text…` */
function runCmd(scene: Scene, words: readonly Word[]): void {
	const at = words.findIndex((word) => /^\/{1,2}[ckr]/i.test(word.text));
	const rest = words.slice(at + 1);
	const attached = /^\/{1,2}[ckr](.+)$/i.exec(words[at]?.text ?? '')?.[1];
	if (at > 0 && (rest.length > 0 || attached !== undefined)) {
		const text = [...(attached === undefined ? [] : [attached]), ...rest.map((word) => word.text)].join(
			' ',
		);
		scene.interpretText(scene, text, 'cmd', rest[0] ?? words[at]);
	}
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

/** What a shell reads from its input: a here-document, or what plain printing pipes into it. */
function runInput(scene: Scene, command: Command, shell: ShellKind): void {
	if (command.input !== undefined) {
		scene.interpretText(scene, command.input, shell, command.words[0]);
		return;
	}
	const from = command.pipedFrom;
	if (from === undefined) {
		return;
	}
	const printed =
		from.words[0]?.text === 'cat' ? from.input : knownOutput([{ ...from, pipedFrom: undefined }]);
	if (printed !== undefined) {
		scene.interpretText(scene, printed.replaceAll('\\n', '\n'), shell, from.words[1] ?? from.words[0]);
	}
}

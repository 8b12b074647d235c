import { programName, identify } from '../naming/identify.ts';
import { positionals, skipOptions } from './options.ts';
import type { Command, Word } from '../reading/reading.ts';
import { runScreen, runTmux } from './multiplexers.ts';
import { report, type Scene } from '../scene.ts';
import { runBrew, runService, runSystemctl } from './services.ts';
import { runTextAt } from './texts.ts';
import { runCargo, runExpect, runGit, runOllama } from './toolLaunchers.ts';

type Launcher = (scene: Scene, words: readonly Word[], command: Command) => void;

/** Terminals that start a command behind `-e`, `-x` or `--command`. */
const terminals: Readonly<Record<string, Launcher>> = Object.fromEntries(
	'konsole xterm alacritty ghostty xfce4-terminal mate-terminal lxterminal qterminal tilix terminator terminology st urxvt rxvt ptyxis kgx'
		.split(' ')
		.map((name) => [name, runAfterExecute]),
);

/** Programs that start another one in a way of their own. */
const launchers: Readonly<Record<string, Launcher>> = {
	tmux: runTmux,
	find: runFind,
	gfind: runFind,
	fd: runFind,
	fdfind: runFind,
	trap: (scene, words) => runTextAt(scene, words, 1),
	set: runSet,
	ollama: runOllama,
	cargo: runCargo,
	systemctl: runSystemctl,
	service: runService,
	'rc-service': runService,
	brew: runBrew,
	'start-process': runStartProcess,
	saps: runStartProcess,
	start: runStart,
	'invoke-item': runStartProcess,
	ii: runStartProcess,
	wt: runAfterDashes,
	runas: (scene, words) => runTextAt(scene, words, words.length - 1),
	forfiles: (scene, words) =>
		runTextAt(scene, words, words.findIndex((word) => /^\/c$/i.test(word.text)) + 1),
	osascript: runAppleScript,
	open: runOpen,
	git: runGit,
	expect: runExpect,
	screen: runScreen,
	...terminals,
	byobu: runTmux,
	concurrently: runEach,
	hyperfine: runEach,
	socat: runSocat,
	kitty: (scene, words, command) =>
		void scene.interpretWords(
			scene,
			skipOptions(words.slice(1), '-T --title -d --directory -o --config').words,
			command,
		),
	foot: (scene, words, command) =>
		void scene.interpretWords(
			scene,
			skipOptions(
				words.slice(1),
				'-a --app-id -T --title -D --working-directory -c --config -o --override',
			).words,
			command,
		),
	ttyd: (scene, words, command) =>
		void scene.interpretWords(scene, skipOptions(words.slice(1), '-p -i -c -t -w -u -g').words, command),
};

/** Runs the launcher of a program's name. */
export function interpretLauncher(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	const launcher = Object.hasOwn(launchers, name) ? launchers[name] : undefined;
	if (launcher === undefined || (name === 'start' && scene.shell !== 'cmd' && scene.shell !== 'pwsh')) {
		return false;
	}
	launcher(scene, words, command);
	return !doMore.has(name);
}

/** Programs that do something of their own as well. */
const doMore: ReadonlySet<string> = new Set(['ollama', 'cargo', 'set', 'systemctl', 'service', 'brew']);

/** `find … -exec command {} \;`, `fd … -x command`. */
function runFind(scene: Scene, words: readonly Word[], command: Command): void {
	for (let at = 1; at < words.length; at += 1) {
		if (/^(?:-exec|-execdir|-ok|-okdir|-x|-X|--exec|--exec-batch)$/.test(words[at]?.text ?? '')) {
			const rest = words.slice(at + 1);
			const end = rest.findIndex((word) => word.text === ';' || word.text === '+');
			scene.interpretWords(scene, end < 0 ? rest : rest.slice(0, end), command);
			at += end < 0 ? rest.length : end;
		}
	}
}

/** `set -- x "$@"`, which `exec "$@"` is to follow. */
function runSet(scene: Scene, words: readonly Word[], command: Command): void {
	if (words[1]?.text === '--') {
		scene.interpretWords(scene, words.slice(2), command);
	}
}

/** PowerShell's `Start-Process -FilePath x -ArgumentList a, b`. */
function runStartProcess(scene: Scene, words: readonly Word[], command: Command): void {
	const plain: Word[] = [];
	for (let at = 1; at < words.length; at += 1) {
		const word = words[at];
		if (word === undefined) {
			break;
		}
		if (
			/^-(?:WorkingDirectory|Verb|WindowStyle|RedirectStandard\w+|Credential|Environment)$/i.test(
				word.text,
			)
		) {
			at += 1;
		} else if (
			!/^-(?:FilePath|ArgumentList|Args|NoNewWindow|PassThru|Wait|Path|LiteralPath|UseNewEnvironment|LoadUserProfile)$/i.test(
				word.text,
			)
		) {
			plain.push(word);
		}
	}
	const [program, ...rest] = plain;
	if (program !== undefined) {
		const split = rest.flatMap((word) =>
			/\s/.test(word.text) ? word.text.split(/\s+/).map((text) => ({ ...word, text })) : [word],
		);
		scene.interpretWords(scene, [program, ...split], command);
	}
}

/** cmd.exe: `start ["title"] [/d path] [/options] command`. */
function runStart(scene: Scene, words: readonly Word[], command: Command): void {
	if (scene.shell === 'pwsh') {
		runStartProcess(scene, words, command);
		return;
	}
	let at = 1;
	if (words[at]?.quoted === true) {
		at += 1;
	}
	while (/^\/\w/.test(words[at]?.text ?? '')) {
		at += /^\/(?:d|node|affinity)$/i.test(words[at]?.text ?? '') ? 2 : 1;
	}
	scene.interpretWords(scene, words.slice(at), command);
}

function runAfterDashes(scene: Scene, words: readonly Word[], command: Command): void {
	const dashes = words.findIndex((word) => word.text === '--');
	const { words: rest } = skipOptions(
		words.slice(1),
		'-w --window -d --startingDirectory -p --profile --title --tabColor --size --pos',
	);
	const start = /^(?:nt|new-tab|sp|split-pane)$/.test(rest[0]?.text ?? '')
		? skipOptions(rest.slice(1), '-d --startingDirectory -p --profile --title --tabColor --size').words
		: rest;
	scene.interpretWords(scene, dashes < 0 ? start : words.slice(dashes + 1), command);
}

/** Terminals: `xterm -e command args`. */
function runAfterExecute(scene: Scene, words: readonly Word[], command: Command): void {
	const at = words.findIndex((word) => /^(?:-e|-x|--command|--execute)$/.test(word.text));
	if (at > 0) {
		const rest = words.slice(at + 1);
		if (rest.length === 1) {
			runTextAt(scene, rest, 0);
		} else {
			scene.interpretWords(scene, rest, command);
		}
	}
}

/** Programs whose words are each a command line of its own. */
function runEach(scene: Scene, words: readonly Word[]): void {
	const values = '-n --names -c --prefix-colors -p --prefix -w --warmup -r --runs --prepare -N -S --shell';
	for (const word of positionals(words.slice(1), values).words) {
		scene.interpretText(scene, word.text, 'sh', word);
	}
}

/** `socat EXEC:command,options …` */
function runSocat(scene: Scene, words: readonly Word[]): void {
	for (const word of words.slice(1)) {
		const command = /^(?:EXEC|SYSTEM):([^,]+)/i.exec(word.text)?.[1];
		if (command !== undefined) {
			scene.interpretText(scene, command, 'sh', word);
		}
	}
}

/** AppleScript that has a terminal run a line: `do script "…"`, `do shell script "…"`, `write text "…"`. */
function runAppleScript(scene: Scene, words: readonly Word[]): void {
	for (const word of words.slice(1)) {
		for (const script of word.text.matchAll(/(?:do (?:shell )?script|write text) "((?:[^"\\]|\\.)*)"/g)) {
			scene.interpretText(scene, (script[1] ?? '').replaceAll(/\\(.)/g, '$1'), 'sh', word);
		}
	}
}

/** macOS: `open -a Claude`, `open -a /Applications/Cursor.app`. */
function runOpen(scene: Scene, words: readonly Word[]): void {
	const [application] = positionals(words.slice(1), '-b --args', '-a').taken;
	if (application !== undefined) {
		const path = application.text.replace(/\.app\/?$/, '');
		const found = identify(scene.catalog, { name: programName(path), path });
		if (found !== undefined) {
			// Editors are named as their applications are; `Claude.app` is another program than the command `claude`.
			const isEditor = path !== application.text && found.assistant.kinds.includes('editor');
			report(scene, application, {
				assistant: found.assistant,
				use: 'run',
				certainty: isEditor ? 'likely' : 'possible',
				fingerprint: 'command',
			});
		}
	}
}

import { identify } from '../naming/identify.ts';
import { skipOptions } from './options.ts';
import { matchPackage, matchPackagePath } from '../naming/packages.ts';
import type { Command, Word } from '../reading/reading.ts';
import { listed, report, type Scene } from '../scene.ts';

/** How an interpreter takes its code and its modules. */
interface Interpreter {
	readonly code: string;
	readonly values?: string;
	/** It takes a module to run with `-m`. */
	readonly module?: true;
}

const interpreters: Readonly<Record<string, Interpreter>> = {
	node: {
		code: '-e --eval -p --print',
		values: '-r --require --import --loader --experimental-loader -C --conditions --env-file',
	},
	nodejs: { code: '-e --eval -p --print', values: '-r --require' },
	bun: { code: '-e --eval -p --print', values: '--cwd --env-file -r --preload' },
	deno: { code: 'eval' },
	tsx: { code: '-e --eval', values: '--tsconfig' },
	'ts-node': { code: '-e --eval', values: '-P --project' },
	electron: { code: '' },
	python: { code: '-c', module: true, values: '-W -X' },
	perl: { code: '-e -E', values: '-I -M' },
	ruby: { code: '-e', values: '-I -r' },
	php: { code: '-r', values: '-d -c' },
	lua: { code: '-e' },
	awk: { code: '' },
};
const starts =
	/\b(?:system|exec\w*|spawn\w*|popen\w*|run|call|check_call|check_output|getoutput|fork|shell_exec|passthru|proc_open|create_subprocess_\w+)\b|`|%x|\$`/i;
const literal = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g;

/** Interpreters: modules, scripts that lie in an assistant's package, and code that starts a program. */
export function interpretCode(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	const key = /^(?:(?:python|pypy)[\d.]*|py)$/.test(name) ? 'python' : name;
	const interpreter = Object.hasOwn(interpreters, key) ? interpreters[key] : undefined;
	if (interpreter === undefined) {
		return false;
	}
	const { module, values, code } = interpreter;
	const args = words.slice(1).filter((word) => !/^-[23](?:\.\d+)?$/.test(word.text));
	const moduleAt = module === undefined ? -1 : findModule(args, values);
	if (moduleAt >= 0) {
		runModule(scene, args.slice(moduleAt), command);
		return true;
	}
	const { words: rest, taken } = skipOptions(args, values, code);
	runGiven(scene, taken, rest, command);
	return true;
}

/** Where the module of `-m` stands; what follows it are its own options. -1 where there is none. */
function findModule(args: readonly Word[], values: string | undefined): number {
	for (let at = 0; at < args.length; at += 1) {
		const option = args[at]?.text ?? '';
		if (/^-[A-Za-z]*m$/.test(option)) {
			return at + 1 < args.length ? at + 1 : -1;
		}
		if (!/^-[^-]/.test(option) || /^-[A-Za-z]*c$/.test(option)) {
			return -1;
		}
		at += listed(values, option) ? 1 : 0;
	}
	return -1;
}

/** The code on the line or on the input, or else the script. */
function runGiven(scene: Scene, taken: readonly Word[], rest: readonly Word[], command: Command): void {
	const [script] = rest;
	for (const text of taken) {
		runCode(scene, text);
	}
	const [name] = command.words;
	const readsInput = taken.length === 0 && (script === undefined || script.text === '-');
	if (readsInput && command.input !== undefined && name !== undefined) {
		runCode(scene, { ...name, text: command.input });
	}
	const given = taken.some(({ text }) => /\b(?:exec|system)\b[^;]*@?ARGV|\bsys\.argv\b/.test(text));
	if (given) {
		runArguments(scene, rest, command);
	} else if (script !== undefined) {
		runScript(scene, script, rest.slice(1));
	}
}

/** Code that starts what it is given, `perl -e 'alarm shift; exec @ARGV' 60 command`. */
function runArguments(scene: Scene, words: readonly Word[], command: Command): void {
	const start = words.findIndex(({ text }) => !/^(?:[\d.]+|--)$/.test(text));
	scene.interpretWords(scene, start < 0 ? [] : words.slice(start), command);
}

/** A script in an assistant's package, or a program of its name: `node ~/.local/bin/claude`, `node bundle/gemini.js`. */
function runScript(scene: Scene, script: Word, rest: readonly Word[]): void {
	const found = matchPackagePath(scene.fingerprints, script.text);
	if (found !== undefined) {
		report(scene, script, { ...found, use: 'run' });
		return;
	}
	const path = script.text.replaceAll('\\', '/');
	const name = /(?:^|\/)(?:bin|\.bin|bundle|dist)\/([^/.]+)(?:\.[cm]?js)?$/.exec(path)?.[1];
	const identity = name === undefined ? undefined : identify(scene.catalog, { name, path, rest });
	if (identity !== undefined) {
		report(scene, script, {
			assistant: identity.assistant,
			use: 'run',
			certainty: identity.certainty === 'certain' ? 'likely' : identity.certainty,
			fingerprint: 'command',
		});
	}
}

/** `python -m module`: pip and other runners, or the module of an assistant. */
function runModule(scene: Scene, words: readonly Word[], command: Command): void {
	const [module, ...rest] = words;
	if (module === undefined) {
		return;
	}
	const name = module.text.split('.')[0]?.replaceAll('_', '-').toLowerCase() ?? '';
	const identity = identify(scene.catalog, { name, path: module.text, rest });
	const found = matchPackage(scene.fingerprints, 'pypi', name);
	if (identity !== undefined) {
		report(scene, module, {
			assistant: identity.assistant,
			use: 'run',
			certainty: identity.certainty,
			fingerprint: 'command',
		});
	} else if (found === undefined) {
		scene.interpretWords(scene, [{ ...module, text: name }, ...rest], command);
	} else {
		report(scene, module, {
			assistant: found.assistant,
			use: 'run',
			certainty: found.certainty,
			fingerprint: 'package',
		});
	}
}

/** Code that starts programs: its string literals are read as command lines, singly and as a list. */
function runCode(scene: Scene, code: Word): void {
	if (!starts.test(code.text)) {
		return;
	}
	const likely: Scene = { ...scene, cap: 'likely' };
	const literals = [...code.text.matchAll(literal)]
		.slice(0, 64)
		.map((match) => match[1] ?? match[2] ?? match[3] ?? '');
	for (const text of literals) {
		const called = scene.sightings.length;
		scene.interpretText(likely, text.replaceAll(/\\(["'`\\])/g, '$1'), 'sh', code);
		// A literal that merely mentions a name says nothing.
		const kept = scene.sightings.slice(called).filter(({ use }) => use !== 'mention');
		scene.sightings.splice(called, scene.sightings.length - called, ...kept);
	}
	if (literals.length > 1) {
		scene.interpretText(likely, literals.filter((text) => !/\s/.test(text)).join(' '), 'sh', code);
	}
}

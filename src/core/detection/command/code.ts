import { identify } from './identify.ts';
import { positionals, skipOptions } from './options.ts';
import { matchPackage, matchPackagePath } from './packages.ts';
import type { Command, Word } from './reading.ts';
import { changed, report, type Scene } from './scene.ts';

/** How an interpreter takes its code and its modules. */
interface Interpreter {
	readonly code: string;
	readonly values?: string;
	/** The option that names a module to run. */
	readonly module?: string;
}

const interpreters: Readonly<Record<string, Interpreter>> = {
	node: { code: '-e --eval -p --print', values: '-r --require --import --loader --experimental-loader -C --conditions --env-file' },
	nodejs: { code: '-e --eval -p --print', values: '-r --require' },
	bun: { code: '-e --eval -p --print', values: '--cwd --env-file -r --preload' },
	deno: { code: 'eval' },
	tsx: { code: '-e --eval', values: '--tsconfig' },
	'ts-node': { code: '-e --eval', values: '-P --project' },
	electron: { code: '' },
	python: { code: '-c', module: '-m', values: '-W -X' },
	perl: { code: '-e -E', values: '-I -M' },
	ruby: { code: '-e', values: '-I -r' },
	php: { code: '-r', values: '-d -c' },
	lua: { code: '-e' },
	awk: { code: '' },
};
const starts = /\b(?:system|exec\w*|spawn\w*|popen\w*|run|call|check_call|check_output|getoutput|fork|shell_exec|passthru|proc_open|create_subprocess_\w+)\b|`|%x|\$`/i;
const literal = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g;

/** Interpreters: modules, scripts that lie in an assistant's package, and code that starts a program. */
export function interpretCode(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	const key = /^(?:python|pypy)[\d.]*$/.test(name) || name === 'py' ? 'python' : name;
	const interpreter = Object.hasOwn(interpreters, key) ? interpreters[key] : undefined;
	if (interpreter === undefined) {
		return false;
	}
	const { module, values, code } = interpreter;
	const args = key === 'python' ? words.slice(1).filter((word) => !/^-[23](?:\.\d+)?$/.test(word.text)) : words.slice(1);
	const moduleAt = module === undefined ? -1 : args.findIndex((word) => word.text === module || (/^-[A-Za-z]*m$/.test(word.text) && key === 'python'));
	const plainAt = args.length - skipOptions(args, values, code).words.length;
	if (moduleAt >= 0 && moduleAt < Math.max(plainAt, 1)) {
		runModule(scene, args.slice(moduleAt + 1), command);
		return true;
	}
	const { words: rest, taken } = skipOptions(args, values, code);
	for (const text of taken) {
		runCode(scene, text);
	}
	const [script] = rest;
	if (taken.length === 0 && command.input !== undefined && (script === undefined || script.text === '-')) {
		runCode(scene, { text: command.input, start: words[0]?.start ?? 0, end: words[0]?.end ?? 0, quoted: true });
	}
	const found = script === undefined ? undefined : matchPackagePath(scene.fingerprints, script.text);
	if (script !== undefined && found !== undefined) {
		report(scene, found.assistant, 'run', found.certainty, found.fingerprint, script);
	} else if (script !== undefined) {
		// A program of the assistant's name, started through its interpreter: `node ~/.local/bin/claude`.
		const path = script.text.replaceAll('\\', '/');
		const base = path.slice(path.lastIndexOf('/') + 1);
		const identity = /\.\w+$/.test(base) || !/\/(?:bin|\.bin)\//.test(path) ? undefined : identify(scene.catalog, base, path, rest.slice(1));
		if (identity !== undefined) {
			report(scene, identity.assistant, 'run', 'likely', 'command', script);
		}
	}
	return true;
}

/** `python -m module`: pip and other runners, or the module of an assistant. */
function runModule(scene: Scene, words: readonly Word[], command: Command): void {
	const [module, ...rest] = words;
	if (module === undefined) {
		return;
	}
	const name = module.text.split('.')[0]?.replaceAll('_', '-').toLowerCase() ?? '';
	const identity = identify(scene.catalog, name, module.text, rest);
	const found = matchPackage(scene.fingerprints, 'pypi', name);
	if (identity !== undefined) {
		report(scene, identity.assistant, 'run', identity.certainty, 'command', module);
	} else if (found === undefined) {
		scene.interpretWords(scene, [{ ...module, text: name }, ...rest], command);
	} else {
		report(scene, found.assistant, 'run', found.certainty, 'package', module);
	}
}

/** Code that starts programs: its string literals are read as command lines, singly and as a list. */
function runCode(scene: Scene, code: Word): void {
	if (!starts.test(code.text)) {
		return;
	}
	const likely = changed(scene, { cap: 'likely' });
	const literals = [...code.text.matchAll(literal)].slice(0, 64).map((match) => match[1] ?? match[2] ?? match[3] ?? '');
	for (const text of literals) {
		const called = scene.sightings.length;
		scene.interpretText(likely, text.replaceAll(/\\(["'`\\])/g, '$1'), 'sh', code);
		// A literal that merely mentions a name says nothing.
		const kept = scene.sightings.slice(called).filter(({ use }) => use !== 'mention');
		scene.sightings.splice(called, scene.sightings.length - called, ...kept);
	}
	if (literals.length > 1 && positionals([], undefined).words.length === 0) {
		scene.interpretText(likely, literals.filter((text) => !/\s/.test(text)).join(' '), 'sh', code);
	}
}

import type { BookQuestion } from '../commandFacts.ts';
import { positionals, type Positionals, skipOptions } from './options.ts';
import type { Word } from './reading.ts';
import { shellNamed } from './shells.ts';

/** A script that a command may run; whether there is one the file says. */
export interface ScriptCall {
	readonly book: BookQuestion;
	/** `undefined`: the one that runs where none is named. */
	readonly script: string | undefined;
	readonly args: readonly Word[];
}

type FindCalls = (words: readonly Word[]) => readonly ScriptCall[];

const tools: Readonly<Record<string, FindCalls>> = {
	npm: npmCalls,
	pnpm: (words) => [...npmCalls(words), ...localCalls(words)],
	yarn: (words) => [...npmCalls(words), ...localCalls(words)],
	bun: (words) => [...npmCalls(words), ...localCalls(words)],
	'npm-run-all': allCalls,
	'run-s': allCalls,
	'run-p': allCalls,
	node: nodeCalls,
	make: makeCalls,
	gmake: makeCalls,
	just: (words) => namedCalls('just', words, '--justfile -f --working-directory -d'),
	task: (words) => namedCalls('task', words, '--taskfile -t --dir -d'),
	'go-task': (words) => namedCalls('task', words, '--taskfile -t --dir -d'),
	source: sourceCalls,
	'.': sourceCalls,
};

/** The scripts that a command with program `name` would run, by name or as a file. */
export function calledScripts(name: string, words: readonly Word[]): readonly ScriptCall[] {
	const find = Object.hasOwn(tools, name) ? tools[name] : undefined;
	if (find !== undefined) {
		return find(words);
	}
	return shellNamed(name) === undefined || /^(?:cmd|powershell|pwsh)/.test(name) ? [] : shellCalls(words);
}

const npmOptions = '--prefix -C --dir --cwd';
const npmValues = '-w --workspace --filter -F --loglevel --script-shell';
const lifecycle: Readonly<Record<string, readonly string[]>> = {
	test: ['test'],
	t: ['test'],
	tst: ['test'],
	start: ['start'],
	stop: ['stop'],
	restart: ['restart'],
	install: ['preinstall', 'install', 'postinstall', 'prepare'],
	i: ['preinstall', 'install', 'postinstall', 'prepare'],
	ci: ['preinstall', 'install', 'postinstall', 'prepare'],
};

/** `npm run x`, `npm test`, and what an install runs. */
function npmCalls(words: readonly Word[]): readonly ScriptCall[] {
	const { words: rest, taken } = skipOptions(words.slice(1), npmValues, npmOptions);
	const [verb, ...behind] = rest;
	if (verb === undefined) {
		return [];
	}
	if (/^(?:run|run-script|rum|urn)$/.test(verb.text)) {
		const own = skipOptions(behind, npmValues, npmOptions);
		const [script, ...args] = own.words;
		const folder = [...taken, ...own.taken].at(-1)?.text;
		return script === undefined ? [] : [npmCall(script.text, args, folder)];
	}
	const names = Object.hasOwn(lifecycle, verb.text) ? (lifecycle[verb.text] ?? []) : [];
	const args = names.length === 1 ? behind : [];
	return names.map((name) => npmCall(name, args, taken.at(-1)?.text));
}

/** `yarn x`, `pnpm x`: a script of that name, if there is one. */
function localCalls(words: readonly Word[]): readonly ScriptCall[] {
	const { words: rest, taken } = skipOptions(words.slice(1), npmValues, npmOptions);
	const [script, ...args] = rest;
	return script === undefined ? [] : [npmCall(script.text, args, taken.at(-1)?.text)];
}

/** `npm-run-all a b`, `run-s 'x:*'`: patterns are left alone. */
function allCalls(words: readonly Word[]): readonly ScriptCall[] {
	return positionals(words.slice(1), undefined).words.map(({ text }) => npmCall(text, [], undefined));
}

/** `node --run x` */
function nodeCalls(words: readonly Word[]): readonly ScriptCall[] {
	const [script] = skipOptions(words.slice(1), undefined, '--run').taken;
	return script === undefined ? [] : [npmCall(script.text, [], undefined)];
}

function npmCall(script: string, args: readonly Word[], folder: string | undefined): ScriptCall {
	const own = args[0]?.text === '--' ? args.slice(1) : args;
	return { book: { tool: 'npm', folder, file: undefined }, script, args: own };
}

/** `make -C folder -f file NAME=value targets` */
function makeCalls(words: readonly Word[]): readonly ScriptCall[] {
	const values = '-I -o -W -l -O';
	const { words: rest } = positionals(words.slice(1), values, '-C --directory -f --file --makefile');
	const book: BookQuestion = {
		tool: 'make',
		folder: valueOf(words, values, '-C --directory'),
		file: valueOf(words, values, '-f --file --makefile'),
	};
	return callsOf(
		book,
		rest.filter(({ text }) => !/^\w+[:?+]?=/.test(text)),
	);
}

/** `just x`, `task x y` */
function namedCalls(tool: 'just' | 'task', words: readonly Word[], options: string): readonly ScriptCall[] {
	const [longFile = '', shortFile = '', longFolder = '', shortFolder = ''] = options.split(' ');
	const values = tool === 'just' ? '--set --shell --color' : '-c --concurrency -o --output -I --interval';
	const { words: rest } = positionals(words.slice(1), values, options);
	const book: BookQuestion = {
		tool,
		folder: valueOf(words, values, `${longFolder} ${shortFolder}`),
		file: valueOf(words, values, `${longFile} ${shortFile}`),
	};
	return callsOf(book, rest);
}

function callsOf(book: BookQuestion, names: readonly Word[]): readonly ScriptCall[] {
	return names.length === 0
		? [{ book, script: undefined, args: [] }]
		: names.slice(0, 32).map(({ text }) => ({ book, script: text, args: [] }));
}

function valueOf(words: readonly Word[], values: string, wanted: string): string | undefined {
	const read: Positionals = positionals(words.slice(1), values, wanted);
	return read.taken.at(-1)?.text;
}

/** `sh -x script args` */
function shellCalls(words: readonly Word[]): readonly ScriptCall[] {
	const {
		words: rest,
		options,
		taken,
	} = skipOptions(words.slice(1), '-o -O +o +O --rcfile --init-file', '-c --command');
	const [file] = rest;
	const reads = options.some((option) => /^-[a-z]*[cs][a-z]*$/.test(option));
	return file === undefined || reads || taken.length > 0 || file.text === '-' ? [] : [fileCall(file)];
}

function sourceCalls(words: readonly Word[]): readonly ScriptCall[] {
	const [, file] = words;
	return file === undefined ? [] : [fileCall(file)];
}

function fileCall({ text }: Word): ScriptCall {
	return { book: { tool: 'shell', folder: undefined, file: text }, script: undefined, args: [] };
}

import type { BookQuestion } from '../commandFacts.ts';
import { positionals, type Positionals, skipOptions } from './launching/options.ts';
import type { Word } from './reading/reading.ts';
import { shellNamed } from './launching/shells.ts';

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
	deno: denoCalls,
	'docker-compose': (words) => composeCalls(words.slice(1)),
	'podman-compose': (words) => composeCalls(words.slice(1)),
	docker: (words) => engineCalls(words),
	podman: (words) => engineCalls(words),
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
const npmWorkspaces = '-w --workspace';
const npmValues = '--filter -F --loglevel --script-shell';
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

/** `npm run x`, `npm test`, and what an install runs, in the folder or the workspace that an option names. */
function npmCalls(words: readonly Word[]): readonly ScriptCall[] {
	const all = positionals(beforeDashes(words.slice(1)), npmValues, `${npmOptions} ${npmWorkspaces}`);
	const [verb] = all.words;
	if (verb === undefined) {
		return [];
	}
	const at = words.indexOf(verb);
	const folder = valueOf(beforeDashes(words), `${npmValues} ${npmWorkspaces}`, npmOptions);
	const workspace = valueOf(beforeDashes(words), `${npmValues} ${npmOptions}`, npmWorkspaces);
	const book: BookQuestion =
		workspace === undefined
			? { tool: 'npm', folder, file: undefined }
			: { tool: 'npm', folder: workspace, file: 'package.json' };
	if (/^(?:run|run-script|rum|urn)$/.test(verb.text)) {
		const values = `${npmValues} ${npmOptions} ${npmWorkspaces}`;
		const [script, ...args] = skipOptions(words.slice(at + 1), values).words;
		return script === undefined ? [] : [npmCall(script.text, args, book)];
	}
	const names = Object.hasOwn(lifecycle, verb.text) ? (lifecycle[verb.text] ?? []) : [];
	const args = names.length === 1 ? words.slice(at + 1) : [];
	return names.map((name) => npmCall(name, args, book));
}

function beforeDashes(words: readonly Word[]): readonly Word[] {
	const dashes = words.findIndex(({ text }) => text === '--');
	return dashes < 0 ? words : words.slice(0, dashes);
}

/** `yarn x`, `pnpm x`: a script of that name, if there is one. */
function localCalls(words: readonly Word[]): readonly ScriptCall[] {
	const values = `${npmValues} ${npmWorkspaces}`;
	const { words: rest, taken } = skipOptions(words.slice(1), values, npmOptions);
	const [script, ...args] = rest;
	const book: BookQuestion = { tool: 'npm', folder: taken.at(-1)?.text, file: undefined };
	return script === undefined ? [] : [npmCall(script.text, args, book)];
}

/** `npm-run-all a b`, `run-s 'x:*'`: patterns are left alone. */
function allCalls(words: readonly Word[]): readonly ScriptCall[] {
	return positionals(words.slice(1), undefined).words.map(({ text }) => npmCall(text, [], here));
}

/** `node --run x` */
function nodeCalls(words: readonly Word[]): readonly ScriptCall[] {
	const [script] = skipOptions(words.slice(1), undefined, '--run').taken;
	return script === undefined ? [] : [npmCall(script.text, [], here)];
}

const here: BookQuestion = { tool: 'npm', folder: undefined, file: undefined };

function npmCall(script: string, args: readonly Word[], book: BookQuestion): ScriptCall {
	const own = args[0]?.text === '--' ? args.slice(1) : args;
	return { book, script, args: own };
}

/** `deno task x` */
function denoCalls(words: readonly Word[]): readonly ScriptCall[] {
	const [verb, ...behind] = skipOptions(words.slice(1), undefined).words;
	const { words: rest, taken } = skipOptions(behind, '-f --filter', '-c --config --cwd');
	const [script, ...args] = rest;
	const place = taken.at(-1)?.text;
	const isFile = place !== undefined && /\.jsonc?$/.test(place);
	const book: BookQuestion = {
		tool: 'deno',
		folder: isFile ? undefined : place,
		file: isFile ? place : undefined,
	};
	return verb?.text !== 'task' || script === undefined ? [] : [{ book, script: script.text, args }];
}

/** `docker compose …` */
function engineCalls(words: readonly Word[]): readonly ScriptCall[] {
	const { words: rest } = skipOptions(words.slice(1), '--context -c --config -H --host --log-level -l');
	return rest[0]?.text === 'compose' ? composeCalls(rest.slice(1)) : [];
}

/** `up`, `start`, `run service`, `create`: what the services of the file start. */
function composeCalls(words: readonly Word[]): readonly ScriptCall[] {
	const own = '-p --project-name --profile --env-file --ansi --progress --parallel';
	const files = '-f --file';
	const folders = '--project-directory';
	const [verb, ...behind] = skipOptions(words, `${own} ${files} ${folders}`).words;
	const values =
		'-t --timeout --scale --pull --exit-code-from --wait-timeout -e --env -u --user -w --workdir -v --volume --name -p --publish --entrypoint -l --label';
	const services =
		verb?.text === 'run'
			? skipOptions(behind, values).words.slice(0, 1)
			: positionals(behind, values).words;
	if (verb === undefined || !/^(?:up|run|start|create|restart|watch)$/.test(verb.text)) {
		return [];
	}
	const book: BookQuestion = {
		tool: 'compose',
		folder: skipOptions(words, `${own} ${files}`, folders).taken.at(-1)?.text,
		file: skipOptions(words, `${own} ${folders}`, files).taken.at(-1)?.text,
	};
	return callsOf(book, services);
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

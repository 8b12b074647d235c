import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BookQuestion } from '../../core/detection/commandFacts.ts';
import { readComposeFile } from '../../core/detection/scripts/composeFile.ts';
import { readDenoTasks } from '../../core/detection/scripts/denoTasks.ts';
import { readJustfile } from '../../core/detection/scripts/justfile.ts';
import { readMakefile } from '../../core/detection/scripts/makefile.ts';
import { readPackageScripts } from '../../core/detection/scripts/packageScripts.ts';
import type { ScriptBook, ScriptTool } from '../../core/detection/scripts/scriptBook.ts';
import { includedTasks, readTaskfile, taskfileIncludes } from '../../core/detection/scripts/taskfile.ts';
import type { ShellKind } from '../../core/detection/signal.ts';

type Contents = Pick<ScriptBook, 'scripts' | 'first' | 'shell'> & {
	/** It takes in other files, so it is read anew each time. */
	readonly takesIn?: true;
};

/** How a tool finds its file, and how that is read. */
interface Tool {
	readonly names: readonly string[];
	/** It goes up from the folder until it finds one. */
	readonly goesUp: boolean;
	readonly read: (text: string, file: string, from: string | undefined) => Promise<Contents> | Contents;
}

const tools: Readonly<Record<ScriptTool, Tool>> = {
	npm: {
		names: ['package.json'],
		goesUp: true,
		read: (text) => ({ scripts: readPackageScripts(text), first: undefined, shell: 'sh' }),
	},
	make: {
		names: ['GNUmakefile', 'makefile', 'Makefile'],
		goesUp: false,
		read: (text) => ({ ...readMakefile(text), shell: 'sh' }),
	},
	just: {
		names: ['justfile', 'Justfile', '.justfile'],
		goesUp: true,
		read: (text) => ({ ...readJustfile(text), shell: 'sh' }),
	},
	task: {
		names: ['Taskfile.yml', 'taskfile.yml', 'Taskfile.yaml', 'taskfile.yaml', 'Taskfile.dist.yml'],
		goesUp: true,
		read: readTasks,
	},
	deno: {
		names: ['deno.json', 'deno.jsonc'],
		goesUp: true,
		// A flow of YAML is JSON with comments of another kind; those of `deno.jsonc` are taken out.
		read: async (text) => {
			const { parseYaml } = await import('../files/yamlDocument.ts');
			const scripts = readDenoTasks(parseYaml(withoutComments(text)));
			return { scripts, first: undefined, shell: 'sh' };
		},
	},
	compose: {
		names: ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
		goesUp: true,
		read: async (text) => {
			const { parseYaml } = await import('../files/yamlDocument.ts');
			return { ...readComposeFile(parseYaml(text)), shell: 'sh' };
		},
	},
	shell: { names: [], goesUp: false, read: readShellScript },
};

/** Larger files are passed over, in bytes: nobody wrote those by hand. */
const largest = 262_144;
const kept = new Map<string, { readonly stamp: string; readonly book: ScriptBook }>();

/** The scripts that `question` asks for, from `folder` on; read once per change of the file. */
export async function readBook(
	question: BookQuestion,
	folder: string | undefined,
	home: string,
): Promise<ScriptBook | undefined> {
	const start = placeOf(question.folder, folder, home);
	if (start === undefined && !path.isAbsolute(question.file ?? '')) {
		return undefined;
	}
	const { names, goesUp } = tools[question.tool];
	if (question.file !== undefined) {
		const file = placeOf(question.file, start, home);
		return file === undefined ? undefined : await readOne(question.tool, file, folder);
	}
	for (let at = start ?? '', up = 0; up < 16; at = path.dirname(at), up += 1) {
		for (const name of names) {
			const book = await readOne(question.tool, path.join(at, name), folder);
			if (book !== undefined) {
				return book;
			}
		}
		if (!goesUp || at === path.dirname(at)) {
			break;
		}
	}
	return undefined;
}

function placeOf(place: string | undefined, from: string | undefined, home: string): string | undefined {
	if (place === undefined) {
		return from;
	}
	if (place === '~' || /^~[\\/]/.test(place)) {
		return path.join(home, place.slice(1));
	}
	return path.isAbsolute(place) ? place : from === undefined ? undefined : path.resolve(from, place);
}

async function readOne(
	tool: ScriptTool,
	file: string,
	from: string | undefined,
): Promise<ScriptBook | undefined> {
	try {
		const { size, mtimeMs } = await stat(file);
		const stamp = `${tool}|${size}|${mtimeMs}|${from}`;
		const before = kept.get(file);
		if (before?.stamp === stamp) {
			return before.book;
		}
		const text = size > largest ? undefined : await readFile(file, 'utf8');
		if (text === undefined || text.includes('\0')) {
			return undefined;
		}
		const { takesIn, ...contents } = await tools[tool].read(text, file, from);
		const book = { file: shownPath(file, from), tool, ...contents };
		if (takesIn !== true) {
			kept.set(file, { stamp, book });
		}
		return book;
	} catch {
		return undefined; // No such file, or none that can be read.
	}
}

function shownPath(file: string, from: string | undefined): string {
	const relative = from === undefined ? file : path.relative(from, file);
	return relative.startsWith('..') ? file : relative;
}

/** A Taskfile, with the tasks of those that it includes. */
async function readTasks(text: string, file: string, from: string | undefined): Promise<Contents> {
	// A parser of YAML is much to load for what few projects have.
	const { parseYaml } = await import('../files/yamlDocument.ts');
	const document = parseYaml(text);
	const { scripts, first } = readTaskfile(document);
	const all = new Map(scripts);
	const includes = [...taskfileIncludes(document)].slice(0, 16);
	for (const [name, place] of includes) {
		const included = path.resolve(path.dirname(file), place);
		const names = /\.ya?ml$/.test(place) ? [''] : tools.task.names;
		for (const one of names.map((each) => path.join(included, each))) {
			const inner = await textOf(one);
			if (inner !== undefined) {
				const tasks = readTaskfile(parseYaml(inner)).scripts;
				includedTasks(name, tasks, shownPath(one, from)).forEach((task, key) => all.set(key, task));
				break;
			}
		}
	}
	return { scripts: all, first, shell: 'sh', ...(includes.length === 0 ? {} : { takesIn: true }) };
}

/** The text of a file that people wrote. */
async function textOf(file: string): Promise<string | undefined> {
	try {
		const { size } = await stat(file);
		return size > largest ? undefined : await readFile(file, 'utf8');
	} catch {
		return undefined; // No such file, or none that can be read.
	}
}

function readShellScript(text: string, file: string): Contents {
	const name = path.basename(file);
	return {
		scripts: new Map([[name, { lines: [{ text, line: 1 }], before: [], after: [] }]]),
		first: name,
		shell: shellOf(text, name),
	};
}

function shellOf(text: string, name: string): ShellKind {
	const mark = /^#![^\n]*\b(zsh|fish|bash)\b/.exec(text)?.[1] ?? /\.(zsh|fish|bash)$/.exec(name)?.[1];
	return mark === 'zsh' || mark === 'fish' || mark === 'bash' ? mark : 'sh';
}

/** JSON without its comments; lines stay where they are. */
function withoutComments(text: string): string {
	return text.replaceAll(
		/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
		(comment, kept: string | undefined) => kept ?? comment.replaceAll(/[^\n]/g, ' '),
	);
}

import type { Assistant } from '../catalog/assistant.ts';

const interpreters = new Set([
	'node',
	'bun',
	'deno',
	'python',
	'python3',
	'fish',
	'sh',
	'bash',
	'dash',
	'zsh',
	'ruby',
]);

/**
 * Whether a process with arguments `argv` is `assistant` beyond doubt: its program has the assistant's name, or an
 * interpreter runs a script of that name or out of one of its packages. A name that other programs share is no proof.
 */
export function isProcessOf(assistant: Assistant, argv: readonly string[]): boolean {
	const shared = new Set((assistant.namesakes ?? []).map(({ command }) => command));
	const names = new Set((assistant.commands ?? []).filter((command) => !shared.has(command)));
	const packageFolders = (assistant.packages?.npm ?? []).map((name) => `/node_modules/${name}/`);
	const program = argv[0] ?? '';
	if (names.has(baseName(program)) || isInside(program, packageFolders)) {
		return true;
	}
	if (!isInterpreter(program)) {
		return false;
	}
	const script = scriptOf(argv);
	return script === undefined
		? names.has(moduleOf(argv) ?? '')
		: names.has(baseName(script)) || isInside(script, packageFolders);
}

/**
 * The file that decides what a process is: the script where an interpreter runs one, else the program. It is `undefined`
 * where an interpreter was given code, and may be relative to the folder that the process was started in.
 */
export function programFile(argv: readonly string[], executable: string | undefined): string | undefined {
	const program = argv[0] ?? '';
	if (!isInterpreter(program) && !isInterpreter(executable ?? '')) {
		return executable ?? (program === '' ? undefined : program);
	}
	return scriptOf(argv);
}

/** The script that an interpreter was given as a file; none when it was given code or a module's name. */
function scriptOf(argv: readonly string[]): string | undefined {
	const at = argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
	const takesCode = /^(-[a-z]*[cemp]|--eval|--print|--command)$/.test(argv[at - 1] ?? '');
	return at < 0 || takesCode ? undefined : argv[at];
}

function isInterpreter(program: string): boolean {
	return interpreters.has(baseName(program).replace(/(?<=^(?:python|ruby|bun|node))-?[\d.]+$/, ''));
}

/** The module of `python -m module`. */
function moduleOf(argv: readonly string[]): string | undefined {
	const at = argv.indexOf('-m');
	return at > 0 && /^(?:python|pypy)/.test(baseName(argv[0] ?? '')) ? argv[at + 1] : undefined;
}

function baseName(path: string): string {
	const name = path.replace(/^-/, '').split(/[\\/]/).at(-1) ?? '';
	return name.toLowerCase().replace(/\.(exe|cmd|bat|ps1)$/, '');
}

function isInside(path: string, folders: readonly string[]): boolean {
	const normal = path.replaceAll('\\', '/');
	return folders.some((folder) => normal.includes(folder));
}

import { readShellLines } from './codeShellLines.ts';
import { endOfCall, isComment, matchesOf, stringsIn } from './codeText.ts';
import { type Draft, readWords } from '../draft.ts';
import { anyOf, sourceOf } from '../patterns.ts';

/** Functions and classes that are given a program and its arguments, by language. */
const starters = [
	// Python.
	/subprocess\.\w+|check_(?:call|output)|Popen|create_subprocess_exec|exec[lv]p?e?|session\.run(?:_always)?/,
	// JavaScript.
	/spawn(?:Sync|\w*Fn|Function|Process|Command)?|execFile|execFileSync|execa|execaSync|exec\.(?:exec|getExecOutput)|Deno\.Command/,
	// Go, Rust, Java, .NET, Ruby, PHP.
	/exec\.Command(?:Context)?|C(?:omman|m)d::new|ProcessBuilder|new Process|Process\.Start|ProcessStartInfo/,
	/Open3\.\w+|system/,
];

/** What a program and its arguments follow: a call, a list that is kept for one, a list that reads like one. */
const wordStarts: readonly RegExp[] = [
	// A function may be wrapped: `promisify(execFile)("x", …)`.
	new RegExp(String.raw`\b${sourceOf(starters)}\)?\s*\(`, 'g'),
	/(?:cmd|command|argv)(?:_?(?:line|list|args|parts|base))?\s*(?::\s*[\w[\], .]+)?:?=\s*(?:\[\]string\{|\[|vec!\[|List\.of\()/gi,
	/(?:command|cmd)["']?\s*:\s*\[/gi,
	/(?<!["'`]\s*,\s*)\[(?=\s*["'`][\w-]{2,40}["'`]\s*,(?:\s*["'`][\w-]{2,20}["'`]\s*,){0,2}\s*["'`]--?\w)/g,
	/\[(?=\s*["'`](?:npx|bunx|pnpx|uvx|pipx|npm|pnpm|yarn|bun|uv|docker)["'`]\s*,)/g,
];
/** A program and its arguments by name: `command: "npx", args: ["x"]`; `Command: "npx", Args: []string{"x"}`. */
const pair =
	/["']?\bcommand["']?\s*[:=]\s*(["'])([\w@./-]+)\1\s*,\s*["']?args["']?\s*[:=]\s*(?:&?vec!|\[\]string)?[[{]([^\]}]*)/gi;
/** A program by what it is called: `cli: 'x'`, `"executable": "x"`. */
const namedProgram =
	/(?<![\w-])(?:(?:cli|cli_?command|binary(?:_?name)?|executable)["']?\s*:\s*|FileName\s*=\s*(?:\w+\s*\?\s*"[^"\n]*"\s*:\s*)?)(["'])([\w-]{3,40})\1/gi;
/** Python that starts itself with a module: `[sys.executable, "-m", "pip", …]`. */
const ownPython = /\[\s*sys\.executable\s*,([^\]]*)/g;

/** A program in a constant: `const tool = options.path || "x";`, `spawn(tool, …)`. */
const programInName =
	/\b(?:spawn|spawnSync|execFile|execFileSync|execa|Popen|exec\.Command)\s*\(\s*\[?\s*([A-Za-z_$][\w$]*)\s*,/g;

/** What some of these have in common; most files have none of it. */
const quickLook = anyOf(
	[
		/command|cmd|argv|shell|bash|subprocess|spawn|exec|popen|open3|system|process|\bcli|binary|executable|`/,
		/(?:run|\bsh)\w{0,40}\(|\.(?:sudo|local)\(|send_?(?:text|input|keys|line)|-l?c["'`]/,
		/["'](?:npx|bunx|pnpx|uvx|pipx|npm|pnpm|yarn|bun|uv|docker)["' ]/,
		/\[\s*["'`][\w-]{2,40}["'`]\s*,|["']([\w-]{2,40})["']\s*[:=]\s*[fr]?["'`]\1\s/,
	],
	'i',
);

/** Programs that code starts: MCP servers, and assistants that it calls with or without a shell. */
export function readStarts(draft: Draft): void {
	const { text } = draft;
	if (!quickLook.test(text)) {
		return;
	}
	for (const match of matchesOf(text, wordStarts)) {
		const from = match.index + match[0].length;
		readList(draft, from, endOfCall(text, from));
	}
	readShellLines(draft);
	readNamedPrograms(draft);
	for (const match of matchesOf(text, [pair])) {
		const [whole, , name = '', rest = ''] = match;
		const at = match.index + whole.indexOf(name, whole.search(/[:=]/));
		const end = match.index + whole.length;
		const args = stringsIn(text, end - rest.length, end);
		readWords(draft, [{ text: name, range: [at, at + name.length] }, ...args]);
	}
	for (const match of matchesOf(text, [namedProgram])) {
		const name = match[2] ?? '';
		const at = match.index + match[0].length - 1 - name.length;
		readWords(draft, [{ text: name, range: [at, at + name.length] }]);
	}
	for (const match of matchesOf(text, [ownPython])) {
		const at = match.index + match[0].indexOf('sys');
		const from = at + 'sys.executable'.length;
		const args = stringsIn(text, from, match.index + match[0].length);
		readWords(draft, [{ text: 'python', range: [at, from] }, ...args]);
	}
}

/** Programs that are started by the name of a constant, at the place where that gets its value. */
function readNamedPrograms(draft: Draft): void {
	const { text } = draft;
	for (const call of matchesOf(text, [programInName]).slice(0, mostNamed)) {
		const [whole, name = ''] = call;
		const value = new RegExp(
			`\\b${name.replaceAll('$', '\\$')}\\b(?::\\s*\\w+)?\\s*:?=(?!=)[^;\\n]{0,200}?(?<![\\w.(])(["'])([\\w.-]+)\\1\\s*;?[ \\t]*$`,
			'm',
		).exec(text);
		if (value !== null && !isComment(text, value.index)) {
			const program = value[2] ?? '';
			const at = value.index + value[0].lastIndexOf(program);
			const from = call.index + whole.length;
			const words = stringsIn(text, from, endOfCall(text, from));
			readWords(draft, [{ text: program, range: [at, at + program.length] }, ...words]);
		}
	}
}

/** Calls of that kind that are followed in one file. */
const mostNamed = 20;

/** The name of a program for one system, before that for the others: `isWindows ? 'x.cmd' : 'x'`. */
const byPlatform = /^[^,()[\]]*\?\s*(["'`])[^"'`]*\1\s*:\s*(?=["'`])/;

/** The strings of a call or list as the words of a command. */
function readList(draft: Draft, from: number, end: number): void {
	const choice = byPlatform.exec(draft.text.slice(from, end))?.[0].length;
	if (choice !== undefined) {
		readList(draft, from + choice, end);
		return;
	}
	const words = stringsIn(draft.text, from, end);
	const [first, second] = words;
	const between = first === undefined ? '' : draft.text.slice(from, first.range[0] - 1);
	// What stands before the first string may be a context or an opening bracket, no call and no other value.
	if (
		first !== undefined &&
		/^[\s[({]*(?:[\w.]+\(?\)?,\s*)?[\s[({&]*$/.test(between) &&
		!/\s/.test(first.text) &&
		(second?.text === first.text || !isNameList(draft, first.text, second?.text))
	) {
		readWords(draft, words);
	}
	// The file of a package, which an interpreter in a variable is given.
	for (const word of words.slice(0, 3).filter(({ text }) => text.includes('node_modules/'))) {
		readWords(draft, [{ text: 'node', range: word.range }, word]);
	}
}

/** A list of assistants' names is no command. */
function isNameList({ catalog }: Draft, first: string, second: string | undefined): boolean {
	return second !== undefined && catalog.byCommand.has(first) && catalog.byCommand.has(second);
}

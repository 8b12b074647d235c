import { longestLine } from './codeLines.ts';
import { type Draft, readScript, readWords } from './draft.ts';
import type { Range } from './reference.ts';
import { replaceInSlice, type Slice, sliceOf } from './slice.ts';

/** Functions that are given a program and its arguments, and names of lists that are kept for them. */
const wordStarts: readonly RegExp[] = [
	/\b(?:subprocess\.\w+|check_(?:call|output)|Popen|spawn|spawnSync|execFile|execFileSync|execa|execaSync|create_subprocess_exec|exec[lv]p?e?|exec\.Command(?:Context)?|C(?:omman|m)d::new|ProcessBuilder|new Process|Open3\.\w+|Deno\.Command|Process\.Start|ProcessStartInfo|system|session\.run(?:_always)?)\s*\(/g,
	/(?:cmd|command|argv)(?:_?(?:line|list|args|parts|base))?\s*(?::\s*[\w[\], .]+)?:?=\s*(?:\[\]string\{|\[|vec!\[|List\.of\()/gi,
	/(?:command|cmd)["']?\s*:\s*\[/gi,
	/\[(?=\s*["'`][\w-]{2,40}["'`]\s*,\s*["'`]--?\w)/g,
	/\[(?=\s*["'`](?:npx|bunx|pnpx|uvx|pipx|npm|pnpm|yarn|bun|uv|docker)["'`]\s*,)/g,
];
/** Functions that are given a line for a shell; one word alone is none. */
const textStarts =
	/(?:\b(?:execSync|execAsync|os\.system|shell_exec|passthru|os\.popen|send_?(?:[tT]ext|[iI]nput|[kK]eys|[lL]ine|[cC]ommand)|create_subprocess_shell|subprocess\.\w+|check_(?:call|output)|Popen|getRuntime\(\)\.exec|(?:commands|c|ctx|context|conn|connection)\.(?:run|sudo|local))|(?<![.\w])(?:exec|system|popen))\s*\(\s*(?=[fr]?["'`])|\$(?=`)/g;
const rubyStarts = /(?:=|\bputs|^)[ \t]*(?=`)/gm;
/** An option behind which a list of words has a line for a shell. */
const shellOption = /["'`]-(?:l?c|Command|EncodedCommand)["'`](?:\.\w+\(\))?\s*,\s*(?=[fr]?["'`])/g;
/** A command line by name: `command: "x run"`. */
const namedLine = /(?:command|cmd)["']?\s*[:=]\s*(?=[fr]?["'`])/gi;
/** Functions of sandboxes, which are given a line, alone or behind the sandbox. */
const remoteCalls = /\.(?:run|exec|execute)_?(?:[cC]ommands?|[cC]md)\s*\(/g;
/** A line that begins with a package manager, given to a function or under a name; which is looked at only then. */
const installLine =
	/([(:])\s*(?=[fr]?["'`](?:sudo )?(?:npm|pnpm|yarn|bun|npx|bunx|pip3?|pipx|uv|uvx|brew|cargo|curl|wget|winget) )/g;
/** Functions that carry out what they are given, and none that shows it. */
const carriesOut =
	/\b(?!\w*(?:print|log|show|hint|help|error|warn|echo|format|usage|expect))\w*(?:run|exec|cmd|command|shell|bash|sh|system)\w*\s*\(\s*$/i;
/** Names that do not call it advice. A line is surely one where it installs for the whole machine or runs at once. */
const namesLine =
	/\b(?!\w*(?:hint|help|usage|desc|title|label|error|doc|example|text|tip|note|advice))\w+["']?\s*:\s*$/i;
const globalInstall =
	/^["'`](?:npx -y|npm (?:i|install) -g|bunx|uvx|uv tool install|pipx install|brew install) /;
/** A line under the name of its program: `"x": "x run --all"`. Without an option it may as well be a title. */
const lineOfItsName = /["']([\w-]{2,40})["']\s*[:=]\s*(?=[fr]?["'`]\1\s(?:[^"'`\n]*\s)?--?\w)/g;
/** A program and its arguments by name: `command: "npx", args: ["x"]`; `Command: "npx", Args: []string{"x"}`. */
const pair =
	/["']?\bcommand["']?\s*[:=]\s*(["'])([\w@./-]+)\1\s*,\s*["']?args["']?\s*[:=]\s*(?:&?vec!|\[\]string)?[[{]([^\]}]*)/gi;
/** A program by what it is called: `cli: 'x'`, `"executable": "x"`. */
const namedProgram =
	/(?<![\w-])(?:cli|cli_?command|binary(?:_?name)?|executable)["']?\s*:\s*(["'])([\w-]{3,40})\1/gi;
/** A line for a shell that is a line of the code by itself: what a branch gives, or one of a list. */
const lineAlone = /^[ \t]*(?=(["'`])(?:npx (?:-y|--yes)|bunx|uvx|pnpm dlx) [^"'`\n]*\1[,;)]*[ \t]*$)/gm;
/** The same with any program, in a piece that was copied out of a call. */
const pieceAlone = /^[ \t]*(?=(["'`])[\w./-]+ (?:[^\n]* )?--?\w[^\n]*\1[,;)]*\s*$)/;
/** What is shown to people rather than run. */
const shows = /print|log|show|hint|help|error|warn|echo|usage|message|example|doc|title|description/i;
/** Python that starts itself with a module: `[sys.executable, "-m", "pip", …]`. */
const ownPython = /\[\s*sys\.executable\s*,([^\]]*)/g;

/** A program in a constant: `const tool = options.path || "x";`, `spawn(tool, …)`. */
const programInName =
	/\b(?:spawn|spawnSync|execFile|execFileSync|execa|Popen|exec\.Command)\s*\(\s*\[?\s*([A-Za-z_$][\w$]*)\s*,/g;

/** Longer calls are read up to here. UTF-16 code units. */
const longestCall = 600;
const quickLook =
	/-l?c["'`]|\.(?:sudo|local)\(|\bcli|binary|executable|\[\s*["'`][\w-]{2,40}["'`]\s*,\s*["'`]-|command|(?:run|\bsh)\w{0,40}\(|shell|bash|subprocess|spawn|exec|cmd|argv|popen|open3|system|process|send_?(?:text|input|keys|line)|`|["'](?:npx|bunx|pnpx|uvx|pipx|npm|pnpm|yarn|bun|uv|docker)["' ]|["']([\w-]{2,40})["']\s*[:=]\s*[fr]?["'`]\1\s/i;

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
	readLines(draft);
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

/** Lines for a shell. */
function readLines(draft: Draft): void {
	const { text } = draft;
	const lines = [textStarts, shellOption, namedLine, lineOfItsName];
	for (const match of matchesOf(text, /\.(?:rb|rake)$/.test(draft.path) ? [...lines, rubyStarts] : lines)) {
		readLine(draft, match.index + match[0].length);
	}
	for (const match of matchesOf(text, [installLine])) {
		const at = match.index + match[0].length;
		const before = text.slice(Math.max(0, match.index - 80), at);
		const isLine =
			match[1] === '('
				? carriesOut.test(before)
				: namesLine.test(before) && globalInstall.test(text.slice(at, at + 40));
		if (isLine) {
			readLine(draft, at);
		}
	}
	for (const match of matchesOf(text, [lineAlone])) {
		if (!shows.test(text.slice(Math.max(0, match.index - 120), match.index))) {
			readLine(draft, match.index + match[0].length);
		}
	}
	const [first = ''] = text.slice(0, longestLine).split('\n', 1);
	const piece = first.length < longestLine ? pieceAlone.exec(first) : null;
	if (piece !== null) {
		readLine(draft, piece[0].length);
	}
	for (const match of matchesOf(text, [remoteCalls])) {
		const from = match.index + match[0].length;
		for (const { range } of stringsIn(text, from, endOfCall(text, from))) {
			readLine(draft, range[0] - 1);
		}
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

/** Where any of the patterns stands outside comments. */
function matchesOf(text: string, patterns: readonly RegExp[]): readonly RegExpExecArray[] {
	return patterns
		.flatMap((pattern) => [...text.matchAll(pattern)])
		.filter(({ index }) => !isComment(text, index));
}

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
		(second?.text === first.text || !isNameList(draft, second?.text))
	) {
		readWords(draft, words);
	}
	// The file of a package, which an interpreter in a variable is given.
	for (const word of words.slice(0, 3).filter(({ text }) => text.includes('node_modules/'))) {
		readWords(draft, [{ text: 'node', range: word.range }, word]);
	}
}

/** A list of assistants' names is no command. */
function isNameList({ catalog }: Draft, second: string | undefined): boolean {
	return second !== undefined && catalog.byCommand.has(second);
}

/** The string that begins at `at`, as a line for a shell. */
function readLine(draft: Draft, at: number): void {
	const [line] = stringsIn(draft.text, at, Math.min(draft.text.length, at + longestCall));
	if (line !== undefined && line.range[0] - at <= 3 && /\S\s+\S/.test(line.text)) {
		readScript(draft, withValuesBlanked(sliceOf(draft.text, ...line.range)), 'sh');
	}
}

/** What code puts in: `${x}`, `{x}`, `#{x}`. */
function withValuesBlanked(slice: Slice): Slice {
	return replaceInSlice(slice, /[$#]?\{[^{}\n]*\}/g, (found) => '_'.repeat(found.length));
}

/** The strings between two places, without their quotes. */
function stringsIn(
	text: string,
	from: number,
	end: number,
): readonly { readonly text: string; readonly range: Range }[] {
	const part = text.slice(from, end);
	return [...part.matchAll(/(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map((match) => {
		const start = from + match.index + 1;
		const value = match[2] ?? '';
		return { text: value, range: [start, start + value.length] as const };
	});
}

/** Where the bracket closes that `from` stands behind, or the statement ends. */
function endOfCall(text: string, from: number): number {
	let depth = 1;
	const limit = Math.min(text.length, from + longestCall);
	for (let at = from; at < limit; at += 1) {
		const character = text.charAt(at);
		if ('([{'.includes(character)) {
			depth += 1;
		} else if (')]}'.includes(character)) {
			depth -= 1;
			// Builders go on behind it: `.args(["x"])`.
			if (depth <= 0 && !/^\)?\s*\.args?\(/.test(text.slice(at, at + 80))) {
				return at;
			}
		}
	}
	return limit;
}

/** Whether a place stands in a line that is a comment. Far behind its start it is no line that a person wrote. */
function isComment(text: string, at: number): boolean {
	const before = text.slice(Math.max(0, at - longestLine), at);
	return /^\s*(?:\/\/|\*|\/\*|#)/.test(before.slice(before.lastIndexOf('\n') + 1));
}

import { longestLine } from './codeLines.ts';
import { endOfCall, longestCall, matchesOf, stringsIn } from './codeText.ts';
import { type Draft, readScript } from '../draft.ts';
import { sourceOf } from '../patterns.ts';
import { replaceInSlice, type Slice, sliceOf } from '../slice.ts';

/** Functions that are given a line for a shell; one word alone is none. */
const shellCalls = [
	// JavaScript, Python, PHP, Ruby, Java.
	/\b(?:execSync|execAsync|exec\.(?:exec|getExecOutput))/,
	/\b(?:os\.system|os\.popen|create_subprocess_shell|subprocess\.\w+|check_(?:call|output)|Popen)/,
	/\b(?:shell_exec|passthru|getRuntime\(\)\.exec)/,
	/(?<![.\w])(?:exec|system|popen)/,
	// A terminal, another machine.
	/\bsend_?(?:[tT]ext|[iI]nput|[kK]eys|[lL]ine|[cC]ommand)/,
	/\b(?:commands|c|ctx|context|conn|connection)\.(?:run|sudo|local)/,
];
/** The same before a string, and templates that are carried out. */
const textStarts = new RegExp(sourceOf(shellCalls) + /\s*\(\s*(?=[fr]?["'`])|\$(?=`)/.source, 'g');
const rubyStarts = /(?:=|\bputs|^)[ \t]*(?=`)/gm;
/** An option behind which a list of words has a line for a shell. */
const shellOption = /["'`]-(?:l?c|Command|EncodedCommand)["'`](?:\.\w+\(\))?\s*,\s*(?=[fr]?["'`])/g;
/** A command line by name: `command: "x run"`. */
const namedLine = /(?:command|cmd)["']?\s*[:=]\s*(?:\(\s*)?(?=[fr]?["'`])/gi;
/** Functions of sandboxes, which are given a line, alone or behind the sandbox. */
const remoteCalls = /\.(?:run|exec|execute)_?(?:[cC]ommands?|[cC]md)\s*\(/g;
/** A line that begins with a package manager, given to a function or under a name; which is looked at only then. */
const installLine =
	/([(:])\s*(?=[fr]?["'`](?:sudo )?(?:npm|pnpm|yarn|bun|npx|bunx|pip3?|pipx|uv|uvx|brew|cargo|curl|wget|winget) )/g;
/** Functions that carry out what they are given, and none that shows it. */
const carriesOut =
	/\b(?!\w*(?:print|log|show|hint|help|error|warn|echo|format|usage|expect))\w*(?:run|exec|cmd|command|shell|bash|sh|system)\w*(?:::new)?\s*\(\s*$/i;
/** Names that do not call it advice. A line is surely one where it installs for the whole machine or runs at once. */
const namesLine =
	/\b(?!\w*(?:hint|help|usage|desc|title|label|error|doc|example|text|tip|note|advice))\w+["']?\s*:\s*$/i;
const globalInstall =
	/^["'`](?:npx -y|npm (?:i|install) -g|bunx|uvx|uv tool install|pipx install|brew install) /;
/** A line under the name of its program: `"x": "x run --all"`. Without an option it may as well be a title. */
const lineOfItsName = /["']([\w-]{2,40})["']\s*[:=]\s*(?=[fr]?["'`]\1\s(?:[^"'`\n]*\s)?--?\w)/g;
/** A line for a shell that is a line of the code by itself: what a branch gives, or one of a list. */
const lineAlone = /^[ \t]*(?=(["'`])(?:npx (?:-y|--yes)|bunx|uvx|pnpm dlx) [^"'`\n]*\1[,;)]*[ \t]*$)/gm;
/** The same with any program, in a piece that was copied out of a call. */
const pieceAlone = /^[ \t]*(?=(["'`])[\w./-]+ (?:[^\n]* )?--?\w[^\n]*\1[,;)]*\s*$)/;
/** What is shown to people rather than run. */
const shows = /print|log|show|hint|help|error|warn|echo|usage|message|example|doc|title|description/i;

/** Lines for a shell that code has carried out. */
export function readShellLines(draft: Draft): void {
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
	readLinesAlone(draft);
	for (const match of matchesOf(text, [remoteCalls])) {
		const from = match.index + match[0].length;
		for (const { range } of stringsIn(text, from, endOfCall(text, from))) {
			readLine(draft, range[0] - 1);
		}
	}
}

function readLinesAlone(draft: Draft): void {
	const { text } = draft;
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

import { someWord, type Words, wordsOf } from '../firstLook/words.ts';
import { anyOf } from '../patterns.ts';
import { isInWholeName, type WholeNames, wholeNamesOf } from '../firstLook/wholeNames.ts';

/** What a first look at source code looks for. */
export interface CodeWords {
	/** Words of what code imports, and of the commands that it may start. */
	readonly words: Words;
	/** The names that they are words of, and all others that a command line may have. */
	readonly names: WholeNames;
}

const imported = 1;
/** Only in the list of words that tell nothing without the rest of their name. */
const named = 4;

export function codeWordsOf(given: {
	readonly imported: readonly string[];
	readonly started: readonly string[];
	readonly named: readonly string[];
	readonly names: readonly string[];
}): CodeWords {
	return { words: wordsOf(given.imported, given.started, given.named), names: wholeNamesOf(given.names) };
}

/**
 * The cheap first look at source code, in which only imports and started programs are looked for: a name alone is none.
 * `anyWords` has a word of every name.
 */
export function mayImportAssistant(
	{ words, names }: CodeWords,
	anyWords: Words,
	text: string | Uint8Array,
): boolean {
	// Lines that have one name have more of them, and the longest have thousands.
	let read = { from: 0, to: 0, lists: 0, isWhole: false, passes: false };
	let mayStart = false;
	const isNamed = someWord(words, text, (word) => {
		const { lists } = word;
		const isWhole = isInWholeName(names, text, word);
		if (!isWhole && (mayStart || lists === named)) {
			return false;
		}
		const isRead = read.from <= word.from && word.from < read.to && (read.isWhole || !isWhole);
		if (!isRead || (read.lists & lists) !== lists) {
			const line = lineAt(text, word.from);
			read = { ...line, lists, isWhole, passes: isOfInterest(text, line, lists, isWhole) };
		}
		mayStart ||= read.passes;
		return isWhole && read.passes;
	});
	// `command: "npx",` has a word of `command-code` and tells of a program; what that is may stand in the lines below.
	return (
		isNamed ||
		(mayStart &&
			someWord(anyWords, text, (word) => isInWholeName(names, text, word) && isInString(text, word)))
	);
}

/** A part of a text. */
interface Part {
	readonly from: number;
	readonly to: number;
}

/** Whether a line imports or starts what it names. Without quotes a part of a name tells nothing. */
function isOfInterest(
	text: string | Uint8Array,
	{ from, to }: Part,
	lists: number,
	isWhole: boolean,
): boolean {
	const isImported = (lists & imported) !== 0;
	if (to - from > mostBytes || (!isWhole && !hasQuote(text, { from, to }))) {
		return false;
	}
	const line = textOf(text, from, to);
	return (
		mayCall(line, isImported, isWhole) ||
		(isQuoted(line) &&
			(from === 0 || startingLine.test(textOf(text, Math.max(0, from - lookBack), from))))
	);
}

/** Whether a line of code has to do with programs that it starts. */
const startingLine = anyOf(
	[
		// Functions and classes that start programs, and what they are called in a project.
		/command|subprocess|spawn|exec|\bcmd\b|_cmd\b|argv|popen|\bsystem\(|Open3/,
		/Process(?:\.Start|Builder|StartInfo|\()|\.(?:sudo|local)\(/,
		/(?:run|shell|bash|sh)\w{0,40}\s*\(\s*[fr]?["'`]/,
		/send_?(?:text|input|keys|line)\(|\$`|=\s*`[\w.-]+ -/,
		// Package managers and what is installed by functions of tools.
		/["'](?:npx|bunx|pnpx|uvx|pipx|npm|pnpm|yarn|bun|uv|docker)["']\s*,/,
		/pip_install|session\.install|npm_?install\(|install-?Extension/,
		// A line under the name of its program, images, mocks, folders of a user.
		/["']([\w-]{2,40})["']\s*[:=]\s*[fr]?["'`]\1\s/,
		/image["']?\s*[:=]|Container\(|mock\(|homedir\(\)|Path\.home\(/,
	],
	'i',
);
/** The same where a whole name stands, which is looked for then only. */
const namingLine = anyOf(
	[
		// A program or a package by what it is called.
		/\b(?:cli|binary|executable)\w{0,10}["']?\s*:\s*["']/,
		/["'`]@[\w.-]+\/[\w.-]+(?:[@/][\w./^~-]*)?["'`]/,
		// A list that begins with a command and an option, and a line for a shell.
		/\[\s*["'`][\w-]{2,40}["'`]\s*,\s*["'`][\w-]/,
		/:\s*["'`](?:npx -y|npm (?:i|install) -g|bunx|uvx|uv tool|pipx|brew) /,
		// A setting, a variable that is given.
		/["'][A-Za-z][\w-]{1,40}(?:\.[\w-]+)+["']\s*:/,
		/(?:^|[{,])\s*["']?[A-Z][A-Z0-9]*_[A-Z0-9_]+["']?\s*[:=]>?\s*(?:["'`]|process\.env)/,
		/\benv(?:iron)?[.[]["']?[A-Z][A-Z0-9_]+["'\]]*\s*=/,
		// A line for a shell by itself, a folder of an extension's.
		/^\s*["'`](?:npx (?:-y|--yes)|bunx|uvx|pnpm dlx) /,
		/globalStorage|[,/]\s*["'`]settings["'`]/,
		// A variable that is read, a file in an assistant's folder.
		/getenv|setenv|stubEnv|environ\b|set_var|process\.env|Deno\.env|env::var|\bENV[.[]|\benv\(/,
		/[=:(]\s*["'`]\.[\w-]+\/[\w./-]/,
		/[,/]\s*["'](?:\.[a-z]|[a-z][\w-]*\.(?:jsonc?|toml)["']|[A-Z]+\.md["'])/,
		// A folder of a user.
		/[~}]\/\.[a-z]|Application Support|APPDATA/,
		// Where a server listens.
		/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal):\d/,
		// A constant that may hold a program.
		/(?:=|\?\?|\|\|)\s*["'`][\w.-]{2,40}["'`]\s*;?\s*$/,
	],
	'i',
);
/** Whether a line is a string alone, or begins a list with one: that may be a command. */
function isQuoted(line: string): boolean {
	const [, bracket = '', quote] = /^\s*([[({]*)\s*(["'`])/.exec(line) ?? [];
	return quote !== undefined && (bracket !== '' || line.trimEnd().replace(/,$/, '').endsWith(quote));
}

/** How far above that line the list is looked for that it stands in. UTF-16 code units. */
const lookBack = 200;

/** What every way to import has in its line; in Go a quoted path alone. */
export const importingLine =
	/import|export|require|from|use|using|extern|mock|dependencies|^\s*(?:[\w.]+\s+)?["']/;

function mayCall(line: string, isImported: boolean, isWhole: boolean): boolean {
	return (
		!commentLine.test(line) &&
		((isImported && importingLine.test(line)) ||
			(isWhole && line.includes('process.env.')) ||
			(/["'`]/.test(line) && (startingLine.test(line) || (isWhole && namingLine.test(line)))))
	);
}

/** A line that is a comment, in all languages that are read as code. */
export const commentLine = /^\s*(?:\/\/|\*|\/\*|#(?! dependencies = ))/;

/** Longer lines of code are not read: no person writes them. UTF-16 code units. */
export const longestLine = 2000;

/** A character has three bytes at the most for each code unit. */
const mostBytes = longestLine * 3;

/** The line in which the word at `at` stands, or as much of it as shows that it is longer than what is read. */
function lineAt(text: string | Uint8Array, at: number): Part {
	const isEnd = (place: number): boolean => codeAt(text, place) === lineEnd;
	let from = at;
	while (from > 0 && at - from <= mostBytes && !isEnd(from - 1)) {
		from -= 1;
	}
	let to = at;
	while (to < text.length && to - at <= mostBytes && !isEnd(to)) {
		to += 1;
	}
	return { from, to };
}

/** Whether there is a string: what is started stands in one. Less work than to make a text of the bytes first. */
function hasQuote(text: string | Uint8Array, { from, to }: Part): boolean {
	for (let at = from; at < to; at += 1) {
		if (isQuote(codeAt(text, at))) {
			return true;
		}
	}
	return false;
}

/** Whether quotes stand before and behind a word in its line, no further from it than a line may be long. */
function isInString(text: string | Uint8Array, { from, to }: Part): boolean {
	return ([-1, 1] as const).every((step) => {
		let at = step < 0 ? from - 1 : to;
		for (let left = longestLine; left > 0 && at >= 0 && at < text.length; left -= 1) {
			const code = codeAt(text, at);
			if (isQuote(code) || code === lineEnd) {
				return code !== lineEnd;
			}
			at += step;
		}
		return false;
	});
}

function isQuote(code: number | undefined): boolean {
	return code === 34 || code === 39 || code === 96;
}

function codeAt(text: string | Uint8Array, at: number): number | undefined {
	return typeof text === 'string' ? text.charCodeAt(at) : text[at];
}

/** A part as a text, of bytes for each a character: all that is looked for is ASCII. */
export function textOf(text: string | Uint8Array, from: number, to: number): string {
	if (typeof text === 'string') {
		return text.slice(from, to);
	}
	// `apply` takes whatever has a length; to spread the bytes takes six times as long.
	return String.fromCharCode.apply(undefined, text.subarray(from, to) as unknown as number[]);
}

const lineEnd = 10;

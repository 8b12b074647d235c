import { type Command, type Word, unknownText } from './reading.ts';
import { type ShCursor, skipParenthesis } from './shCursor.ts';
import { type Draft, newDraft } from './shDraft.ts';
import { readHeredocs, readRedirect } from './shRedirect.ts';
import { readWord } from './shWord.ts';

interface Block {
	readonly kind: 'group' | 'case' | 'other';
	/** The function that the commands behind the block belong to. */
	readonly outer: string | undefined;
}

interface List {
	readonly cursor: ShCursor;
	readonly close: '' | ')';
	readonly commands: Command[];
	readonly blocks: Block[];
	draft: Draft;
	/** The name of a function whose body comes next. */
	functionAhead: string | undefined;
	/** A pattern of `case` comes next. */
	patternAhead: boolean;
	/** Parentheses that were opened in this list. */
	parentheses: (string | undefined)[];
	inTest: boolean;
}

const maxDepth = 24;
const openers = new Set(['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!']);
const fishOpeners = new Set(['if', 'else', 'while', 'and', 'or', 'not', 'begin', '!']);
const fishBlocks = new Set(['if', 'while', 'begin', 'for', 'switch', 'function']);
const closers = new Set(['fi', 'done']);
const assignment = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/;

/** Reads commands up to and over `close`, or to the end of the text. */
export function readList(cursor: ShCursor, close: '' | ')'): readonly Command[] {
	if (cursor.depth >= maxDepth) {
		cursor.problem ??= 'tooDeep';
		cursor.at = cursor.text.length;
		return [];
	}
	cursor.depth += 1;
	const list: List = {
		cursor,
		close,
		commands: [],
		blocks: [],
		draft: newDraft(),
		functionAhead: undefined,
		patternAhead: false,
		parentheses: [],
		inTest: false,
	};
	let open = true;
	while (open && cursor.at < cursor.text.length) {
		open = readNext(list);
	}
	endCommand(list);
	if (open && close === ')') {
		cursor.problem ??= 'unfinishedBlock';
	}
	cursor.depth -= 1;
	return list.commands;
}

/** Reads one word, operator or space; `false` where the list is closed. */
function readNext(list: List): boolean {
	const { cursor } = list;
	const { text } = cursor;
	const character = text.charAt(cursor.at);
	const next = text.charAt(cursor.at + 1);
	if (list.patternAhead && !/[\s;]/.test(character)) {
		return readPattern(list);
	}
	switch (character) {
		case ' ':
		case '\t':
		case '\r':
			cursor.at += 1;
			return true;
		case '\n':
			endCommand(list);
			cursor.at += 1;
			if (cursor.heredocs.length > 0) {
				list.commands.push(...readHeredocs(cursor));
			}
			return true;
		case '\\':
			if (next === '\n') {
				cursor.at += 2;
				return true;
			}
			break;
		case ';':
			endCommand(list);
			cursor.at += 1;
			if (next === ';' || next === '&') {
				cursor.at += 1;
				list.patternAhead = list.blocks.at(-1)?.kind === 'case';
			}
			return true;
		case '&':
			if (next === '>') {
				break;
			}
			if (list.inTest) {
				cursor.at += 1;
				return true;
			}
			cursor.at += next === '&' ? 2 : 1;
			endCommand(list);
			return true;
		case '|': {
			cursor.at += next === '|' || next === '&' ? 2 : 1;
			if (!list.inTest) {
				const piped = endCommand(list) ?? list.commands.at(-1);
				list.draft.pipedFrom = next === '|' ? undefined : piped;
			}
			return true;
		}
		case '(':
			if (cursor.dialect === 'fish') {
				break;
			}
			return readOpening(list);
		case ')':
			return readClosing(list);
		case '#': {
			const end = text.indexOf('\n', cursor.at);
			cursor.at = end < 0 ? text.length : end;
			return true;
		}
		default:
			break;
	}
	if (/[<>&\d{]/.test(character) && !list.inTest && readRedirect(cursor, list.draft)) {
		return true;
	}
	const before = cursor.at;
	const words = readWord(cursor);
	if (cursor.at === before) {
		cursor.at += 1;
		return true;
	}
	for (const word of words) {
		addWord(list, word);
	}
	return true;
}

function readOpening(list: List): boolean {
	const { cursor, draft } = list;
	if (list.inTest) {
		cursor.at += 1;
		return true;
	}
	const [name] = draft.words;
	if (name !== undefined && draft.words.length === 1 && /^\s*\)/.test(cursor.text.slice(cursor.at + 1, cursor.at + 9))) {
		list.functionAhead = name.text;
		list.draft = newDraft();
		cursor.at = cursor.text.indexOf(')', cursor.at) + 1;
		cursor.plain = false;
		return true;
	}
	if (cursor.text.startsWith('((', cursor.at) && draft.words.length === 0) {
		skipParenthesis(cursor);
		return true;
	}
	if (draft.words.length > 0) {
		// No shell has a parenthesis here; `x=(…)` and patterns were read as words.
		skipParenthesis(cursor);
		return true;
	}
	const pipedFrom = endCommand(list) ?? draft.pipedFrom;
	cursor.plain = false;
	list.parentheses.push(cursor.definedIn);
	cursor.definedIn = list.functionAhead ?? cursor.definedIn;
	list.functionAhead = undefined;
	list.draft.pipedFrom = pipedFrom;
	cursor.at += 1;
	return true;
}

function readClosing(list: List): boolean {
	const { cursor } = list;
	cursor.at += 1;
	if (list.inTest) {
		return true;
	}
	if (list.parentheses.length > 0) {
		const last = endCommand(list);
		cursor.definedIn = list.parentheses.pop();
		list.draft.pipedFrom = last;
		return true;
	}
	if (list.close === ')') {
		endCommand(list);
		return false;
	}
	// The arm of a `case` that lies outside the text: what stands before is its pattern.
	dropPattern(list);
	return true;
}

/** Skips the pattern of a `case` arm, or meets its end. */
function readPattern(list: List): boolean {
	const { cursor } = list;
	list.patternAhead = false;
	if (/^esac\b/.test(cursor.text.slice(cursor.at, cursor.at + 5))) {
		cursor.at += 4;
		list.blocks.pop();
		return true;
	}
	const arm = /\(?((?:[^\s()'"]|"[^"]*"|'[^']*'|\s)*?)\)/y;
	arm.lastIndex = cursor.at;
	if (arm.exec(cursor.text) === null) {
		cursor.problem ??= 'unfinishedBlock';
		cursor.at = cursor.text.length;
	} else {
		cursor.at = arm.lastIndex;
	}
	return true;
}

function dropPattern(list: List): void {
	let before = list.draft.pipedFrom;
	while (before !== undefined && list.commands.at(-1) === before) {
		list.commands.pop();
		before = before.pipedFrom;
	}
	list.draft = newDraft();
}

function addWord(list: List, word: Word): void {
	const { cursor, draft } = list;
	if (draft.words.length > 0) {
		if (list.inTest && word.text === ']]') {
			list.inTest = false;
		}
		draft.words.push(word);
		return;
	}
	// The name must stand there unquoted; the value may be quoted.
	if (cursor.dialect !== 'fish' && assignment.test(cursor.text.slice(word.start, word.end))) {
		draft.assignments.push(word);
		return;
	}
	if (!word.quoted && draft.assignments.length === 0 && readKeyword(list, word.text)) {
		return;
	}
	if (word.text === '[[') {
		cursor.plain = false;
		list.inTest = true;
	}
	const equals = cursor.dialect === 'zsh' && !word.quoted && /^=\w/.test(word.text);
	draft.words.push(equals ? { ...word, text: word.text.slice(1) } : word);
}

/** Takes a keyword at the start of a command; `false` where the word is none. */
function readKeyword(list: List, text: string): boolean {
	const { cursor } = list;
	const fish = cursor.dialect === 'fish';
	if (fish && fishBlocks.has(text) && !(text === 'if' && list.blocks.at(-1)?.kind === 'other' && elseBefore(list))) {
		list.blocks.push({ kind: 'other', outer: cursor.definedIn });
	}
	if ((fish ? fishOpeners : openers).has(text) || closers.has(text)) {
		cursor.plain = false;
		return true;
	}
	switch (text) {
		case '{':
			cursor.plain = false;
			list.blocks.push({ kind: 'group', outer: cursor.definedIn });
			cursor.definedIn = list.functionAhead ?? cursor.definedIn;
			list.functionAhead = undefined;
			return true;
		case '}':
		case 'end':
		case 'esac': {
			if (text === 'end' && !fish) {
				return false;
			}
			const block = list.blocks.pop();
			if (block !== undefined) {
				cursor.definedIn = block.outer;
			}
			return true;
		}
		case 'for':
		case 'select':
			readLoopHead(list);
			return true;
		case 'case':
		case 'switch':
			if (fish === (text === 'case')) {
				// In fish `case` begins an arm and `switch` the whole; both are followed by mere words.
				skipToEnd(list);
				return fish;
			}
			if (fish) {
				skipToEnd(list);
				return true;
			}
			readCaseHead(list);
			return true;
		case 'function':
			readFunctionHead(list);
			return true;
		default:
			return false;
	}
}

function elseBefore(list: List): boolean {
	return /\belse\s+if$/.test(list.cursor.text.slice(Math.max(0, list.cursor.at - 12), list.cursor.at));
}

/** Skips the words up to the end of the command. */
function skipToEnd({ cursor }: List): void {
	const rest = /[^;\n]*/y;
	rest.lastIndex = cursor.at;
	rest.exec(cursor.text);
	cursor.at = rest.lastIndex;
	cursor.plain = false;
}

/** `for name in words`: the name takes every one of the words. */
function readLoopHead(list: List): void {
	const { cursor } = list;
	const head = /\s+([A-Za-z_]\w*)(?:\s+in\b)?/y;
	cursor.plain = false;
	head.lastIndex = cursor.at;
	const name = head.exec(cursor.text)?.[1];
	if (name === undefined) {
		return;
	}
	cursor.at = head.lastIndex;
	const values: string[] = [];
	while (cursor.at < cursor.text.length) {
		const character = cursor.text.charAt(cursor.at);
		if (character === ' ' || character === '\t') {
			cursor.at += 1;
			continue;
		}
		const before = cursor.at;
		const words = readWord(cursor);
		if (cursor.at === before) {
			break;
		}
		for (const word of words) {
			list.draft.inner.push(...(word.inner ?? []));
			values.push(word.text);
		}
	}
	cursor.variables.set(name, values.length === 0 ? [unknownText] : values.slice(0, 64));
	endCommand(list);
}

function readCaseHead(list: List): void {
	const { cursor } = list;
	const head = /\s+(?:[^\s"'();]|"[^"]*"|'[^']*')+\s+in\b/y;
	cursor.plain = false;
	head.lastIndex = cursor.at;
	if (head.exec(cursor.text) !== null) {
		cursor.at = head.lastIndex;
	}
	list.blocks.push({ kind: 'case', outer: cursor.definedIn });
	list.patternAhead = true;
}

function readFunctionHead(list: List): void {
	const { cursor } = list;
	const head = /[ \t]+([^\s(){};]+)(?:[ \t]*\([ \t]*\))?/y;
	cursor.plain = false;
	head.lastIndex = cursor.at;
	const name = head.exec(cursor.text)?.[1];
	if (name === undefined) {
		return;
	}
	cursor.at = head.lastIndex;
	if (cursor.dialect === 'fish') {
		skipToEnd(list);
		cursor.definedIn = name;
	} else {
		list.functionAhead = name;
	}
}

/** Ends the command in the making and returns it, so that a pipe can say where its input comes from. */
function endCommand(list: List): Command | undefined {
	const { cursor, draft } = list;
	list.inTest = false;
	list.draft = newDraft();
	const { words, assignments } = draft;
	if (words.length === 0) {
		remember(cursor, assignments);
	}
	for (const word of assignments) {
		draft.inner.push(...(word.inner ?? []));
	}
	for (const word of words) {
		if (word.inner !== undefined) {
			draft.inner.push(...word.inner);
		}
	}
	list.commands.push(...draft.inner);
	if (words.length === 0 && assignments.length === 0) {
		return undefined;
	}
	if (cursor.dialect === 'fish' && words[0]?.text === 'set') {
		rememberSet(cursor, words);
	}
	draft.definedIn = cursor.definedIn;
	list.commands.push(draft);
	return draft;
}

/** fish: `set -l name value …`. */
function rememberSet(cursor: ShCursor, words: readonly Word[]): void {
	const [name, ...values] = words.slice(1).filter((word) => !word.text.startsWith('-'));
	if (name !== undefined && values.length > 0) {
		cursor.variables.set(name.text, [values.map((word) => word.text).join(' ')]);
	}
}

/** Keeps the values of `name=value` for the commands behind it. */
function remember(cursor: ShCursor, assignments: readonly Word[]): void {
	for (const { text } of assignments) {
		const name = assignment.exec(text)?.[1];
		if (name !== undefined) {
			cursor.variables.set(name, [text.slice(text.indexOf('=') + 1)]);
		}
	}
}

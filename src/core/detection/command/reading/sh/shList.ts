import { type Command, type Word } from '../reading.ts';
import { endCommand, isAssignment, type ShList } from './shCommand.ts';
import { type ShCursor, skipParenthesis } from './shCursor.ts';
import { newDraft } from '../commandDraft.ts';
import { readKeyword, readPattern } from './shKeywords.ts';
import { readHeredocs, readRedirect } from './shRedirect.ts';
import { readWord } from './shWord.ts';

const maxDepth = 24;

/** Reads commands up to and over `close`, or to the end of the text. */
export function readList(cursor: ShCursor, close: '' | ')'): readonly Command[] {
	if (cursor.depth >= maxDepth) {
		cursor.problem ??= 'tooDeep';
		cursor.at = cursor.text.length;
		return [];
	}
	cursor.depth += 1;
	const list: ShList = {
		cursor,
		close,
		commands: [],
		blocks: [],
		parentheses: [],
		draft: newDraft(),
		functionAhead: undefined,
		patternAhead: false,
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
function readNext(list: ShList): boolean {
	const { cursor } = list;
	const character = cursor.text.charAt(cursor.at);
	if (list.patternAhead && !/[\s;]/.test(character)) {
		return readPattern(list);
	}
	const operator = Object.hasOwn(operators, character) ? operators[character] : undefined;
	const taken = operator?.(list, cursor.text.charAt(cursor.at + 1));
	if (taken !== undefined) {
		return taken;
	}
	if (/[<>&\d{]/.test(character) && !list.inTest && readRedirect(cursor, list.draft)) {
		return true;
	}
	const before = cursor.at;
	const words = readWord(cursor);
	if (cursor.at === before) {
		cursor.at += 1;
	}
	for (const word of words) {
		if (word.end > before) {
			addWord(list, word);
		}
	}
	return true;
}

/** What ends or joins commands. `undefined`: the character begins a word here; `false`: the list is closed. */
const operators: Readonly<Record<string, (list: ShList, next: string) => boolean | undefined>> = {
	' ': skipOne,
	'\t': skipOne,
	'\r': skipOne,
	'\n': readLineEnd,
	'\\': (list, next) => (next === '\n' ? skip(list, 2) : undefined),
	';': readSemicolon,
	'&': readAmpersand,
	'|': readPipe,
	'(': (list) => (list.cursor.dialect === 'fish' ? undefined : readOpening(list)),
	')': readClosing,
	'#': skipComment,
};

function skip({ cursor }: ShList, count: number): true {
	cursor.at += count;
	return true;
}

function skipOne(list: ShList): true {
	return skip(list, 1);
}

function readLineEnd(list: ShList): true {
	const { cursor } = list;
	endCommand(list);
	cursor.at += 1;
	if (cursor.heredocs.length > 0) {
		list.commands.push(...readHeredocs(cursor));
	}
	return true;
}

function readSemicolon(list: ShList, next: string): true {
	endCommand(list);
	if (next !== ';' && next !== '&') {
		return skip(list, 1);
	}
	list.patternAhead = list.blocks.at(-1)?.kind === 'case';
	return skip(list, 2);
}

function readAmpersand(list: ShList, next: string): true | undefined {
	if (next === '>') {
		return undefined;
	}
	if (!list.inTest) {
		endCommand(list);
	}
	return skip(list, next === '&' ? 2 : 1);
}

function readPipe(list: ShList, next: string): true {
	if (!list.inTest) {
		const piped = endCommand(list) ?? list.commands.at(-1);
		list.draft.pipedFrom = next === '|' ? undefined : piped;
	}
	return skip(list, next === '|' || next === '&' ? 2 : 1);
}

function skipComment({ cursor }: ShList): true {
	const end = cursor.text.indexOf('\n', cursor.at);
	cursor.at = end < 0 ? cursor.text.length : end;
	return true;
}

function readOpening(list: ShList): boolean {
	const { cursor, draft } = list;
	if (list.inTest) {
		cursor.at += 1;
		return true;
	}
	if (readFunctionName(list)) {
		return true;
	}
	if (draft.words.length > 0 || cursor.text.startsWith('((', cursor.at)) {
		// Arithmetic; behind words no shell has a parenthesis, as `x=(…)` and patterns were read with them.
		skipParenthesis(cursor);
		return true;
	}
	const pipedFrom = endCommand(list) ?? draft.pipedFrom;
	list.parentheses.push(cursor.definedIn);
	cursor.definedIn = list.functionAhead ?? cursor.definedIn;
	list.functionAhead = undefined;
	list.draft.pipedFrom = pipedFrom;
	cursor.at += 1;
	return true;
}

/** `name()` begins a function; its body comes next. */
function readFunctionName(list: ShList): boolean {
	const { cursor, draft } = list;
	const [name] = draft.words;
	const empty = /\(\s*\)/y;
	empty.lastIndex = cursor.at;
	if (name === undefined || draft.words.length > 1 || empty.exec(cursor.text) === null) {
		return false;
	}
	list.functionAhead = name.text;
	list.draft = newDraft();
	cursor.at = empty.lastIndex;
	return true;
}

function readClosing(list: ShList): boolean {
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

function dropPattern(list: ShList): void {
	let before = list.draft.pipedFrom;
	while (before !== undefined && list.commands.at(-1) === before) {
		list.commands.pop();
		before = before.pipedFrom;
	}
	list.draft = newDraft();
}

function addWord(list: ShList, word: Word): void {
	const { cursor, draft } = list;
	if (draft.words.length > 0) {
		list.inTest &&= word.text !== ']]';
		draft.words.push(word);
	} else if (isAssignment(cursor, word)) {
		draft.assignments.push(word);
	} else if (word.quoted || draft.assignments.length > 0 || !readKeyword(list, word)) {
		addName(list, word);
	}
}

/** The first word of a command. */
function addName(list: ShList, word: Word): void {
	const { cursor, draft } = list;
	if (word.text === '[[') {
		list.inTest = true;
	}
	// zsh: `=name` is the path of that program.
	const equals = cursor.dialect === 'zsh' && !word.quoted && /^=\w/.test(word.text);
	draft.words.push(equals ? { ...word, text: word.text.slice(1) } : word);
}

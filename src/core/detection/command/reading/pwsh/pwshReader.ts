import type { PwshCursor, PwshList } from './pwshCursor.ts';
import { addWord, endStatement, isText } from './pwshStatement.ts';
import { evaluating, readPwshWord } from './pwshWord.ts';
import { type Command, type Reading, unknownText, type Word } from '../reading.ts';
import { newDraft } from '../commandDraft.ts';

const maxDepth = 24;

/**
 * Reads a PowerShell command line (about_Parsing, about_Operators): pipelines, call operators, script blocks,
 * subexpressions, strings and here-strings. Statements that are expressions and not commands run nothing.
 */
export function readPowershell(text: string): Reading {
	const cursor: PwshCursor = {
		text,
		variables: new Map(),
		lists: new Map(),
		at: 0,
		depth: 0,
		definedIn: undefined,
		plain: true,
		problem: undefined,
		readList,
	};
	const commands: Command[] = [];
	while (cursor.at < text.length) {
		commands.push(...readList(cursor, ''));
	}
	return { commands, plain: cursor.plain, problem: cursor.problem };
}

function readList(cursor: PwshCursor, close: '' | ')' | '}'): readonly Command[] {
	if (cursor.depth >= maxDepth) {
		cursor.problem ??= 'tooDeep';
		cursor.at = cursor.text.length;
		return [];
	}
	cursor.depth += 1;
	const list: PwshList = {
		cursor,
		commands: [],
		draft: newDraft(),
		called: false,
		functionAhead: undefined,
	};
	let closed = close === '';
	while (cursor.at < cursor.text.length) {
		const character = cursor.text.charAt(cursor.at);
		if (character === ')' || character === '}') {
			cursor.at += 1;
			if (character === close || close === '') {
				closed = true;
				break;
			}
			continue;
		}
		readNext(list, character);
	}
	endStatement(list);
	if (!closed) {
		cursor.problem ??= 'unfinishedBlock';
	}
	cursor.depth -= 1;
	return list.commands;
}

function readNext(list: PwshList, character: string): void {
	const { cursor } = list;
	const operator = Object.hasOwn(operators, character) ? operators[character] : undefined;
	if (operator?.(list, cursor.text.charAt(cursor.at + 1)) === true || readRedirect(cursor)) {
		return;
	}
	const before = cursor.at;
	const word = readPwshWord(cursor);
	if (cursor.at === before) {
		cursor.at += 1;
	} else {
		addWord(list, word);
	}
}

/** What parts and joins statements; `false` where the character begins a word. */
const operators: Readonly<Record<string, (list: PwshList, next: string) => boolean>> = {
	' ': (list) => skip(list, 1),
	'\t': (list) => skip(list, 1),
	'\r': (list) => skip(list, 1),
	',': (list) => skip(list, 1),
	'\n': endAndSkip,
	';': endAndSkip,
	'|': (list, next) => {
		const piped = endStatement(list);
		list.draft.pipedFrom = next === '|' ? undefined : piped;
		return skip(list, next === '|' ? 2 : 1);
	},
	'&': readAmpersand,
	'#': (list) => skipTo(list, '\n', 0),
	'<': (list, next) => next === '#' && skipTo(list, '#>', 2),
	'.': (list, next) => {
		if (list.draft.words.length > 0 || !/\s/.test(next)) {
			return false;
		}
		list.called = true;
		return skip(list, 1);
	},
	'{': readBlock,
	'(': (list) => {
		skip(list, 1);
		return addValue(list, list.cursor.readList(list.cursor, ')'));
	},
	'@': readAt,
	// The line goes on.
	'`': (list, next) => (next === '\n' ? skip(list, 2) : next === '\r' && skip(list, 3)),
};

function skip({ cursor }: PwshList, count: number): true {
	cursor.at += count;
	return true;
}

function skipTo({ cursor }: PwshList, mark: string, over: number): true {
	const end = cursor.text.indexOf(mark, cursor.at);
	cursor.at = end < 0 ? cursor.text.length : end + over;
	return true;
}

function endAndSkip(list: PwshList): true {
	endStatement(list);
	return skip(list, 1);
}

/** `&&`, the call operator, or a job in the background. */
function readAmpersand(list: PwshList, next: string): true {
	if (next === '&' || list.draft.words.length > 0) {
		endStatement(list);
	} else {
		list.called = true;
	}
	return skip(list, next === '&' ? 2 : 1);
}

/** `@( … )` and `@{ … }`; other words may begin with `@` as well. */
function readAt(list: PwshList, next: string): boolean {
	const { cursor } = list;
	if (next === '(') {
		skip(list, 2);
		return addValue(list, cursor.readList(cursor, ')'));
	}
	if (next !== '{') {
		return false;
	}
	skip(list, 2);
	cursor.readList(cursor, '}');
	return true;
}

/** `{ … }`: a script block, which whoever takes it runs, or a statement's body. */
function readBlock(list: PwshList): true {
	const { cursor } = list;
	cursor.at += 1;
	cursor.plain &&= list.functionAhead === undefined;
	const outer = cursor.definedIn;
	cursor.definedIn = list.functionAhead ?? outer;
	const commands = cursor.readList(cursor, '}');
	cursor.definedIn = outer;
	list.functionAhead = undefined;
	if (list.draft.words.length === 0 && !list.called) {
		list.commands.push(...commands);
	} else {
		list.draft.inner.push(...commands);
	}
	return true;
}

/** `( … )` among the words: its commands run; where it is plain strings, they are words. */
function addValue(list: PwshList, commands: readonly Command[]): true {
	const values = commands.flatMap((command) => (isText(command) ? command.words.slice(1) : []));
	if (values.length > 0 && commands.every(isText)) {
		for (const word of joined(values)) {
			addWord(list, word);
		}
		return true;
	}
	const { draft } = list;
	const first = commands.find((one) => !isText(one) && one.words[0]?.text !== evaluating);
	draft.inner.push(...commands);
	if (list.called && draft.words.length === 0 && first !== undefined) {
		const target = first.words.findLast((word) => !word.text.startsWith('-'));
		// The name is computed, so no word of the line is it.
		const at = target?.start ?? 0;
		draft.words.push({ text: target?.text ?? unknownText, start: at, end: at, quoted: true });
	}
	return true;
}

/** `"cla" + "ude"` is one string. */
function joined(values: readonly Word[]): readonly Word[] {
	const [first] = values;
	if (first === undefined || !values.some((word) => word.text === '+')) {
		return values;
	}
	const parts = values.filter((word) => word.text !== '+').map((word) => word.text);
	return [{ ...first, text: parts.join('') }];
}

function readRedirect(cursor: PwshCursor): boolean {
	const operator = /[\d*]?(?:>>|>&\d|>)|</y;
	operator.lastIndex = cursor.at;
	const found = operator.exec(cursor.text)?.[0];
	if (found === undefined) {
		return false;
	}
	cursor.at += found.length;
	if (!found.includes('&') && found !== '<') {
		while (cursor.text[cursor.at] === ' ') {
			cursor.at += 1;
		}
		readPwshWord(cursor);
	}
	return true;
}

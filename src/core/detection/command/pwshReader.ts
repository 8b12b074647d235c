import { type Command, type Reading, type ReadProblem, type Word, unknownText } from './reading.ts';
import { readPwshWord } from './pwshWord.ts';
import { type Draft, newDraft } from './shDraft.ts';

/** Where the reader is in the text, and what it has learnt on the way. */
export interface PwshCursor {
	readonly text: string;
	/** Values of variables set on the line, by lower-case name. */
	readonly variables: Map<string, string>;
	at: number;
	depth: number;
	definedIn: string | undefined;
	plain: boolean;
	problem: ReadProblem | undefined;
	readonly readList: (cursor: PwshCursor, close: '' | ')' | '}') => readonly Command[];
}

interface List {
	readonly cursor: PwshCursor;
	readonly commands: Command[];
	draft: Draft;
	/** `&` or `.` stands in front: what follows is a command, even in quotes. */
	called: boolean;
	/** A function's body comes next. */
	functionAhead: string | undefined;
}

const maxDepth = 24;
const keywords = /^(?:if|elseif|else|while|for|foreach|switch|try|catch|finally|do|until|return|throw|exit|begin|process|end|in|trap|data|parallel|sequence)$/i;

/**
 * Reads a PowerShell command line (about_Parsing, about_Operators): pipelines, call operators, script blocks,
 * subexpressions, strings and here-strings. Statements that are expressions and not commands run nothing.
 */
export function readPowershell(text: string): Reading {
	const cursor: PwshCursor = {
		text,
		variables: new Map(),
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
	const list: List = { cursor, commands: [], draft: newDraft(), called: false, functionAhead: undefined };
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
	endCommand(list);
	if (!closed) {
		cursor.problem ??= 'unfinishedBlock';
	}
	cursor.depth -= 1;
	return list.commands;
}

function readNext(list: List, character: string): void {
	const { cursor, draft } = list;
	const { text } = cursor;
	const next = text.charAt(cursor.at + 1);
	switch (character) {
		case ' ':
		case '\t':
		case '\r':
		case ',':
			cursor.at += 1;
			return;
		case '\n':
		case ';':
			endCommand(list);
			cursor.at += 1;
			return;
		case '|': {
			const piped = endCommand(list);
			cursor.at += next === '|' ? 2 : 1;
			list.draft.pipedFrom = next === '|' ? undefined : piped;
			return;
		}
		case '&':
			cursor.at += next === '&' ? 2 : 1;
			if (next === '&' || draft.words.length > 0) {
				endCommand(list);
			} else {
				list.called = true;
			}
			return;
		case '#': {
			const end = text.indexOf('\n', cursor.at);
			cursor.at = end < 0 ? text.length : end;
			return;
		}
		case '<':
			if (next === '#') {
				const end = text.indexOf('#>', cursor.at);
				cursor.at = end < 0 ? text.length : end + 2;
				return;
			}
			break;
		case '.':
			if (draft.words.length === 0 && /\s/.test(next)) {
				list.called = true;
				cursor.at += 1;
				return;
			}
			break;
		case '{':
			readBlock(list);
			return;
		case '(':
			cursor.at += 1;
			addValue(list, cursor.readList(cursor, ')'));
			return;
		case '@':
			if (next === '(') {
				cursor.at += 2;
				addValue(list, cursor.readList(cursor, ')'));
				return;
			}
			if (next === '{') {
				cursor.at += 2;
				cursor.readList(cursor, '}');
				return;
			}
			break;
		default:
			break;
	}
	if (readRedirect(cursor)) {
		return;
	}
	const before = cursor.at;
	const word = readPwshWord(cursor);
	if (cursor.at === before) {
		cursor.at += 1;
		return;
	}
	addWord(list, word);
}

/** `{ … }`: a script block, which whoever takes it runs, or a statement's body. */
function readBlock(list: List): void {
	const { cursor } = list;
	cursor.at += 1;
	cursor.plain = false;
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
}

/** `( … )` among the words: its commands run; where it is plain strings, they are words. */
function addValue(list: List, commands: readonly Command[]): void {
	const values = commands.flatMap((command) => (isText(command) ? command.words.slice(1) : []));
	if (values.length > 0 && commands.every(isText)) {
		const joined = values.some((word) => word.text === '+')
			? [{ ...(values[0] as Word), text: values.filter((word) => word.text !== '+').map((word) => word.text).join('') }]
			: values;
		for (const word of joined) {
			addWord(list, word);
		}
		return;
	}
	const [first] = commands;
	list.draft.inner.push(...commands);
	if (list.called && list.draft.words.length === 0 && first !== undefined) {
		const target = first.words.findLast((word) => !word.text.startsWith('-'));
		list.draft.words.push({ ...(target ?? { start: 0, end: 0, quoted: true }), text: target?.text ?? unknownText });
	}
}

/** A statement that is a string prints it; it is kept as `echo`, so that a pipe knows its text. */
function isText(command: Command): boolean {
	return command.words[0]?.text === 'echo' && command.words[0].start === command.words[0].end;
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

function addWord(list: List, word: Word): void {
	const { cursor, draft } = list;
	const { text } = cursor;
	if (draft.words.length > 0) {
		draft.words.push(word);
		return;
	}
	const source = text.slice(word.start, word.end);
	if (list.called) {
		draft.words.push(word);
		return;
	}
	const assigned = /^\s*(?:[+?*/-]|\?\?)?=(?!=)/.exec(text.slice(cursor.at, cursor.at + 8));
	const variable = /^(?:\[[^\]]*\]\s*)?\$\{?((?:\w+:)?\w+)/.exec(source)?.[1]?.toLowerCase();
	if (variable !== undefined && assigned !== null) {
		cursor.at += assigned[0].length;
		remember(cursor, variable);
		return;
	}
	if (!word.quoted && keywords.test(source)) {
		cursor.plain = false;
		return;
	}
	if (/^(?:function|filter)$/i.test(source)) {
		const name = /\s+([\w:-]+)/y;
		name.lastIndex = cursor.at;
		list.functionAhead = name.exec(text)?.[1]?.toLowerCase();
		cursor.at = list.functionAhead === undefined ? cursor.at : name.lastIndex;
		return;
	}
	if (/^["']|^@["']|^[$[]|^-\w*$|^\d/.test(source)) {
		draft.words.push({ text: 'echo', start: word.start, end: word.start, quoted: false });
	}
	draft.words.push(word);
}

/** Keeps the value of `$name = "text"` for the commands behind it. */
function remember(cursor: PwshCursor, name: string): void {
	const value = /\s*(?:"([^"$`]*)"|'([^']*)')\s*(?=[;\n]|$)/y;
	value.lastIndex = cursor.at;
	const found = value.exec(cursor.text);
	if (found !== null) {
		cursor.variables.set(name, found[1] ?? found[2] ?? '');
	}
}

function endCommand(list: List): Command | undefined {
	const { cursor, draft } = list;
	list.draft = newDraft();
	list.called = false;
	for (const word of draft.words) {
		draft.inner.push(...(word.inner ?? []));
	}
	list.commands.push(...draft.inner);
	if (draft.words.length === 0) {
		return undefined;
	}
	draft.definedIn = cursor.definedIn;
	list.commands.push(draft);
	return draft;
}

import { unknownText, type Word } from '../reading.ts';
import { endCommand, type ShList } from './shCommand.ts';
import type { ShCursor } from './shCursor.ts';
import { readWords } from './shArray.ts';
import { readWord } from './shWord.ts';

type Keyword = (list: ShList, keyword: string) => void;

/** A grammar can say no more of them: it knows none of their pieces (`if x; then`). */
const openers = ['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', 'fi', 'done'];
const fishOpeners = ['if', 'else', 'while', 'and', 'or', 'not', 'begin', '!'];
const fishBlocks = new Set(['if', 'while', 'begin', 'for', 'switch', 'function']);

const common: Readonly<Record<string, Keyword>> = {
	'{': openGroup,
	'}': closeBlock,
	for: readLoopHead,
	function: readFunctionHead,
};
const posix: Readonly<Record<string, Keyword>> = {
	...common,
	...Object.fromEntries(openers.map((name) => [name, () => undefined])),
	esac: closeBlock,
	select: readLoopHead,
	case: readCaseHead,
	time: readBefore,
	coproc: readBefore,
	repeat: readBefore,
};
const fish: Readonly<Record<string, Keyword>> = {
	...common,
	...Object.fromEntries(fishOpeners.map((name) => [name, noPlain])),
	end: closeBlock,
	// Mere words follow these two.
	case: skipToEnd,
	switch: skipToEnd,
};

/** Takes a keyword at the start of a command; `false` where the word is none. */
export function readKeyword(list: ShList, { text }: Word): boolean {
	const isFish = list.cursor.dialect === 'fish';
	const table = isFish ? fish : posix;
	const keyword = Object.hasOwn(table, text) ? table[text] : undefined;
	if (keyword === undefined || (keyword === readBefore && blockBehind(list.cursor, text) < 0)) {
		return false;
	}
	if (isFish && fishBlocks.has(text) && !(text === 'if' && isBehindElse(list))) {
		list.blocks.push({ kind: 'other', outer: list.cursor.definedIn });
	}
	keyword(list, text);
	return true;
}

/** `time -p`, the name behind `coproc` and the number behind zsh's `repeat`, in front of a block, a loop or a condition. */
const ahead =
	/(?:time(?:[ \t]+-p)?|coproc(?:[ \t]+[A-Za-z_]\w*(?=[ \t]+(?:\(|\{\s)))?|repeat[ \t]+[^\s;&|]+)[ \t]+(?=\(|\{\s|!\s|(?:if|for|while|until|case|select|time|\[\[)\s)/y;

/** Where the block begins, or -1 where a command comes instead. */
function blockBehind({ text, at }: ShCursor, keyword: string): number {
	ahead.lastIndex = at - keyword.length;
	return ahead.test(text) ? ahead.lastIndex : -1;
}

/** `time { …; }`, `coproc name { …; }`. */
function readBefore(list: ShList, keyword: string): void {
	list.cursor.at = Math.max(list.cursor.at, blockBehind(list.cursor, keyword));
}

function noPlain({ cursor }: ShList): void {
	cursor.plain = false;
}

function openGroup(list: ShList): void {
	const { cursor } = list;
	list.blocks.push({ kind: 'group', outer: cursor.definedIn });
	cursor.definedIn = list.functionAhead ?? cursor.definedIn;
	list.functionAhead = undefined;
}

function closeBlock(list: ShList): void {
	const block = list.blocks.pop();
	if (block !== undefined) {
		list.cursor.definedIn = block.outer;
	}
}

/** fish: `else if` goes on with the block that is open. */
function isBehindElse({ cursor }: ShList): boolean {
	return /\belse\s+if$/.test(cursor.text.slice(Math.max(0, cursor.at - 12), cursor.at));
}

/** Skips the words up to the end of the command. */
function skipToEnd({ cursor }: ShList): void {
	const rest = /[^;\n]*/y;
	rest.lastIndex = cursor.at;
	rest.exec(cursor.text);
	cursor.at = rest.lastIndex;
	cursor.plain = false;
}

/** `for name in words`: the name takes every one of the words. */
function readLoopHead(list: ShList): void {
	const { cursor } = list;
	const head = /\s+([A-Za-z_]\w*)(?:\s+in\b)?/y;
	head.lastIndex = cursor.at;
	const name = head.exec(cursor.text)?.[1];
	if (name === undefined) {
		cursor.plain = false;
		return;
	}
	cursor.at = head.lastIndex;
	const opening = /[ \t]*\(/y;
	opening.lastIndex = cursor.at;
	if (cursor.dialect === 'zsh' && opening.test(cursor.text)) {
		// zsh: `for name (words) command`.
		cursor.plain = false;
		cursor.at = opening.lastIndex;
		const words = readWords(cursor, readWord);
		takeEach(list, name, words);
		return;
	}
	const found: Word[] = [];
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
		found.push(...words);
	}
	takeEach(list, name, found);
}

/** The loop's variable takes every word in turn. */
function takeEach(list: ShList, name: string, words: readonly Word[]): void {
	list.draft.inner.push(...words.flatMap((word) => word.inner ?? []));
	const values = words.slice(0, 64).map(({ text }) => text);
	list.cursor.variables.set(name, values.length === 0 ? [unknownText] : values);
	endCommand(list);
}

function readCaseHead(list: ShList): void {
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

function readFunctionHead(list: ShList): void {
	const { cursor } = list;
	const head = /[ \t]+([^\s(){};]+)(?:[ \t]*\([ \t]*\))?/y;
	head.lastIndex = cursor.at;
	const name = head.exec(cursor.text)?.[1];
	if (name === undefined) {
		cursor.plain = false;
		return;
	}
	cursor.at = head.lastIndex;
	cursor.plain &&= cursor.dialect !== 'fish';
	if (cursor.dialect === 'fish') {
		skipToEnd(list);
		cursor.definedIn = name;
	} else {
		list.functionAhead = name;
	}
}

/** Skips the pattern of a `case` arm, or meets its end. */
export function readPattern(list: ShList): boolean {
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

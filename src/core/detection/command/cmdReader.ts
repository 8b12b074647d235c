import { type Command, type Reading, type ReadProblem, type Word, unknownText } from './reading.ts';
import { type Draft, newDraft } from './shDraft.ts';

interface Cursor {
	readonly text: string;
	readonly commands: Command[];
	readonly variables: Map<string, string>;
	at: number;
	draft: Draft;
	problem: ReadProblem | undefined;
}

/**
 * Reads a command line of cmd.exe by its own rules: carets, quotes, `%variables%`, `&`, `&&`, `||`, `|`, blocks, `if`,
 * `for`, `rem` and labels.
 */
export function readCmd(text: string): Reading {
	const cursor: Cursor = {
		text,
		commands: [],
		variables: new Map(),
		at: 0,
		draft: newDraft(),
		problem: undefined,
	};
	while (cursor.at < text.length) {
		readNext(cursor);
	}
	endCommand(cursor);
	return { commands: cursor.commands, plain: true, problem: cursor.problem };
}

function readNext(cursor: Cursor): void {
	const { text, draft } = cursor;
	const character = text.charAt(cursor.at);
	const next = text.charAt(cursor.at + 1);
	switch (character) {
		case ' ':
		case '\t':
		case '\r':
			cursor.at += 1;
			return;
		case '\n':
			endCommand(cursor);
			cursor.at += 1;
			return;
		case '&':
			endCommand(cursor);
			cursor.at += next === '&' ? 2 : 1;
			return;
		case '|': {
			const piped = endCommand(cursor);
			cursor.at += next === '|' ? 2 : 1;
			cursor.draft.pipedFrom = next === '|' ? undefined : piped;
			return;
		}
		case '(':
			if (draft.words.at(-1)?.text.toLowerCase() === 'in') {
				readSet(cursor);
			} else {
				endCommand(cursor);
				cursor.at += 1;
			}
			return;
		case ')':
			endCommand(cursor);
			cursor.at += 1;
			return;
		case '@':
			if (draft.words.length === 0) {
				cursor.at += 1;
				return;
			}
			break;
		default:
			break;
	}
	if (draft.words.length === 0 && /^(?:::|:\w|rem(?=[\s&|]|$))/i.test(text.slice(cursor.at, cursor.at + 8))) {
		const end = text.indexOf('\n', cursor.at);
		cursor.at = end < 0 ? text.length : end;
		return;
	}
	if (!readRedirect(cursor)) {
		readWord(cursor);
	}
}

/** `for … in (…)`: the list, which `for /f` runs where it stands in single quotes. */
function readSet(cursor: Cursor): void {
	const { text } = cursor;
	const start = cursor.at;
	let quoted = '';
	cursor.at += 1;
	while (cursor.at < text.length) {
		const character = text.charAt(cursor.at);
		if (quoted === '' && character === ')') {
			break;
		}
		if (character === '"' || (character === "'" && quoted !== '"')) {
			quoted = quoted === character ? '' : quoted === '' ? character : quoted;
		}
		cursor.at += 1;
	}
	const list = text.slice(start + 1, cursor.at).trim();
	cursor.at += 1;
	const command = /^(['`])(.*)\1$/s.exec(list)?.[2];
	const isForF = cursor.draft.words.some((word) => word.text.toLowerCase() === '/f');
	if (command !== undefined && isForF) {
		// The carets are for the outer line.
		cursor.draft.inner.push(...readCmd(command.replaceAll(/\^(.)/g, '$1')).commands);
	} else if (!isForF) {
		const name = cursor.draft.words.find((word) => /^%{1,2}\w$/.test(word.text))?.text.replace(/^%+/, '');
		const [value] = list.split(/[\s,;]+/);
		if (name !== undefined && value !== undefined) {
			cursor.variables.set(`%${name.toLowerCase()}`, value);
		}
	}
	cursor.draft.words.push({ text: list, start, end: cursor.at, quoted: true });
}

function readRedirect(cursor: Cursor): boolean {
	const operator = /\d?(?:>>|>&|<&|>|<)/y;
	operator.lastIndex = cursor.at;
	const found = operator.exec(cursor.text)?.[0];
	if (found === undefined) {
		return false;
	}
	// Manuals write `<name>` for "put yours here".
	const placeholder = /<[A-Za-z][\w .|-]*>(?=\s|$|\\)/y;
	placeholder.lastIndex = cursor.at;
	if (placeholder.exec(cursor.text) !== null) {
		const start = cursor.at;
		cursor.at = placeholder.lastIndex;
		cursor.draft.words.push({ text: cursor.text.slice(start, cursor.at), start, end: cursor.at, quoted: true });
		return true;
	}
	cursor.at += found.length;
	while (cursor.text[cursor.at] === ' ') {
		cursor.at += 1;
	}
	const before = cursor.draft.words.length;
	const at = cursor.at;
	readWord(cursor);
	if (cursor.at > at) {
		cursor.draft.words.splice(before);
	}
	return true;
}

function readWord(cursor: Cursor): void {
	const { text, draft } = cursor;
	const start = cursor.at;
	let word = '';
	let quoted = false;
	let inQuotes = false;
	while (cursor.at < text.length) {
		const character = text.charAt(cursor.at);
		if (character === '"') {
			inQuotes = !inQuotes;
			quoted = true;
			cursor.at += 1;
		} else if (character === '\\' && text[cursor.at + 1] === '"' && inQuotes) {
			// Programs take `\"` for a quote, though cmd.exe itself sees the end of the quotes here.
			word += '"';
			cursor.at += 2;
		} else if (character === '%' || character === '!') {
			word += readVariable(cursor, character);
		} else if (inQuotes) {
			if (character === '\n') {
				break;
			}
			word += character;
			cursor.at += 1;
		} else if (character === '^') {
			const next = text.charAt(cursor.at + 1);
			word += next === '\n' || next === '\r' ? '' : next;
			quoted ||= next !== '\n';
			cursor.at += 2;
		} else if (/[\s&|<>]/.test(character) || (character === ')' && word !== '') || (character === '(' && (cursor.at === start || (word.length === 4 && /^echo$/i.test(word))))) {
			break;
		} else {
			word += character;
			cursor.at += 1;
		}
	}
	if (inQuotes) {
		cursor.problem ??= 'unfinishedQuote';
	}
	if (cursor.at === start) {
		cursor.at += 1;
		return;
	}
	draft.words.push({ text: word, start, end: cursor.at, quoted });
}

/** `%name%`, `%name:a=b%`, `!name!`, `%%v`, `%1`. */
function readVariable(cursor: Cursor, mark: string): string {
	const { text } = cursor;
	const name = mark === '%' ? /%{1,2}([A-Za-z])(?!\w*%)|%([\w().-]+)(?::[^%\n]*)?%|%(~?[\w*]+)/y : /!([\w().-]+)(?::[^!\n]*)?!/y;
	name.lastIndex = cursor.at;
	const found = name.exec(text);
	if (found === null) {
		cursor.at += 1;
		return mark;
	}
	cursor.at = name.lastIndex;
	if (mark === '%' && found[1] !== undefined) {
		return cursor.variables.get(`%${found[1].toLowerCase()}`) ?? found[0];
	}
	return cursor.variables.get((found[2] ?? found[1] ?? '').toLowerCase()) ?? unknownText;
}

function endCommand(cursor: Cursor): Command | undefined {
	const { draft } = cursor;
	cursor.draft = newDraft();
	cursor.commands.push(...draft.inner);
	const words = withoutKeywords(draft.words);
	const [first, second] = words;
	if (first === undefined) {
		return undefined;
	}
	const set = /^([^=]+)=(.*)$/s.exec(second?.text ?? '');
	if (first.text.toLowerCase() === 'set' && set?.[1] !== undefined) {
		cursor.variables.set(set[1].toLowerCase(), [set[2], ...words.slice(2).map((word) => word.text)].join(' '));
	}
	const spread: readonly Word[] =
		!first.quoted || !/\s/.test(first.text) || /[\\/.]/.test(first.text)
			? words
			: [...first.text.split(/\s+/).map((text) => ({ ...first, text })), ...words.slice(1)];
	const command: Command = { ...draft, words: spread };
	cursor.commands.push(command);
	return command;
}

/** The command behind `if …`, `else`, `for … do`. */
function withoutKeywords(words: readonly Word[]): readonly Word[] {
	let rest = words;
	for (let round = 0; round < 16; round += 1) {
		const [first] = rest;
		const name = first?.quoted === true ? '' : (first?.text.toLowerCase() ?? '');
		if (name === 'else' || name === 'do') {
			rest = rest.slice(1);
		} else if (name === 'for') {
			const start = rest.findIndex((word) => word.text.toLowerCase() === 'do');
			if (start < 0) {
				return [];
			}
			rest = rest.slice(start + 1);
		} else if (name === 'if') {
			rest = afterCondition(rest.slice(1));
		} else {
			return rest;
		}
	}
	return rest;
}

function afterCondition(words: readonly Word[]): readonly Word[] {
	let at = 0;
	while (/^(?:\/i|not)$/i.test(words[at]?.text ?? '')) {
		at += 1;
	}
	const test = words[at]?.text.toLowerCase() ?? '';
	if (/^(?:exist|defined|errorlevel|cmdextversion)$/.test(test)) {
		return words.slice(at + 2);
	}
	if (test.includes('==')) {
		return words.slice(at + (test.endsWith('==') ? 2 : 1));
	}
	const next = words[at + 1]?.text.toLowerCase() ?? '';
	if (next.startsWith('==')) {
		return words.slice(at + (next === '==' ? 3 : 2));
	}
	return /^(?:equ|neq|lss|leq|gtr|geq)$/.test(next) ? words.slice(at + 3) : words.slice(at + 1);
}

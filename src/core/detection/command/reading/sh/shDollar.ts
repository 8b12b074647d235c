import { decodeAnsiC } from './ansiC.ts';
import { knownOutput } from '../knownOutput.ts';
import { type Command, type Parameter, unknownText } from '../reading.ts';
import { brought } from '../room.ts';
import { readBackticks, type ShCursor, skipParenthesis } from './shCursor.ts';
import { splitMark, type WordDraft } from '../wordDraft.ts';

const nameOfVariable = /[A-Za-z_]\w*|[0-9@*#?$!-]/y;

/** A variable and how it stands there. */
interface Reference {
	readonly name: string;
	/** `${name:-otherwise}` */
	readonly otherwise: string | undefined;
	readonly inQuotes: boolean;
}

/** Reads what a dollar begins: `$'…'`, `$"…"`, `$((…))`, `$(…)`, `${…}`, `$name`. */
export function readDollar(cursor: ShCursor, draft: WordDraft, inQuotes: boolean): boolean {
	const { text, dialect } = cursor;
	const next = text.charAt(cursor.at + 1);
	if (next === "'" && !inQuotes && dialect !== 'fish') {
		readAnsiC(cursor, draft);
	} else if (next === '"' && !inQuotes) {
		cursor.at += 1;
	} else if (next === '(' && dialect !== 'fish' && skipArithmetic(cursor)) {
		draft.text += unknownText;
	} else if (next === '(') {
		cursor.at += 2;
		addInner(draft, cursor.readList(cursor, ')'), inQuotes);
	} else if (next === '{') {
		readBraced(cursor, draft, inQuotes);
	} else {
		readName(cursor, draft, inQuotes);
	}
	return true;
}

/** Takes in a substitution: its commands, and what it prints where that is plain (`$(which x)`, `$(echo x)`). */
export function addInner(draft: WordDraft, commands: readonly Command[], inQuotes: boolean): boolean {
	draft.inner = [...(draft.inner ?? []), ...commands];
	addValue(draft, knownOutput(commands) ?? unknownText, inQuotes);
	return true;
}

function readAnsiC(cursor: ShCursor, draft: WordDraft): void {
	const decoded = decodeAnsiC(cursor.text, cursor.at + 2);
	draft.text += decoded.text;
	draft.quoted = true;
	cursor.at = decoded.end;
	if (!decoded.closed) {
		cursor.problem ??= 'unfinishedQuote';
	}
}

/** Skips `$((…))`; `$((a) | b)` is a substitution that begins with a subshell. */
function skipArithmetic(cursor: ShCursor): boolean {
	const start = cursor.at;
	if (!cursor.text.startsWith('$((', start)) {
		return false;
	}
	const problem = cursor.problem;
	cursor.at += 1;
	if (skipParenthesis(cursor).endsWith('))')) {
		return true;
	}
	cursor.at = start;
	cursor.problem = problem;
	return false;
}

function readName(cursor: ShCursor, draft: WordDraft, inQuotes: boolean): void {
	nameOfVariable.lastIndex = cursor.at + 1;
	const name = nameOfVariable.exec(cursor.text)?.[0];
	cursor.at += 1 + (name?.length ?? 0);
	if (name === undefined) {
		draft.text += '$';
	} else {
		addVariable(cursor, draft, { name, inQuotes, otherwise: undefined });
	}
}

/** `${name}`, `${name:-default}` and the rest, whose value stays unknown. */
function readBraced(cursor: ShCursor, draft: WordDraft, inQuotes: boolean): void {
	const start = cursor.at + 2;
	const closed = skipBraces(cursor, draft);
	const body = cursor.text.slice(start, closed ? cursor.at - 1 : cursor.at);
	const parts = /^(\w+)(?::?[-=](.*))?$/s.exec(body);
	const elements = elementsOf(cursor, body);
	const slice = /^[@*](?::(\d))?$/.exec(body);
	if (!closed) {
		cursor.problem ??= 'unfinishedBlock';
	}
	if (elements !== undefined) {
		draft.text += brought(cursor, elements.join(splitMark));
		draft.split ||= elements.length > 1;
	} else if (slice !== null) {
		addParameters(cursor, draft, { from: Number(slice[1] ?? 1), all: true });
	} else if (parts?.[1] === undefined) {
		draft.text += unknownText;
	} else {
		const otherwise = parts[2]?.replaceAll(/["']/g, '');
		addVariable(cursor, draft, { name: parts[1], inQuotes, otherwise });
	}
}

/** `${name[@]}`, `${name[@]:1}`, `${name[0]}`: elements of an array that the line sets. */
function elementsOf(cursor: ShCursor, body: string): readonly string[] | undefined {
	const [, name = '', index = '', from] = /^(\w+)\[([@*]|\d{1,4})\](?::(\d{1,4}))?$/.exec(body) ?? [];
	const elements = cursor.lists.get(name);
	if (elements === undefined || elements.length === 0) {
		return undefined;
	}
	if (/^[@*]$/.test(index)) {
		return elements.slice(Number(from ?? 0));
	}
	const element = elements[Number(index)];
	return element === undefined ? undefined : [element];
}

/** Goes over `${…}`, taking in the substitutions inside; `false` where it does not end. */
function skipBraces(cursor: ShCursor, draft: WordDraft): boolean {
	const { text } = cursor;
	let depth = 0;
	cursor.at += 1;
	while (cursor.at < text.length) {
		const character = text[cursor.at];
		if (character === '$' && text[cursor.at + 1] === '(' && text[cursor.at + 2] !== '(') {
			cursor.at += 2;
			addInner(draft, cursor.readList(cursor, ')'), true);
			continue;
		}
		if (character === '`' && cursor.dialect !== 'fish') {
			addInner(draft, readBackticks(cursor), true);
			continue;
		}
		cursor.at += character === '\\' ? 2 : 1;
		depth += character === '{' ? 1 : character === '}' ? -1 : 0;
		if (depth === 0) {
			return true;
		}
	}
	cursor.at = text.length;
	return false;
}

function addVariable(cursor: ShCursor, draft: WordDraft, { name, inQuotes, otherwise }: Reference): void {
	const parameter = otherwise === undefined ? parameterOf(cursor, name) : undefined;
	if (parameter !== undefined) {
		addParameters(cursor, draft, parameter);
		return;
	}
	const values = cursor.variables.get(name);
	const fallback = otherwise === undefined || otherwise.includes('$') ? unknownText : otherwise;
	if (values !== undefined && values.length > 1 && draft.text === '') {
		draft.others = values.slice(1);
	}
	addValue(draft, brought(cursor, values?.[0] ?? fallback), inQuotes);
}

function parameterOf({ dialect }: ShCursor, name: string): Omit<Parameter, 'at'> | undefined {
	if (name === '@' || name === '*' || (name === 'argv' && dialect === 'fish')) {
		return { from: 1, all: true };
	}
	return /^\d$/.test(name) ? { from: Number(name), all: false } : undefined;
}

/** The parameters that `set --` gave, or else a mark in their place. */
function addParameters(cursor: ShCursor, draft: WordDraft, { from, all }: Omit<Parameter, 'at'>): void {
	const set = from > 0 ? cursor.lists.get(`@${cursor.definedIn ?? ''}`) : undefined;
	if (set !== undefined) {
		const values = set.slice(from - 1, all ? undefined : from);
		draft.text += brought(cursor, values.join(splitMark));
		draft.split ||= values.length !== 1;
		return;
	}
	draft.parameters = [...(draft.parameters ?? []), { at: draft.text.length, from, all }];
	draft.text += unknownText;
}

/** Without quotes a value falls into words. */
function addValue(draft: WordDraft, value: string, inQuotes: boolean): void {
	if (inQuotes || !/\s/.test(value)) {
		draft.text += value;
	} else {
		draft.text += value.trim().replaceAll(/\s+/g, splitMark);
		draft.split = true;
	}
}

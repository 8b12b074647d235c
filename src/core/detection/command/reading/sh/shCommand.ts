import { mostElements } from './shArray.ts';
import { type Command, unknownText, type Word } from '../reading.ts';
import type { ShCursor } from './shCursor.ts';
import { type Draft, newDraft } from '../commandDraft.ts';

interface Block {
	readonly kind: 'group' | 'case' | 'other';
	/** The function that the commands behind the block belong to. */
	readonly outer: string | undefined;
}

/** A list of commands while it is read. */
export interface ShList {
	readonly cursor: ShCursor;
	readonly close: '' | ')';
	readonly commands: Command[];
	readonly blocks: Block[];
	/** Parentheses that were opened in this list: the function around each. */
	readonly parentheses: (string | undefined)[];
	draft: Draft;
	/** The name of a function whose body comes next. */
	functionAhead: string | undefined;
	/** A pattern of `case` comes next. */
	patternAhead: boolean;
	/** `[[ … ]]`: operators are words until it closes. */
	inTest: boolean;
}

const assignment = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/;

/** Whether a word at the start of a command sets a variable: its name must stand there unquoted. */
export function isAssignment({ text }: ShCursor, word: Word): boolean {
	return assignment.test(text.slice(word.start, word.end));
}

/** Ends the command in the making and returns it, so that a pipe can say where its input comes from. */
export function endCommand(list: ShList): Command | undefined {
	const { cursor, draft } = list;
	list.inTest = false;
	list.draft = newDraft();
	const { words, assignments } = draft;
	if (words.length === 0) {
		remember(cursor, assignments);
	} else if (declaring.has(words[0]?.text ?? '')) {
		remember(cursor, words.slice(1));
	}
	draft.inner.push(...[...assignments, ...words].flatMap((word) => word.inner ?? []));
	list.commands.push(...draft.inner);
	if (words.length === 0 && assignments.length === 0) {
		return undefined;
	}
	if (words[0]?.text === 'set') {
		rememberSet(cursor, words);
	}
	draft.definedIn = cursor.definedIn;
	draft.apart = cursor.apart;
	list.commands.push(draft);
	return draft;
}

/** `set -- value …`; in fish `set -l name value …`. */
function rememberSet(cursor: ShCursor, words: readonly Word[]): void {
	if (cursor.dialect !== 'fish') {
		if (words[1]?.text === '--') {
			cursor.lists.set(
				`@${cursor.definedIn ?? ''}`,
				words.slice(2, 2 + mostElements).map(({ text }) => text),
			);
		}
		return;
	}
	const start = words.findIndex((word, at) => at > 0 && !word.text.startsWith('-'));
	const [name, ...values] = start < 0 ? [] : words.slice(start);
	if (name !== undefined && values.length > 0) {
		cursor.variables.set(name.text, [values.map((word) => word.text).join(' ')]);
	}
}

/** Commands that set variables as `name=value` does. */
const declaring = new Set(['local', 'declare', 'typeset', 'export', 'readonly']);

/** Keeps the values of `name=value` for the commands behind it. */
function remember(cursor: ShCursor, assignments: readonly Word[]): void {
	for (const { text } of assignments) {
		const name = assignment.exec(text)?.[1];
		if (name !== undefined) {
			const equals = text.indexOf('=');
			const before = text[equals - 1] === '+' ? (cursor.variables.get(name)?.[0] ?? unknownText) : '';
			cursor.variables.set(name, [before + text.slice(equals + 1)]);
		}
	}
}

import {
	applyEdits,
	createScanner,
	findNodeAtLocation,
	modify,
	parse,
	type ParseError,
	parseTree,
} from 'jsonc-parser';
import { sameSetting } from '../../core/enforcement/allowList.ts';
import { type HeldValue, ownValue } from '../../core/enforcement/heldValue.ts';

const reading = { allowTrailingComma: true, allowEmptyContent: true } as const;

/** The value that a settings file's text gives `key`; `undefined` when it gives none. */
export function settingInText(text: string, key: string): unknown {
	return valueInText(text, [key]);
}

/** The value that stands at `place` in the text of a JSON file with comments. */
export function valueInText(text: string, place: readonly string[]): unknown {
	let value: unknown = parse(withoutMark(text), undefined, reading);
	for (const member of place) {
		value =
			typeof value === 'object' && value !== null && Object.hasOwn(value, member)
				? Reflect.get(value, member)
				: undefined;
	}
	return value;
}

/** What stands in the way of a change to a file with this text. */
export function obstacleInText(text: string, place: readonly string[]): 'invalid' | 'twice' | undefined {
	const errors: ParseError[] = [];
	const tree = parseTree(withoutMark(text), errors, reading);
	if (errors.length > 0 || (tree !== undefined && tree.type !== 'object')) {
		return 'invalid';
	}
	const [name] = place;
	const bearers = tree?.children?.filter(({ children }) => children?.[0]?.value === name) ?? [];
	return bearers.length > 1 ? 'twice' : undefined;
}

/** The text with `value` at `place`, in the file's own indentation and line ends; `undefined` takes it out. */
export function withValueInText(text: string, place: readonly string[], value: unknown): string {
	if (value === undefined) {
		return withoutMember(text, place);
	}
	const plain = withoutMark(text);
	const formattingOptions = {
		insertSpaces: /^ +\S/m.test(plain) && !/^\t/m.test(plain),
		tabSize: /^( +)\S/m.exec(plain)?.[1]?.length ?? 4,
		eol: plain.includes('\r\n') ? '\r\n' : '\n',
	};
	const edited = applyEdits(plain, modify(plain, [...place], value, { formattingOptions }));
	return text.slice(0, text.length - plain.length) + edited;
}

/** Cuts a member out with its comma and nothing else: comments beside it are the user's. */
function withoutMember(text: string, place: readonly string[]): string {
	const range = rangeOf(text, place, 'member');
	if (range === undefined) {
		return text;
	}
	const after = commaIn(text.slice(range.end));
	if (after !== undefined) {
		return (
			text.slice(0, range.start) +
			text.slice(range.end, range.end + after) +
			text.slice(range.end + after + 1)
		);
	}
	const before = range.before === undefined ? undefined : commaIn(text.slice(range.before, range.start));
	const at = (range.before ?? 0) + (before ?? 0);
	return before === undefined
		? text.slice(0, range.start) + text.slice(range.end)
		: text.slice(0, at) + text.slice(at + 1, range.start) + text.slice(range.end);
}

/** Where the comma stands that comes first in a text, but for comments. */
function commaIn(text: string): number | undefined {
	const scanner = createScanner(text, true);
	scanner.scan();
	return text[scanner.getTokenOffset()] === ',' ? scanner.getTokenOffset() : undefined;
}

/** Whether an editor reads `text` as settings without an error: an object, comments and last commas allowed. */
export function isSettingsText(text: string): boolean {
	const errors: ParseError[] = [];
	const value: unknown = parse(text, errors, reading);
	return errors.length === 0 && typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The text of a file once we hold nothing in it: the user's value in the user's spelling.
 *
 * @returns `null` where there was no file before us, and nothing stands in it but what we made.
 */
export function givenBack(held: HeldValue, current: string): string | null {
	const { place, before, textBefore, textAfter } = held;
	if (textAfter === current && typeof textBefore === 'string') {
		return textBefore;
	}
	const now = valueInText(current, place);
	const own = ownValue(held, now);
	const text = sameSetting(now, own) ? current : withValueInText(current, place, own);
	if (textBefore === null) {
		return sameTokens(text, '{}') || text.trim() === '' ? null : text;
	}
	return textBefore !== undefined && sameSetting(own, before)
		? restoreSpelling(textBefore, text, place)
		: text;
}

/**
 * Gives a file back the spelling that it had `before`, after the value at `place` was set and set back: the comments and
 * spacing of that value, and every byte of the file when nothing but white space differs from then. What somebody
 * changed elsewhere since stays.
 *
 * @returns The text to write; `current` itself where there is nothing to give back.
 */
export function restoreSpelling(before: string, current: string, place: readonly string[]): string {
	const [was, is] = [rangeOf(before, place), rangeOf(current, place)];
	const spelled =
		was === undefined || is === undefined
			? current
			: current.slice(0, is.start) + before.slice(was.start, was.end) + current.slice(is.end);
	return sameTokens(spelled, before) || sameMembers(spelled, before) ? before : spelled;
}

interface Range {
	readonly start: number;
	readonly end: number;
	/** Where the member before it ends. */
	readonly before?: number | undefined;
}

function rangeOf(
	text: string,
	place: readonly string[],
	what: 'value' | 'member' = 'value',
): Range | undefined {
	const plain = withoutMark(text);
	const mark = text.length - plain.length;
	const tree = parseTree(plain, undefined, reading);
	const value = tree && findNodeAtLocation(tree, [...place]);
	const node = what === 'value' ? value : value?.parent;
	const members = node?.parent?.children ?? [];
	const previous = node && members[members.indexOf(node) - 1];
	return (
		node && {
			start: mark + node.offset,
			end: mark + node.offset + node.length,
			before: previous && mark + previous.offset + previous.length,
		}
	);
}

/** Whether two texts differ in white space alone, in a comma before a closing bracket, or in braces with nothing in them. */
function sameTokens(a: string, b: string): boolean {
	const [ofA, ofB] = [tokensOf(a), tokensOf(b)];
	return ofA.length === ofB.length && ofA.every((token, index) => token === ofB[index]);
}

/** Whether two texts have the same in another order, as when an entry was taken out and came back at the end. */
function sameMembers(a: string, b: string): boolean {
	const sorted = (text: string): string =>
		tokensOf(text)
			.filter((token) => token !== ',')
			.toSorted()
			.join('\n');
	return sorted(a) === sorted(b) && sameSetting(valueInText(a, []), valueInText(b, []));
}

/** What stands in a text besides white space, comments included, piece by piece. */
function tokensOf(text: string): readonly string[] {
	const plain = withoutMark(text);
	const scanner = createScanner(plain);
	const tokens: string[] = [];
	let afterComma = false;
	for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
		const start = scanner.getTokenOffset();
		const token = plain.slice(start, start + scanner.getTokenLength()).trim();
		if (token === '') {
			continue;
		}
		if (afterComma && (token === '}' || token === ']')) {
			tokens.splice(tokens.lastIndexOf(','), 1);
		}
		if (!/^\/[/*]/.test(token)) {
			afterComma = token === ',';
		}
		tokens.push(token);
	}
	const braces = tokens.filter((token) => token === '{' || token === '}');
	return braces.length === 2 && valuesIn(text) === 0
		? tokens.filter((token) => token !== '{' && token !== '}')
		: tokens;
}

function valuesIn(text: string): number {
	const value = valueInText(text, []);
	return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

/** Without the byte order mark that some editors write first. */
function withoutMark(text: string): string {
	return text.startsWith('\u{FEFF}') ? text.slice(1) : text;
}

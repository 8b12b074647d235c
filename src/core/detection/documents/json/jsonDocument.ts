import { type Node, parseTree } from 'jsonc-parser';
import type { Range } from '../reference.ts';
import { quotedSlice, type Slice } from '../slice.ts';

/** A string in a JSON text: a key, or a value with the keys and indexes that lead to it. */
export interface JsonString {
	readonly path: readonly (string | number)[];
	readonly isKey: boolean;
	readonly value: string;
	/** With its quotes. */
	readonly range: Range;
	/** Its text, with the way back to the document's offsets. */
	readonly slice: Slice;
	readonly node: Node;
}

const options = { allowTrailingComma: true, allowEmptyContent: true };

/** Deeper than any honest file, and far above what the recursive parser can take. */
const deepest = 200;

/**
 * The tree of a JSON text with comments, as much of it as can be read. A piece that was copied out of an object or a list
 * is read as if that were around it; offsets are always those of `text`.
 */
export function readJsonTree(text: string): Node | undefined {
	if (isTooDeep(text)) {
		return undefined;
	}
	const closing = /^\s*(?:[}\],]\s*)+(?=")/.exec(text)?.[0];
	if (closing !== undefined) {
		// What it ends was left out: what follows stands beside that.
		return readJsonTree(closing.replaceAll(/[^\s]/g, ' ') + text.slice(closing.length));
	}
	const start = /^\uFEFF?(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/.exec(text)?.[0].length ?? 0;
	const whole = /[{[]/.test(text.charAt(start)) ? parseTree(text, [], options) : undefined;
	if (whole === undefined ? text[start] !== '"' : !isItem(text, whole)) {
		return whole;
	}
	const isMember = /^"(?:[^"\\\n]|\\.)*"\s*:/.test(text.slice(start));
	const around = openersOf(text, isMember ? '{' : '[');
	const tree = parseTree(around + text, [], options);
	return tree && shifted(tree, around.length);
}

/** Whether another item follows: the piece was copied out of a list. */
function isItem(text: string, { offset, length }: Node): boolean {
	return /^\s*,\s*["{[]/.test(text.slice(offset + length, offset + length + 1000));
}

/** Calls `see` for every string below `tree`, in the order of the text. `path` is used anew for the next: copy what you keep. */
export function eachJsonString(text: string, tree: Node, see: (string: JsonString) => void): void {
	visit(text, tree, [], see);
}

/** Whether nothing with a name stands around a string: what stands around a piece that was copied out has none. */
export function isOutermost(path: JsonString['path']): boolean {
	return path.findIndex((key) => key !== '') === path.length - 1;
}

/** The value of a member of an object node. */
export function memberOf(node: Node | undefined, key: string): Node | undefined {
	const property =
		node?.type === 'object'
			? node.children?.find((child) => child.children?.[0]?.value === key)
			: undefined;
	return property?.children?.[1];
}

/** The text of a node that is a string. */
export function sliceOfNode(text: string, node: Node): Slice {
	return quotedSlice(text, node.offset, node.offset + node.length);
}

/**
 * The range to delete so that an item of a list, or a member of an object, is gone with its comma and, where it had a line
 * of its own, its line. What stands around it, comments included, stays.
 */
export function jsonRemoval(text: string, node: Node): Range | undefined {
	const entry = node.parent?.type === 'property' ? node.parent : node;
	const siblings = entry.parent?.children ?? [];
	const index = siblings.indexOf(entry);
	// The beginning of what a piece was copied out of is not there to be deleted.
	if (index < 0 || entry.offset < 0) {
		return undefined;
	}
	const end = entry.offset + entry.length;
	const comma = /^\s*,/.exec(text.slice(end))?.[0];
	if (comma !== undefined) {
		return withItsLine(text, entry.offset, end + comma.length);
	}
	const before = siblings[index - 1];
	if (index < siblings.length - 1) {
		return undefined;
	}
	return before === undefined
		? withItsLine(text, entry.offset, end)
		: lastRemoval(text, before.offset + before.length, [entry.offset, end]);
}

/** The last one: the comma in front of it goes. Behind a comment it stays, which a file with comments may have. */
function lastRemoval(text: string, from: number, [start, end]: Range): Range | undefined {
	const commaAt = commaBehind(text, from, start);
	if (commaAt === undefined) {
		return undefined;
	}
	const isNear = text.slice(commaAt + 1, start).trim() === '';
	return isNear ? [commaAt, end] : withItsLine(text, start, end);
}

/** Where the comma stands that follows `from` at once. */
function commaBehind(text: string, from: number, to: number): number | undefined {
	const found = /^\s*,/.exec(text.slice(from, to))?.[0].length;
	return found === undefined ? undefined : from + found - 1;
}

/** The range with the rest of its line where nothing else stands on it, else with the blanks behind it. */
function withItsLine(text: string, start: number, end: number): Range {
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	const lineEnd = /^[ \t]*(?:\r?\n)/.exec(text.slice(end, end + 1000))?.[0].length;
	if (lineEnd !== undefined && /^[ \t]*$/.test(text.slice(lineStart, start))) {
		return [lineStart, end + lineEnd];
	}
	return [start, end + (/^[ \t]*/.exec(text.slice(end, end + 1000))?.[0].length ?? 0)];
}

function visit(text: string, node: Node, path: (string | number)[], see: (string: JsonString) => void): void {
	switch (node.type) {
		case 'string':
			see(stringOf(text, node, path, false));
			break;
		case 'array':
			node.children?.forEach((child, index) => {
				path.push(index);
				visit(text, child, path, see);
				path.pop();
			});
			break;
		case 'object':
			for (const { children: [key, value] = [] } of node.children ?? []) {
				if (key === undefined) {
					continue;
				}
				path.push(String(key.value));
				see(stringOf(text, key, path, true));
				if (value !== undefined) {
					visit(text, value, path, see);
				}
				path.pop();
			}
			break;
		default:
			break;
	}
}

function stringOf(text: string, node: Node, path: readonly (string | number)[], isKey: boolean): JsonString {
	const range: Range = [node.offset, node.offset + node.length];
	return {
		path,
		isKey,
		value: String(node.value),
		range,
		node,
		get slice() {
			return sliceOfNode(text, node);
		},
	};
}

function isTooDeep(text: string): boolean {
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 123 || code === 91) {
			depth += 1;
			if (depth > deepest) {
				return true;
			}
		} else if (code === 125 || code === 93) {
			depth -= 1;
		}
	}
	return false;
}

/** What a piece that begins within objects and lists has to stand behind, so that what it closes was opened. */
function openersOf(text: string, inner: '{' | '['): string {
	const open: string[] = [];
	const closed: string[] = [];
	for (const [bracket] of text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '').matchAll(/[{}[\]]/g)) {
		if (bracket === '{' || bracket === '[') {
			open.push(bracket);
		} else if (open.pop() === undefined) {
			closed.push(bracket === '}' ? '{"":' : '[');
		}
	}
	// The first that is closed is the one that the piece begins in.
	return closed.length === 0 || closed.length > 20
		? inner
		: `{"":${closed.slice(1).toReversed().join('')}${inner}`;
}

/** The tree with all offsets lower, for what was put in front. */
function shifted(node: Node, by: number): Node {
	(node as { offset: number }).offset -= by;
	node.children?.forEach((child) => shifted(child, by));
	return node;
}

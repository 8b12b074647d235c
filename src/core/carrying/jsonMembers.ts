import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { append, type Draft, insert, newlineOf } from './draft.ts';

const reading = { allowTrailingComma: true } as const;

/** The tree of a JSON text with comments; `undefined` where it is none. */
export function treeOf(text: string): Node | undefined {
	const errors: ParseError[] = [];
	// A byte order mark is as long as the blank that stands for it here, so that offsets hold.
	const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, reading);
	return errors.length > 0 ? undefined : tree;
}

/**
 * Puts a member into an object of a JSON text, or an item (`undefined` as key) at the end of a list. What is missing on the
 * way is made; what is there is not touched, neither its spelling nor its comments.
 *
 * @returns `undefined` where the text is no JSON, or something else stands on the way.
 */
export function addMember(
	draft: Draft,
	way: readonly string[],
	[key, value]: readonly [string | undefined, unknown],
): Draft | undefined {
	const start = isBlank(draft.text)
		? append(draft, key === undefined && way.length === 0 ? '[]\n' : '{}\n', '')
		: draft;
	let node = treeOf(start.text);
	for (const [index, name] of way.entries()) {
		if (node?.type !== 'object') {
			return undefined;
		}
		const next = memberOf(node, name);
		if (next === undefined) {
			const missing = way
				.slice(index + 1)
				.reduceRight<unknown>((inner, outer) => ({ [outer]: inner }), wrap(key, value));
			return addTo(start, node, name, missing);
		}
		node = next;
	}
	return node?.type === (key === undefined ? 'array' : 'object')
		? addTo(start, node, key, value)
		: undefined;
}

/** The value of a member of an object's tree. */
export function memberOf(node: Node, name: string): Node | undefined {
	return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

function isBlank(text: string): boolean {
	return /^[\s\uFEFF]*$/.test(text);
}

function wrap(key: string | undefined, value: unknown): unknown {
	return key === undefined ? [value] : { [key]: value };
}

/** Behind the last child, in the spelling of the file: on a line of its own where the others have one. */
function addTo(draft: Draft, node: Node, key: string | undefined, value: unknown): Draft {
	const { text } = draft;
	const newline = newlineOf(text);
	const unit = /^(?:\t| +)(?=\S)/m.exec(text)?.[0] ?? '\t';
	const last = node.children?.at(-1);
	const lineOf = (offset: number): string => /[^\n]*$/.exec(text.slice(0, offset))?.[0] ?? '';
	const outer = /^[ \t]*/.exec(lineOf(node.offset))?.[0] ?? '';
	const written = (indent: string): string =>
		`${key === undefined ? '' : `${JSON.stringify(key)}: `}${JSON.stringify(value, undefined, unit)}`.replaceAll(
			'\n',
			`${newline}${indent}`,
		);
	if (last === undefined) {
		const indent = outer + unit;
		return insert(draft, node.offset + 1, `${newline}${indent}${written(indent)}${newline}${outer}`);
	}
	const end = last.offset + last.length;
	const comma = /^(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*,/.exec(
		text.slice(end, node.offset + node.length - 1),
	)?.[0].length;
	const isInline = !text.slice(node.offset, last.offset).includes('\n');
	const indent = /^[ \t]*/.exec(lineOf(last.offset))?.[0] ?? outer;
	const piece = isInline ? ` ${written(indent)}` : `${newline}${indent}${written(indent)}`;
	return comma === undefined ? insert(draft, end, `,${piece}`) : insert(draft, end + comma, piece);
}

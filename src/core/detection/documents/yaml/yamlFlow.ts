import { type Slice, subSlice } from '../slice.ts';
import type { YamlEntry } from './yamlDocument.ts';

/** An entry that stands in brackets; with `isFirst` a mapping begins. */
export interface FlowEntry extends YamlEntry {
	readonly isFirst: boolean;
}

/** Lists within lists in one value. */
const deepest = 8;

/** The entries of a value in brackets: `{ name: x, run: y }`, `[a, b]`. */
export function flowEntries(entry: YamlEntry, depth = 0): readonly FlowEntry[] {
	const { value, path } = entry;
	const isMapping = /^\{(?!\{)[^]*\}$/.test(value.text);
	if (depth > deepest || (!isMapping && !/^\[[^]*\]$/.test(value.text))) {
		return [];
	}
	return partsOf(value).flatMap((part, index) => {
		const key = isMapping ? keyPattern.exec(part.text) : null;
		const name = (key?.[1] ?? '').replaceAll(/^["']|["']$/g, '');
		const inner: FlowEntry = {
			path: key === null ? path : [...path, name],
			keyRange: part.range(0, key?.[1]?.length ?? 0),
			value: unquoted(subSlice(part, key?.[0].length ?? 0, part.text.length)),
			mapping: entry.mapping,
			isItem: !isMapping,
			item: undefined,
			isFirst: index === 0,
		};
		return [inner, ...flowEntries(inner, depth + 1)];
	});
}

const keyPattern = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s:,{}[\]]+)\s*:(?:\s+|$)/;

/** What stands between the commas of the outermost brackets. */
function partsOf(value: Slice): readonly Slice[] {
	const { text } = value;
	const parts: Slice[] = [];
	let from = 1;
	let depth = 0;
	const take = (end: number): void => {
		const lead = /^\s*/.exec(text.slice(from, end))?.[0].length ?? 0;
		const body = text.slice(from + lead, end).trimEnd();
		if (body !== '') {
			parts.push(subSlice(value, from + lead, from + lead + body.length));
		}
		from = end + 1;
	};
	for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[[\]{},]/g)) {
		const [mark] = match;
		if (mark === '[' || mark === '{') {
			depth += 1;
		} else if (mark === ']' || mark === '}') {
			depth -= 1;
		}
		if ((mark === ',' && depth === 1) || (depth === 0 && match.index === text.length - 1)) {
			take(match.index);
		}
	}
	return parts;
}

function unquoted(slice: Slice): Slice {
	return /^(["'])[^]*\1$/.test(slice.text) && slice.text.length > 1
		? subSlice(slice, 1, slice.text.length - 1)
		: slice;
}

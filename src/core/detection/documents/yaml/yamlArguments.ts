import { type Draft, readWords } from '../draft.ts';
import type { Slice } from '../slice.ts';
import type { YamlEntry } from './yamlDocument.ts';

/** Keys whose value may be the words of one command: of a container, an MCP server, a build step. */
const commandKey = /^(?:command|cmd|argv|entrypoint|test)$/;
const argumentKey = /^args$/;

/** What one mapping says of a command. */
interface CommandParts {
	command: readonly Slice[];
	args: readonly Slice[];
}

/** Reads commands that are written as lists of words: `command: [npx, x]`, `command: npx` with `args: [x]`. */
export function argumentLists(draft: Draft, entries: readonly YamlEntry[]): void {
	const byMapping = new Map<number, CommandParts>();
	for (const [index, entry] of entries.entries()) {
		const key = entry.path.at(-1) ?? '';
		if (entry.isItem || !(commandKey.test(key) || argumentKey.test(key))) {
			continue;
		}
		const parts = byMapping.get(entry.mapping) ?? { command: [], args: [] };
		byMapping.set(entry.mapping, parts);
		const words = wordsAt(entries, index);
		if (argumentKey.test(key)) {
			parts.args = words;
		} else if (key === 'entrypoint') {
			parts.command = [...words, ...parts.command];
		} else {
			parts.command = [...parts.command, ...words];
		}
	}
	for (const { command, args } of byMapping.values()) {
		readCommand(draft, [...command, ...args]);
	}
}

/** Whether an entry is one of those words, which are no scripts. A list of whole commands has blanks in its first. */
export function isArgumentItem({ path, isItem, value }: YamlEntry): boolean {
	const key = path.at(-1) ?? '';
	return isItem && (argumentKey.test(key) || (commandKey.test(key) && !/\s/.test(value.text)));
}

/** The words of a key: its value, or the items below it. */
function wordsAt(entries: readonly YamlEntry[], index: number): readonly Slice[] {
	const head = entries[index];
	if (head === undefined || (head.value.text !== '' && !head.value.text.startsWith('['))) {
		return head === undefined ? [] : [head.value];
	}
	const words: Slice[] = [];
	for (let at = index + 1; at < entries.length; at += 1) {
		const entry = entries[at];
		if (
			entry?.isItem !== true ||
			entry.path.length !== head.path.length ||
			entry.path.at(-1) !== head.path.at(-1)
		) {
			break;
		}
		words.push(entry.value);
	}
	return words;
}

function readCommand(draft: Draft, words: readonly Slice[]): void {
	// How a health check says what follows: words, or a line for the shell.
	const shell = words[0]?.text === 'CMD-SHELL' ? ['sh', '-c'] : [];
	const rest = /^CMD(?:-SHELL)?$/.test(words[0]?.text ?? '') ? words.slice(1) : words;
	const [first] = rest;
	if (first === undefined || /\s/.test(first.text) === (shell.length === 0)) {
		return;
	}
	const range = first.range(0, first.text.length);
	readWords(draft, [
		...shell.map((text) => ({ text, range })),
		...rest.map(({ text, range: place }) => ({ text, range: place(0, text.length) })),
	]);
}

import type { Node } from 'jsonc-parser';
import { type Draft, note, readScript, readWords } from '../draft.ts';
import { type JsonString, jsonRemoval, memberOf, sliceOfNode } from './jsonDocument.ts';
import type { Range } from '../reference.ts';
import { withTemplatesBlanked } from '../templates.ts';
import { readTakenVariables } from '../signs/variables.ts';

/** `"command": "npx", "args": ["-y", "x"]`: of a task, a launch configuration, a terminal's profile or an MCP server. */
export function readCommandMember(draft: Draft, { value: key, node }: JsonString): void {
	const value = node.parent?.children?.[1];
	const entry = node.parent?.parent;
	if (value === undefined) {
		return;
	}
	if (isCommandKey(key, entry)) {
		readCommand(draft, value, entry);
	} else if (key === 'args' && value.type === 'array' && memberOf(entry, 'command') === undefined) {
		readBareArguments(draft, (value.children ?? []).flatMap(textNode));
	}
}

function readCommand(draft: Draft, command: Node, entry: Node | undefined): void {
	if (command.type === 'string') {
		// A variable that an assistant sets for its hooks: `"command": "$X_PROJECT_DIR/check.sh"`.
		readTakenVariables(draft, { text: draft.text.slice(...rangeOf(command)), start: command.offset });
	}
	const removal = entry?.parent && jsonRemoval(draft.text, entry);
	const words = command.type === 'array' ? command.children : [command, ...(argumentsOf(entry) ?? [])];
	const before = draft.references.length;
	readWordList(draft, (words ?? []).flatMap(textNode), removal);
	if (draft.references.length === before) {
		noteServerName(draft, entry, removal);
	}
}

/** Arguments that were copied out without their command, which their first option tells. */
export function readBareArguments(draft: Draft, nodes: readonly Node[]): void {
	const [first] = nodes;
	const option = String(first?.value);
	const runner = /^(?:-y|--yes|--package\b.*)$/.test(option)
		? 'npx'
		: option === '--from'
			? 'uvx'
			: undefined;
	if (first !== undefined && runner !== undefined) {
		const words = nodes.map((node) => ({ text: String(node.value), range: rangeOf(node) }));
		readWords(draft, [{ text: runner, range: rangeOf(first) }, ...words]);
	}
}

/** A server that is started from its own source still has the name under which people know it. */
function noteServerName(draft: Draft, entry: Node | undefined, removal: Range | undefined): void {
	const name = entry?.parent?.type === 'property' ? entry.parent.children?.[0] : undefined;
	const [own] = String(name?.value)
		.split(/[-_ ]/)
		.flatMap((_, at, parts) => draft.catalog.byId.get(parts.slice(0, parts.length - at).join('-')) ?? []);
	if (name !== undefined && own?.kinds.includes('mcp') === true) {
		const found = { assistant: own, certainty: 'likely', fingerprint: 'command' } as const;
		note(draft, { range: [name.offset, name.offset + name.length], role: 'run', removal }, found);
	}
}

function argumentsOf(entry: Node | undefined): readonly Node[] | undefined {
	return (memberOf(entry, 'args') ?? memberOf(entry, 'runtimeArgs'))?.children;
}

function isCommandKey(key: string, entry: Node | undefined): boolean {
	return (
		/^(?:command|cmd|commandline|runtimeExecutable)$/.test(key) ||
		(key === 'path' && argumentsOf(entry) !== undefined)
	);
}

/** A string, or the one in `{"value": "x", "quoting": "strong"}`. */
export function textNode(node: Node): readonly Node[] {
	const text = node.type === 'object' ? memberOf(node, 'value') : node;
	return text?.type === 'string' ? [text] : [];
}

export function readWordList(
	draft: Draft,
	nodes: readonly Node[],
	removal?: readonly [number, number],
): void {
	const [first] = nodes;
	if (first !== undefined && /\s/.test(String(first.value))) {
		readScript(draft, withTemplatesBlanked(sliceOfNode(draft.text, first)), 'sh', { removal });
		return;
	}
	// Quotes within are for the shell that hands the word on.
	const words = nodes.map((node) => ({
		text: String(node.value).replace(/^"([^"]*)"$/, '$1'),
		range: rangeOf(node),
	}));
	readWords(draft, words, { removal });
}

function rangeOf({ offset, length }: Node): Range {
	return [offset, offset + length];
}

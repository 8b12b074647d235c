import { getLocation, parseTree, findNodeAtLocation } from 'jsonc-parser';
import {
	type CompletionItem,
	CompletionItemKind,
	type Hover,
	InsertTextFormat,
	MarkupKind,
} from 'vscode-languageserver';
import { decide } from '../../core/decision/decide.ts';
import type { Finding } from '../../core/detection/finding.ts';
import { compilePolicy } from '../../core/policy/compile.ts';
import { judgePolicyText } from '../../core/policy/judgePolicyText.ts';
import { reasonCard } from '../../core/wording/reasonCard.ts';
import { cardMarkdown, escapeMarkdown } from '../../core/wording/renderCard.ts';
import { tokenAt } from './policyDiagnostics.ts';
import type { HelpSubject, PolicySubject } from './policyText.ts';
import { schemaAt, type SchemaNode } from './schemaNode.ts';

type Path = readonly (string | number)[];

/** What can be written at `offset`: keys of the schema, values that it lists, names of the catalog and of the policy. */
export function policyCompletion(subject: HelpSubject, offset: number): readonly CompletionItem[] {
	const { document } = subject;
	const text = document.getText();
	const location = getLocation(text, offset);
	const range = replaced(subject, offset);
	if (location.isAtPropertyKey) {
		const node = schemaAt(subject.file, location.path.slice(0, -1));
		const present = keysPresent(text, location.path.slice(0, -1));
		return Object.entries(node?.properties ?? {})
			.filter(([key]) => !present.has(key))
			.map(([key, value]) => ({
				label: key,
				kind: CompletionItemKind.Property,
				...(value.description === undefined ? {} : { documentation: value.description }),
				insertTextFormat: InsertTextFormat.Snippet,
				filterText: `"${key}"`,
				textEdit: { range, newText: `"${key}": ${placeholder(value)}` },
				sortText: node?.required?.includes(key) === true ? `0${key}` : `1${key}`,
			}));
	}
	return valuesAt(subject, location.path).map(({ value, detail }) => ({
		label: value,
		kind: CompletionItemKind.Value,
		...(detail === undefined ? {} : { detail }),
		filterText: `"${value}"`,
		textEdit: { range, newText: JSON.stringify(value) },
	}));
}

/** What a key is for, who an assistant is, and, over a rule's id, what a developer will read. */
export function policyHover(subject: HelpSubject, offset: number): Hover | undefined {
	const { document } = subject;
	const text = document.getText();
	const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
	const value: unknown = previousNode?.value;
	if (previousNode === undefined || typeof value !== 'string') {
		return undefined;
	}
	const range = tokenAt(document, previousNode.offset);
	const say = (lines: readonly string[]): Hover => ({
		contents: { kind: MarkupKind.Markdown, value: lines.join('\n\n') },
		range,
	});
	if (isAtPropertyKey) {
		const description = schemaAt(subject.file, path)?.description;
		return description === undefined ? undefined : say([escapeMarkdown(description)]);
	}
	if (subject.file === 'policy' && path[0] === 'rules' && path[2] === 'id') {
		const preview = cardPreview(subject, Number(path[1]));
		return preview === undefined ? undefined : say(preview);
	}
	const lines = aboutAssistant(subject, value);
	return lines === undefined ? undefined : say(lines);
}

/** Who the assistant is that has this id, or this extension. */
function aboutAssistant({ builtInCatalog }: PolicySubject, value: string): readonly string[] | undefined {
	const isNamed = (names: readonly string[] = []): boolean =>
		names.some((one) => one.toLowerCase() === value.toLowerCase());
	const assistant = builtInCatalog.find(({ id, extensions }) => id === value || isNamed(extensions));
	if (assistant === undefined) {
		return undefined;
	}
	const { name, vendor, extensions = [], commands = [] } = assistant;
	const seen = [...extensions, ...commands].map(escapeMarkdown).join(', ');
	return [`**${escapeMarkdown(name)}** (${escapeMarkdown(vendor)})`, ...(seen === '' ? [] : [seen])];
}

/** The reason card of a rule in its last phase, so that the admin sees what a developer will. */
function cardPreview(
	{ document, builtInCatalog, reader, now }: PolicySubject,
	index: number,
): readonly string[] | undefined {
	const { document: read } = judgePolicyText(document.getText(), builtInCatalog, now);
	const policy = read && compilePolicy(read, builtInCatalog);
	const rule = policy?.rules[index];
	if (policy === undefined || rule === undefined) {
		return undefined;
	}
	const [assistant = 'any'] = rule.covers;
	const last = Math.max(now, ...rule.phases.map(({ from }) => from));
	const finding = installed(assistant, policy.catalog.byId.get(assistant)?.extensions?.[0] ?? assistant);
	const decision = { ...decide(policy, finding, { now: last }), rule, replacement: rule.replacement };
	const card = cardMarkdown(reasonCard(policy, decision, reader, last));
	return [reader.translate('What a developer will read:'), card];
}

function installed(assistant: string, extension: string): Finding {
	return {
		signal: { kind: 'extension', id: extension },
		assistant,
		use: 'install',
		certainty: 'certain',
		evidence: [{ fingerprint: 'extension', value: extension }],
	};
}

interface Choice {
	readonly value: string;
	readonly detail?: string | undefined;
}

function valuesAt(subject: HelpSubject, path: Path): readonly Choice[] {
	const list = String(typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1));
	const names = Object.hasOwn(namesFor, list) ? namesFor[list]?.(subject, path) : undefined;
	const node = schemaAt(subject.file, path);
	return names ?? (node?.enum ?? []).map((value) => ({ value: String(value), detail: node?.description }));
}

/** What can be named under a key, by the catalog and by the policy. */
const namesFor: Readonly<Record<string, (subject: HelpSubject, path: Path) => readonly Choice[]>> = {
	assistants: (subject, path) => [
		...(path[0] === 'rules' ? [{ value: '*' }] : []),
		...assistantsOf(subject),
	],
	assistant: assistantsOf,
	// A catalog is where they are written first.
	extensions: ({ file, builtInCatalog }) =>
		builtInCatalog.flatMap(({ extensions = [], name }) =>
			file === 'catalog' ? [] : extensions.map((value) => ({ value, detail: name })),
		),
	vendors: ({ builtInCatalog }) =>
		[...new Set(builtInCatalog.map(({ vendor }) => vendor))].map((value) => ({ value })),
	rule: ({ policyText }) => idsOf(policyText, 'rules'),
	rules: ({ policyText }) => idsOf(policyText, 'rules'),
	replacement: ({ policyText }) => idsOf(policyText, 'sanctioned'),
};

function assistantsOf({ builtInCatalog }: HelpSubject): readonly Choice[] {
	return builtInCatalog.map(({ id, name, vendor }) => ({ value: id, detail: `${name}, ${vendor}` }));
}

function idsOf(text: string, list: string): readonly Choice[] {
	const tree = parseTree(text);
	const entries = (tree && findNodeAtLocation(tree, [list])?.children) ?? [];
	return entries.flatMap((entry) => {
		const value = findNodeAtLocation(entry, ['id'])?.value as unknown;
		return typeof value === 'string' ? [{ value }] : [];
	});
}

function keysPresent(text: string, path: Path): ReadonlySet<unknown> {
	const tree = parseTree(text);
	const object = tree && findNodeAtLocation(tree, [...path]);
	return new Set(object?.children?.map((property) => property.children?.[0]?.value as unknown));
}

function placeholder({ type, enum: values, properties }: SchemaNode): string {
	if (type === 'array') {
		return '[$0]';
	}
	if (type === 'object' || properties !== undefined) {
		return '{$0}';
	}
	return type === 'string' && values === undefined ? '"$0"' : '$0';
}

/** What a completion takes the place of: the string that is being written, with its quotes. */
function replaced({ document }: PolicySubject, offset: number): ReturnType<typeof tokenAt> {
	const { previousNode } = getLocation(document.getText(), offset);
	const inside =
		previousNode !== undefined &&
		previousNode.offset < offset &&
		offset <= previousNode.offset + previousNode.length;
	if (inside) {
		const { offset: start, length } = previousNode;
		return { start: document.positionAt(start), end: document.positionAt(start + length) };
	}
	return { start: document.positionAt(offset), end: document.positionAt(offset) };
}

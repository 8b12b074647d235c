import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

const lists = {
	rules: SymbolKind.Event,
	sanctioned: SymbolKind.Package,
	exemptions: SymbolKind.Key,
} as const;

/** The outline of a policy: its rules, with the action that each comes to, sanctioned assistants and exemptions. */
export function policySymbols(document: TextDocument): readonly DocumentSymbol[] {
	const tree = parseTree(document.getText());
	return (Object.keys(lists) as (keyof typeof lists)[]).flatMap((name) => {
		const list = tree && findNodeAtLocation(tree, [name]);
		const children = (list?.children ?? []).map((entry) => symbolOf(document, entry, lists[name]));
		return list === undefined
			? []
			: [{ ...placeOf(document, list), name, kind: SymbolKind.Array, children }];
	});
}

function symbolOf(document: TextDocument, entry: Node, kind: SymbolKind): DocumentSymbol {
	const id: unknown = findNodeAtLocation(entry, ['id'])?.value;
	const phases = findNodeAtLocation(entry, ['phases'])?.children ?? [];
	const last = phases.at(-1);
	const said = ['action', 'from'].map((key): unknown => last && findNodeAtLocation(last, [key])?.value);
	const until: unknown = findNodeAtLocation(entry, ['until'])?.value;
	const detail = [...said, until].filter((one) => typeof one === 'string').join(' ');
	return {
		...placeOf(document, entry),
		name: typeof id === 'string' && id !== '' ? id : '–',
		detail,
		kind,
	};
}

function placeOf(
	document: TextDocument,
	{ offset, length }: Node,
): Pick<DocumentSymbol, 'range' | 'selectionRange'> {
	const range = { start: document.positionAt(offset), end: document.positionAt(offset + length) };
	return { range, selectionRange: range };
}

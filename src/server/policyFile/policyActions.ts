import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { type CodeAction, CodeActionKind, type Range, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { jsonRemoval } from '../../core/detection/documents/json/jsonDocument.ts';
import { parseInstant } from '../../core/policy/instant.ts';
import { type PolicyProblem, policyProblems } from './policyDiagnostics.ts';
import type { PolicySubject } from './policyText.ts';

/** What can be done about the problems that `range` touches: write what was meant, put in order, remove. */
export function policyActions(subject: PolicySubject, range: Range): readonly CodeAction[] {
	const { document, reader } = subject;
	return policyProblems(subject)
		.filter(({ diagnostic }) => touches(document, diagnostic.range, range))
		.flatMap((problem): readonly CodeAction[] => {
			const { diagnostic, suggestion, path } = problem;
			const action = (title: string, edit: TextEdit | undefined): readonly CodeAction[] =>
				edit === undefined
					? []
					: [
							{
								title,
								kind: CodeActionKind.QuickFix,
								diagnostics: [diagnostic],
								isPreferred: true,
								edit: { changes: { [document.uri]: [edit] } },
							},
						];
			if (suggestion !== undefined) {
				const newText = JSON.stringify(suggestion);
				return action(reader.translate('Write "{name}"', { name: suggestion }), {
					range: diagnostic.range,
					newText,
				});
			}
			if (diagnostic.code === 'phaseOrder') {
				return action(
					reader.translate('Put the phases in order of time'),
					sortedPhases(document, path.slice(0, 3)),
				);
			}
			return removable.has(String(diagnostic.code)) && isEntry(problem)
				? action(reader.translate('Remove this entry'), removal(document, path.slice(0, 2)))
				: [];
		});
}

/** Problems of entries that do nothing, or nothing any more. */
const removable = new Set(['expired', 'neverMatches', 'overlap', 'emptyRule']);

function isEntry({ path }: PolicyProblem): boolean {
	return typeof path[1] === 'number';
}

function removal(document: TextDocument, path: readonly (string | number)[]): TextEdit | undefined {
	const node = nodeAt(document, path);
	const range = node && jsonRemoval(document.getText(), node);
	return range && { range: rangeOf(document, ...range), newText: '' };
}

/** The phases in order of time; each keeps how it is written, and what stands between them stays. */
function sortedPhases(document: TextDocument, path: readonly (string | number)[]): TextEdit | undefined {
	const text = document.getText();
	const phases = nodeAt(document, path)?.children ?? [];
	const [first] = phases;
	const last = phases.at(-1);
	const instants = phases.map((phase) => {
		const from: unknown = findNodeAtLocation(phase, ['from'])?.value;
		return typeof from === 'string' ? parseInstant(from) : undefined;
	});
	if (first === undefined || last === undefined || instants.includes(undefined)) {
		return undefined;
	}
	const inOrder = phases
		.map((phase, index) => ({ phase, instant: instants[index] ?? 0 }))
		.toSorted((a, b) => a.instant - b.instant);
	const pieces = phases.map(({ offset, length }, index) => {
		const next = phases[index + 1]?.offset ?? offset + length;
		const { phase } = inOrder[index] ?? { phase: first };
		return text.slice(phase.offset, phase.offset + phase.length) + text.slice(offset + length, next);
	});
	return { range: rangeOf(document, first.offset, last.offset + last.length), newText: pieces.join('') };
}

function nodeAt(document: TextDocument, path: readonly (string | number)[]): Node | undefined {
	const tree = parseTree(document.getText());
	return tree && findNodeAtLocation(tree, [...path]);
}

function rangeOf(document: TextDocument, start: number, end: number): Range {
	return { start: document.positionAt(start), end: document.positionAt(end) };
}

function touches(document: TextDocument, a: Range, b: Range): boolean {
	return (
		document.offsetAt(a.start) <= document.offsetAt(b.end) &&
		document.offsetAt(b.start) <= document.offsetAt(a.end)
	);
}

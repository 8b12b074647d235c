import {
	type CodeAction,
	CodeActionKind,
	type Diagnostic,
	DiagnosticSeverity,
	type Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { judgePolicyText } from '../../core/policy/judgePolicyText.ts';
import { source } from '../references.ts';
import type { PolicySubject } from './policyText.ts';

/** What is wrong with a policy: the same sentences as `assistant-policy validate` prints. */
export function policyDiagnostics(subject: PolicySubject): readonly Diagnostic[] {
	return problems(subject).map(({ diagnostic }) => diagnostic);
}

/** What was probably meant, for the problems that `range` touches. */
export function policyActions(subject: PolicySubject, range: Range): readonly CodeAction[] {
	const { document, reader } = subject;
	return problems(subject)
		.filter(
			({ diagnostic, suggestion }) =>
				suggestion !== undefined && touches(document, diagnostic.range, range),
		)
		.map(({ diagnostic, suggestion = '' }) => ({
			title: reader.translate('Write "{name}"', { name: suggestion }),
			kind: CodeActionKind.QuickFix,
			diagnostics: [diagnostic],
			isPreferred: true,
			edit: {
				changes: {
					[document.uri]: [{ range: diagnostic.range, newText: JSON.stringify(suggestion) }],
				},
			},
		}));
}

interface Problem {
	readonly diagnostic: Diagnostic;
	readonly suggestion: string | undefined;
}

function problems({ document, builtInCatalog, now }: PolicySubject): readonly Problem[] {
	const judged = judgePolicyText(document.getText(), builtInCatalog, now);
	return judged.problems.map(({ line, column, severity, code, message, suggestion }) => ({
		diagnostic: {
			range: tokenAt(document, document.offsetAt({ line: line - 1, character: column - 1 })),
			severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
			source,
			code,
			message,
		},
		suggestion,
	}));
}

/** The range of the string, number or bracket that begins at `offset`. */
export function tokenAt(document: TextDocument, offset: number): Range {
	const rest = document.getText().slice(offset, offset + 2000);
	const token = /^(?:"(?:[^"\\\n]|\\.)*"?|[\w.+-]+|\S)/.exec(rest)?.[0] ?? '';
	return { start: document.positionAt(offset), end: document.positionAt(offset + token.length) };
}

function touches(document: TextDocument, a: Range, b: Range): boolean {
	return (
		document.offsetAt(a.start) <= document.offsetAt(b.end) &&
		document.offsetAt(b.start) <= document.offsetAt(a.end)
	);
}

import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentProblem } from '../core/policy/parseDocument.ts';
import { tokenAt } from './policyFile/policyDiagnostics.ts';
import { source } from './references.ts';

/** What is wrong with an ignore file: an entry with a problem does not hold, so it is worth a warning where it stands. */
export function ignoreDiagnostics(
	document: TextDocument,
	problems: readonly DocumentProblem[],
): readonly Diagnostic[] {
	return problems.map(({ line, column, code, message }) => ({
		range: tokenAt(document, document.offsetAt({ line: line - 1, character: column - 1 })),
		severity: DiagnosticSeverity.Warning,
		source,
		code,
		message,
	}));
}

import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentProblem } from '../core/policy/parseDocument.ts';
import { problemDiagnostics } from './policyFile/policyDiagnostics.ts';

/** What is wrong with an ignore file: an entry with a problem does not hold, so it is worth a warning where it stands. */
export function ignoreDiagnostics(
	document: TextDocument,
	problems: readonly DocumentProblem[],
): readonly Diagnostic[] {
	return problemDiagnostics(document, problems, DiagnosticSeverity.Warning);
}

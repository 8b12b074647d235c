import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { JsonPath } from '../../core/json/scan.ts';
import { judgePolicyText } from '../../core/policy/judgePolicyText.ts';
import { source } from '../references.ts';
import type { PolicySubject } from './policyText.ts';

/** What is wrong with a policy: the same sentences as `assistant-policy validate` prints. */
export function policyDiagnostics(subject: PolicySubject): readonly Diagnostic[] {
	return policyProblems(subject).map(({ diagnostic }) => diagnostic);
}

/** A diagnostic with what helps to mend it. */
export interface PolicyProblem {
	readonly diagnostic: Diagnostic;
	readonly path: JsonPath;
	/** What was probably meant. */
	readonly suggestion: string | undefined;
}

export function policyProblems({
	document,
	builtInCatalog,
	now,
	bundleText,
}: PolicySubject): readonly PolicyProblem[] {
	const judged = judgePolicyText(document.getText(), builtInCatalog, now, bundleText);
	return judged.problems.map(({ line, column, severity, code, message, suggestion, path }) => ({
		diagnostic: {
			range: tokenAt(document, document.offsetAt({ line: line - 1, character: column - 1 })),
			severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
			source,
			code,
			message,
		},
		path: path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
		suggestion,
	}));
}

/** A problem with its place, lines and columns counted from 1. */
interface Placed {
	readonly line: number;
	readonly column: number;
	readonly code: string;
	readonly message: string;
}

/** What does not have the form that its schema says, where it stands. */
export function problemDiagnostics(
	document: TextDocument,
	problems: readonly Placed[],
	severity: DiagnosticSeverity = DiagnosticSeverity.Error,
): readonly Diagnostic[] {
	return problems.map(({ line, column, code, message }) => ({
		range: tokenAt(document, document.offsetAt({ line: line - 1, character: column - 1 })),
		severity,
		source,
		code,
		message,
	}));
}

/** The range of the string, number or bracket that begins at `offset`. */
export function tokenAt(document: TextDocument, offset: number): Range {
	const rest = document.getText().slice(offset, offset + 2000);
	const token = /^(?:"(?:[^"\\\n]|\\.)*"?|[\w.+-]+|\S)/.exec(rest)?.[0] ?? '';
	return { start: document.positionAt(offset), end: document.positionAt(offset + token.length) };
}

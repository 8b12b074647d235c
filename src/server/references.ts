import type { Diagnostic, Hover, Range } from 'vscode-languageserver';
import { DiagnosticSeverity, MarkupKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocumentJudging, judgeDocument, type JudgedReference } from '../core/decision/judgeDocument.ts';
import { reasonCard } from '../core/wording/reasonCard.ts';
import { joinSentences, type Reader } from '../core/wording/reader.ts';
import { factsMarkdown } from '../core/wording/renderCard.ts';
import type { Place } from './place.ts';

/** Whose diagnostics these are, as the editor shows it. */
export const source = 'Approved Assistants';

/** A document with what it is judged by. */
export interface Subject {
	readonly document: TextDocument;
	readonly place: Place;
	readonly judging: DocumentJudging;
	readonly reader: Reader;
}

const severities = {
	block: DiagnosticSeverity.Error,
	warn: DiagnosticSeverity.Warning,
	inform: DiagnosticSeverity.Information,
	audit: DiagnosticSeverity.Hint,
	allow: DiagnosticSeverity.Hint,
} as const;

/** One diagnostic for each place that names an assistant about which the policy has something to say. */
export function referenceDiagnostics(subject: Subject): readonly Diagnostic[] {
	const cards = new Map<string, Said>();
	return judgedIn(subject).map((one) => {
		const { assistant, use, certainty } = one.reference;
		const alike = `${assistant} ${use} ${certainty}`;
		const said = cards.get(alike) ?? sayOf(subject, one);
		cards.set(alike, said);
		return { range: rangeOf(subject, one), ...said };
	});
}

/** The facts of the reason card of what stands at `offset`: the editor shows them under the diagnostic, which has the rest. */
export function referenceHover(subject: Subject, offset: number): Hover | undefined {
	const { judging, reader } = subject;
	const found = judgedIn(subject).find(
		({ reference: { range } }) => range[0] <= offset && offset <= range[1],
	);
	if (found === undefined) {
		return undefined;
	}
	const card = reasonCard(judging.policy, found.decision, reader, judging.context.now);
	return {
		contents: { kind: MarkupKind.Markdown, value: factsMarkdown(card) },
		range: rangeOf(subject, found),
	};
}

/** The places of the document that the policy has something to say about. */
export function judgedIn({ document, place, judging }: Subject): readonly JudgedReference[] {
	return judgeDocument(
		{ path: place.path, languageId: document.languageId, text: document.getText() },
		judging,
	);
}

function rangeOf({ document }: Subject, { reference: { range } }: JudgedReference): Range {
	return { start: document.positionAt(range[0]), end: document.positionAt(range[1]) };
}

/** What is shown at one of them. */
export function diagnosticOf(subject: Subject, one: JudgedReference): Diagnostic {
	return { range: rangeOf(subject, one), ...sayOf(subject, one) };
}

/** A diagnostic without its place: the same for all places of a document that do the same with an assistant. */
type Said = Omit<Diagnostic, 'range'>;

function sayOf({ judging, reader }: Subject, { decision }: JudgedReference): Said {
	const { title, reason } = reasonCard(judging.policy, decision, reader, judging.context.now);
	const link = decision.rule?.entry.learnMore ?? judging.policy.document.organization.learnMore;
	return {
		severity: severities[decision.action],
		source,
		code: decision.rule?.entry.id ?? 'unlisted',
		...(link === undefined ? {} : { codeDescription: { href: link } }),
		message: joinSentences([title, reason], reader),
	};
}

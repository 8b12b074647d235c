import type { CodeAction, Diagnostic, Hover, Range } from 'vscode-languageserver';
import { CodeActionKind, DiagnosticSeverity, MarkupKind } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { addIgnoreEntry, ignoreFileName } from '../core/decision/ignoreFile.ts';
import { fixAll, fixesOf, type Fix } from '../core/decision/fixDocument.ts';
import { type DocumentJudging, judgeDocument, type JudgedReference } from '../core/decision/judgeDocument.ts';
import { assistantName, reasonCard } from '../core/wording/reasonCard.ts';
import type { Reader } from '../core/wording/reader.ts';
import { cardMarkdown } from '../core/wording/renderCard.ts';
import type { SwitchSubject } from '../protocol/messages.ts';
import { type Place, uriIn } from './place.ts';
import { minimalEdit } from './textEdits.ts';

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
	return judged(subject).map((one) => diagnosticOf(subject, one));
}

/** The reason card of what stands at `offset`. */
export function referenceHover(subject: Subject, offset: number): Hover | undefined {
	const { judging, reader } = subject;
	const found = judged(subject).find(
		({ reference: { range } }) => range[0] <= offset && offset <= range[1],
	);
	if (found === undefined) {
		return undefined;
	}
	const card = reasonCard(judging.policy, found.decision, reader, judging.context.now);
	return {
		contents: { kind: MarkupKind.Markdown, value: cardMarkdown(card) },
		range: rangeOf(subject, found),
	};
}

/** What can be done about the references that `range` touches, and about all of the file. */
export function referenceActions(
	subject: Subject,
	range: Range,
	ignoreText: string | undefined,
): readonly CodeAction[] {
	const { document, place, judging, reader } = subject;
	const all = judged(subject);
	const start = document.offsetAt(range.start);
	const end = document.offsetAt(range.end);
	const touched = all.filter(({ reference }) => reference.range[0] <= end && start <= reference.range[1]);
	const actions = touched.flatMap((one) => [
		...fixesOf(document.getText(), one).map((fix, index) => fixAction(subject, one, fix, index === 0)),
		...switchAction(subject, one),
		...ignoreAction(subject, one, ignoreText),
	]);
	const mendable = all.filter((one) => fixesOf(document.getText(), one).length > 0);
	if (touched.length > 0 && mendable.length > 1) {
		const text = fixAll(
			{ path: place.path, languageId: document.languageId, text: document.getText() },
			judging,
		);
		actions.push({
			title: reader.translate('Fix all {count} entries in this file', { count: mendable.length }),
			kind: `${CodeActionKind.SourceFixAll}.approvedAssistants`,
			edit: { changes: { [document.uri]: [minimalEdit(document, text)] } },
		});
	}
	return actions;
}

function judged({ document, place, judging }: Subject): readonly JudgedReference[] {
	return judgeDocument(
		{ path: place.path, languageId: document.languageId, text: document.getText() },
		judging,
	);
}

function rangeOf({ document }: Subject, { reference: { range } }: JudgedReference): Range {
	return { start: document.positionAt(range[0]), end: document.positionAt(range[1]) };
}

function diagnosticOf(subject: Subject, one: JudgedReference): Diagnostic {
	const { judging, reader } = subject;
	const { decision } = one;
	const { title, reason } = reasonCard(judging.policy, decision, reader, judging.context.now);
	const link = decision.rule?.entry.learnMore ?? judging.policy.document.organization.learnMore;
	return {
		range: rangeOf(subject, one),
		severity: severities[decision.action],
		source,
		code: decision.rule?.entry.id ?? 'unlisted',
		...(link === undefined ? {} : { codeDescription: { href: link } }),
		message: reason === '' ? title : `${title} ${reason}`,
	};
}

function fixAction(subject: Subject, one: JudgedReference, fix: Fix, isPreferred: boolean): CodeAction {
	const { document, judging, reader } = subject;
	const assistant = assistantName(judging.policy, one.decision.finding);
	const title =
		fix.kind === 'replace'
			? reader.translate('Replace {assistant} by {replacement}', { assistant, replacement: fix.by })
			: reader.translate('Remove {assistant} from this file', { assistant });
	const { start, end, text } = fix.change;
	const range = { start: document.positionAt(start), end: document.positionAt(end) };
	return {
		title,
		kind: CodeActionKind.QuickFix,
		diagnostics: [diagnosticOf(subject, one)],
		isPreferred,
		edit: { changes: { [document.uri]: [{ range, newText: text }] } },
	};
}

/** The extension carries it out: it knows the editor. */
function switchAction(
	{ judging, place, reader }: Subject,
	{ reference, decision }: JudgedReference,
): readonly CodeAction[] {
	const { replacement } = decision;
	if (
		replacement === undefined ||
		reference.role === 'import' ||
		judging.policy.catalog.byId.get(reference.assistant) === undefined
	) {
		return [];
	}
	const title = reader.translate('Switch to {assistant}', { assistant: replacement.name });
	const subject: SwitchSubject = { assistant: reference.assistant, path: place.path };
	return [
		{
			title,
			kind: CodeActionKind.QuickFix,
			command: { title, command: 'approvedAssistants.switch', arguments: [subject] },
		},
	];
}

const day = 86_400_000;
const ignoredFor = 90 * day;

/** Adds an entry without a reason, which does not hold until somebody writes one. */
function ignoreAction(
	subject: Subject,
	{ reference }: JudgedReference,
	ignoreText: string | undefined,
): readonly CodeAction[] {
	const { place, judging, reader } = subject;
	const { folder } = place;
	const until = isoDay(judging.context.now + ignoredFor);
	const text = addIgnoreEntry(ignoreText, {
		assistant: reference.assistant,
		path: place.path,
		reason: '',
		until,
	});
	if (folder === undefined || text === undefined) {
		return [];
	}
	const uri = uriIn(folder, ignoreFileName);
	const old = TextDocument.create(uri, 'json', 0, ignoreText ?? '');
	return [
		{
			title: reader.translate('Let it stand until {date}, with a reason', { date: until }),
			kind: CodeActionKind.QuickFix,
			edit: {
				documentChanges: [
					...(ignoreText === undefined
						? [{ kind: 'create' as const, uri, options: { ignoreIfExists: true } }]
						: []),
					{ textDocument: { uri, version: null }, edits: [minimalEdit(old, text)] },
				],
			},
		},
	];
}

/** The day of an instant in UTC, as policies write it. */
function isoDay(instant: number): string {
	return new Date(instant).toISOString().slice(0, 10);
}

import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { addIgnoreEntry, ignoreFileName } from '../core/decision/ignoreFile.ts';
import { fixAll, fixesOf, type Fix } from '../core/decision/fixDocument.ts';
import type { JudgedReference } from '../core/decision/judgeDocument.ts';
import { assistantName } from '../core/wording/reasonCard.ts';
import { carryOverCommand, fixWorkspaceCommand, type SwitchSubject } from '../protocol/messages.ts';
import { uriIn } from './place.ts';
import { diagnosticOf, judgedIn, type Subject } from './references.ts';
import { editsOf, minimalEdit } from './textEdits.ts';

/** What the editor asks actions for. */
export interface ActionRequest {
	readonly range: Range;
	/** The kinds that it wants; all where absent. */
	readonly only?: readonly string[] | undefined;
	/** The text of the folder's ignore file, where there is one. */
	readonly ignoreText: string | undefined;
}

/** What can be done about the references that a range touches, about all of the file, and about all of the workspace. */
export function referenceActions(subject: Subject, request: ActionRequest): readonly CodeAction[] {
	const { document } = subject;
	const all = judgedIn(subject);
	const isMendable = all.some((one) => fixesOf(document.getText(), one).length > 0);
	if (request.only?.some((kind) => kind.startsWith(CodeActionKind.Source)) === true) {
		// On saving, or from the menu of source actions: wherever the cursor stands.
		return isMendable ? [fixFileAction(subject, all, fixAllKind)] : [];
	}
	const start = document.offsetAt(request.range.start);
	const end = document.offsetAt(request.range.end);
	const touched = all.filter(({ reference }) => reference.range[0] <= end && start <= reference.range[1]);
	return [
		...touched.flatMap((one) => [
			...fixesOf(document.getText(), one).map((fix, index) =>
				fixAction(subject, one, fix, index === 0),
			),
			...carryAction(subject, one),
			...switchAction(subject, one),
			...ignoreAction(subject, one, request.ignoreText),
		]),
		...(touched.length > 0 && isMendable
			? [fixFileAction(subject, all, CodeActionKind.QuickFix), ...fixWorkspaceAction(subject)]
			: []),
	];
}

/** The kind that people name in `editor.codeActionsOnSave`. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.approvedAssistants`;

function fixFileAction(
	{ document, place, judging, reader }: Subject,
	all: readonly JudgedReference[],
	kind: string,
): CodeAction {
	const text = document.getText();
	const changes = fixAll({ path: place.path, languageId: document.languageId, text }, judging);
	const count = all.filter((one) => fixesOf(text, one).length > 0).length;
	return {
		title: reader.translate('Fix all {count} entries in this file', { count }),
		kind,
		edit: { changes: { [document.uri]: [...editsOf(document, changes)] } },
	};
}

function fixWorkspaceAction({ place, reader }: Subject): readonly CodeAction[] {
	const title = reader.translate('Fix all entries in the workspace…');
	return place.folder === undefined
		? []
		: [{ title, kind: CodeActionKind.QuickFix, command: { title, command: fixWorkspaceCommand } }];
}

/** Only the file that is an assistant's own, such as its instructions, can be carried over; the extension does it. */
function carryAction(
	{ document, reader }: Subject,
	{ reference, decision }: JudgedReference,
): readonly CodeAction[] {
	const { replacement } = decision;
	if (
		replacement === undefined ||
		reference.role !== 'config' ||
		reference.evidence.fingerprint !== 'path'
	) {
		return [];
	}
	const title = reader.translate('Carry this file over to {assistant}', { assistant: replacement.name });
	const isOwnPath = reference.range[0] === 0;
	const command = { title, command: carryOverCommand, arguments: [document.uri] };
	return isOwnPath ? [{ title, kind: CodeActionKind.QuickFix, command }] : [];
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
const emptyReason = '"reason": ""';

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
	const title = reader.translate('Let it stand until {date}, with a reason', { date: until });
	const reason = TextDocument.create(uri, 'json', 0, text).positionAt(
		text.indexOf(emptyReason) + emptyReason.length - 1,
	);
	return [
		{
			title,
			// Where the reason is to be written.
			command: {
				title,
				command: 'vscode.open',
				arguments: [uri, { selection: { start: reason, end: reason } }],
			},
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

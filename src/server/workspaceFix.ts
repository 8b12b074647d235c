import type { AnnotatedTextEdit, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fixAll } from '../core/decision/fixDocument.ts';
import type { DocumentJudging } from '../core/decision/judgeDocument.ts';
import { isWorthOpening, mayHoldReference } from '../core/detection/documents/firstLook/mayHoldReference.ts';
import { placeOf, uriIn, type WorkspaceFolder } from './place.ts';
import { judgingFor, type ServerSession } from './session.ts';
import { editsOf } from './textEdits.ts';
import type { ScanProgress } from './workspaceScan.ts';

/** Files that one edit changes, at most: nobody looks through more. */
const mostFiles = 500;

const annotation = 'mend';

/**
 * Everything in the workspace that can be mended, as one edit that the editor shows before it is done; `undefined` where
 * there is nothing, or it was cancelled. Of open documents what stands in the editor counts.
 */
export async function workspaceFix(
	session: ServerSession,
	progress: ScanProgress,
): Promise<WorkspaceEdit | undefined> {
	const documentChanges: TextDocumentEdit[] = [];
	for (const folder of session.folders.filter(({ uri }) => uri.startsWith('file:'))) {
		await fixFolder(session, folder, progress, documentChanges);
	}
	if (documentChanges.length === 0 || progress.signal.aborted) {
		return undefined;
	}
	const label = session.reader.translate('Assistants in files');
	const description = session.reader.translate('What the policy does not allow is removed or replaced.');
	const changeAnnotations = { [annotation]: { label, description, needsConfirmation: true } };
	return { documentChanges, changeAnnotations };
}

async function fixFolder(
	session: ServerSession,
	folder: WorkspaceFolder,
	{ report, signal }: ScanProgress,
	into: TextDocumentEdit[],
): Promise<void> {
	const judging = await judgingFor(session, { folder, path: '', file: '' });
	if (judging === undefined) {
		return;
	}
	let files = 0;
	const { catalog } = judging.policy;
	const top = placeOf([], folder.uri).file;
	const walk = session.parts.walkTree(top, (path) => isWorthOpening(catalog, path), { signal });
	for await (const { path, file } of walk) {
		files += 1;
		if (files % 500 === 0) {
			report(session.reader.translate('{count} files', { count: files }));
		}
		into.push(...(await fixFile(session, judging, { path, file, uri: uriIn(folder, path) })));
		if (into.length >= mostFiles) {
			return;
		}
	}
}

async function fixFile(
	session: ServerSession,
	judging: DocumentJudging,
	{ path, file, uri }: { readonly path: string; readonly file: string; readonly uri: string },
): Promise<readonly TextDocumentEdit[]> {
	const open = session.openDocument(uri);
	// Most files need not be decoded.
	const mayHold = (bytes: Uint8Array): boolean => mayHoldReference(judging.policy.catalog, path, bytes);
	const text = open?.getText() ?? (await session.parts.readTextFile(file, mayHold));
	const changes = text === undefined ? [] : fixAll({ path, text }, judging);
	if (text === undefined || changes.length === 0) {
		return [];
	}
	const edits: AnnotatedTextEdit[] = editsOf(TextDocument.create(uri, '', 0, text), changes).map(
		(edit) => ({
			...edit,
			annotationId: annotation,
		}),
	);
	// The version holds the edit back should the document change meanwhile.
	return [{ textDocument: { uri: open?.uri ?? uri, version: open?.version ?? null }, edits }];
}

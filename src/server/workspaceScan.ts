import type { Connection, Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentJudging } from '../core/decision/judgeDocument.ts';
import { isWorthOpening, mayHoldReference } from '../core/detection/documents/firstLook/mayHoldReference.ts';
import type { ScanOutcome } from '../protocol/messages.ts';
import { isCell, notebookOf, placeOf, uriIn, type WorkspaceFolder } from './place.ts';
import { referenceDiagnostics } from './references.ts';
import { waitFor } from '../node/patience.ts';
import { judgingFor, type ServerSession } from './session.ts';

/** What a scan tells of its course. */
export interface ScanProgress {
	readonly report: (message: string) => void;
	readonly signal: AbortSignal;
}

/** Files with diagnostics, so that they can be taken back. */
export type Shown = Set<string>;

/** Diagnostics for files that are not open are worth having only as long as they can be looked through. */
const mostFilesShown = 500;

/** Looks through all folders. Open documents are left out: what stands in the editor counts, not what is on the disk. */
export async function scanWorkspace(
	session: ServerSession,
	connection: Connection,
	shown: Shown,
	progress: ScanProgress,
): Promise<ScanOutcome> {
	const scan: Scan = { session, connection, progress, found: new Set(), files: 0, references: 0 };
	let stopped: ScanOutcome['stopped'];
	for (const folder of session.folders.filter(({ uri }) => uri.startsWith('file:'))) {
		const end = await scanFolder(scan, folder);
		stopped ??= end === 'whole' ? undefined : end;
	}
	const { found, files, references } = scan;
	if (stopped === undefined) {
		// What an earlier scan showed, and this one did not find any more.
		await takeBack(
			connection,
			shown,
			[...shown].filter((uri) => !found.has(uri)),
		);
	}
	found.forEach((uri) => shown.add(uri));
	return { files, references, stopped };
}

/** A scan that is under way. */
interface Scan {
	readonly session: ServerSession;
	readonly connection: Connection;
	readonly progress: ScanProgress;
	readonly found: Set<string>;
	files: number;
	references: number;
}

/** How the look at a folder ended. */
type End = 'whole' | NonNullable<ScanOutcome['stopped']>;

async function scanFolder(scan: Scan, folder: WorkspaceFolder): Promise<End> {
	const { session, progress } = scan;
	const judging = await judgingFor(session, { folder, path: '', file: '' });
	if (judging === undefined) {
		return 'whole';
	}
	const { catalog } = judging.policy;
	const top = placeOf([], folder.uri).file;
	const patience = { signal: progress.signal, milliseconds: session.parts.patience };
	const walk = session.parts.walkTree(top, (path) => isWorthOpening(catalog, path), patience);
	for (;;) {
		const next = await walk.next();
		if (next.done === true) {
			return next.value;
		}
		scan.files += 1;
		if (scan.files % 500 === 0) {
			progress.report(session.reader.translate('{count} files', { count: scan.files }));
		}
		const looked = await waitFor(scanFile(scan, folder, next.value, judging), patience);
		if (typeof looked === 'string') {
			return looked;
		}
	}
}

async function scanFile(
	scan: Scan,
	folder: WorkspaceFolder,
	{ path, file }: { readonly path: string; readonly file: string },
	judging: DocumentJudging,
): Promise<void> {
	const { session, connection, found } = scan;
	const uri = uriIn(folder, path);
	// Most files need not be decoded.
	const mayHold = (bytes: Uint8Array): boolean => mayHoldReference(judging.policy.catalog, path, bytes);
	const isOpen = (): boolean => session.openDocument(uri) !== undefined || session.hasOpenCells(uri);
	const text = isOpen() ? undefined : await session.parts.readTextFile(file, mayHold);
	// It may have been opened meanwhile.
	const diagnostics =
		text === undefined || isOpen() ? [] : diagnosticsOf(session, { uri, text, folder }, judging);
	scan.references += diagnostics.length;
	if (diagnostics.length > 0 && found.size < mostFilesShown) {
		found.add(uri);
		await connection.sendDiagnostics({ uri, diagnostics });
	}
}

/** What a document that was closed has on the disk stays shown, as that of files which were never open. */
export async function showClosed(
	session: ServerSession,
	connection: Connection,
	shown: Shown,
	address: string,
): Promise<void> {
	// A cell is gone when it is closed; what its notebook has on the disk is shown when the last one is.
	if (isCell(address)) {
		await connection.sendDiagnostics({ uri: address, diagnostics: [] });
	}
	const uri = notebookOf(address);
	if (session.hasOpenCells(uri)) {
		return;
	}
	const place = placeOf(session.folders, uri);
	const { folder } = place;
	const text = folder === undefined ? undefined : await session.parts.readTextFile(place.file);
	const judging = await judgingFor(session, place);
	if (session.openDocument(uri) !== undefined) {
		return;
	}
	const diagnostics =
		folder === undefined || text === undefined || judging === undefined
			? []
			: diagnosticsOf(session, { uri, text, folder }, judging);
	if (diagnostics.length > 0) {
		shown.add(uri);
	} else {
		shown.delete(uri);
	}
	await connection.sendDiagnostics({ uri, diagnostics });
}

/** A file on the disk. */
interface ClosedFile {
	readonly uri: string;
	readonly text: string;
	readonly folder: WorkspaceFolder;
}

function diagnosticsOf(
	{ reader }: ServerSession,
	{ uri, text, folder }: ClosedFile,
	judging: DocumentJudging,
): Diagnostic[] {
	const document = TextDocument.create(uri, '', 0, text);
	return [...referenceDiagnostics({ document, place: placeOf([folder], uri), judging, reader })];
}

/** Takes back what was shown of files. */
export async function takeBack(
	connection: Connection,
	shown: Shown,
	files: readonly string[],
): Promise<void> {
	for (const uri of files) {
		shown.delete(uri);
		await connection.sendDiagnostics({ uri, diagnostics: [] });
	}
}

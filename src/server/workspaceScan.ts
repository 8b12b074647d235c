import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { judgeDocument } from '../core/decision/judgeDocument.ts';
import { mayBeRead } from '../core/detection/documents/formatPaths.ts';
import type { ScanOutcome } from '../protocol/messages.ts';
import { placeOf, uriIn, type WorkspaceFolder } from './place.ts';
import { referenceDiagnostics } from './references.ts';
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
	{ report, signal }: ScanProgress,
): Promise<ScanOutcome> {
	const found = new Set<string>();
	let files = 0;
	let references = 0;
	let stopped: ScanOutcome['stopped'];
	for (const folder of session.folders) {
		const judging = await judgingFor(session, { folder, path: '', file: '' });
		const top = placeOf([], folder.uri).file;
		if (judging === undefined || !folder.uri.startsWith('file:')) {
			continue;
		}
		const walk = session.parts.walkTree(top, mayBeRead, { signal });
		let next = await walk.next();
		for (; next.done !== true; next = await walk.next()) {
			files += 1;
			if (files % 500 === 0) {
				report(session.reader.translate('{count} files', { count: files }));
			}
			const { path, file } = next.value;
			const uri = uriIn(folder, path);
			const text =
				session.openText(uri) === undefined ? await session.parts.readTextFile(file) : undefined;
			const count = text === undefined ? 0 : judgeDocument({ path, text }, judging).length;
			references += count;
			if (text !== undefined && count > 0 && found.size < mostFilesShown) {
				found.add(uri);
				await show(session, connection, { uri, text, folder });
			}
		}
		stopped ??= next.value === 'whole' ? undefined : next.value;
	}
	if (stopped === undefined) {
		await takeBack(connection, shown, found);
	}
	found.forEach((uri) => shown.add(uri));
	return { files, references, stopped };
}

async function show(
	session: ServerSession,
	connection: Connection,
	{ uri, text, folder }: { readonly uri: string; readonly text: string; readonly folder: WorkspaceFolder },
): Promise<void> {
	const place = placeOf([folder], uri);
	const judging = await judgingFor(session, place);
	if (judging !== undefined) {
		const document = TextDocument.create(uri, '', 0, text);
		const diagnostics = referenceDiagnostics({ document, place, judging, reader: session.reader });
		await connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
	}
}

/** Takes back what an earlier scan showed and this one did not find any more. */
async function takeBack(connection: Connection, shown: Shown, found: ReadonlySet<string>): Promise<void> {
	for (const uri of [...shown].filter((one) => !found.has(one))) {
		shown.delete(uri);
		await connection.sendDiagnostics({ uri, diagnostics: [] });
	}
}

import {
	type CancellationToken,
	CodeActionKind,
	type Connection,
	type InitializeParams,
	type InitializeResult,
	MessageType,
	ShowMessageNotification,
	TextDocuments,
	TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ignoreFileName, readIgnoreFile } from '../core/decision/ignoreFile.ts';
import {
	fixWorkspaceCommand,
	policyMessage,
	type PolicyMessage,
	scanMessage,
	type ScanOutcome,
	type ServerOptions,
} from '../protocol/messages.ts';
import { policyActions } from './policyFile/policyActions.ts';
import {
	helpSubject,
	policyFileDiagnostics,
	policyFileLenses,
	policySubject,
} from './policyFile/policyFiles.ts';
import { ignoreDiagnostics } from './ignoreDiagnostics.ts';
import { policyCompletion, policyHover } from './policyFile/policyHelp.ts';
import { policySymbols } from './policyFile/policySymbols.ts';
import type { ServerParts } from './parts.ts';
import { isCell, placeOf, type WorkspaceFolder } from './place.ts';
import { referenceActions } from './referenceActions.ts';
import { referenceDiagnostics, referenceHover, type Subject } from './references.ts';
import {
	applyOptions,
	applyPolicy,
	ignoreFileText,
	judgingFor,
	newSession,
	type ServerSession,
} from './session.ts';
import { workspaceFix } from './workspaceFix.ts';
import { type ScanProgress, scanWorkspace, showClosed, type Shown, takeBack } from './workspaceScan.ts';

/** Serves `connection` until it closes. */
export function startServer(connection: Connection, parts: ServerParts): void {
	const session = newSession(parts);
	const documents = new TextDocuments(TextDocument);
	const shown: Shown = new Set();
	session.openDocument = (uri) =>
		documents.get(uri) ?? documents.all().find((one) => !isCell(one.uri) && isSame(one.uri, uri));
	session.hasOpenCells = (uri) => documents.all().some((one) => isCell(one.uri) && isSame(one.uri, uri));
	const showAll = (): void =>
		documents.all().forEach((document) => void show(session, connection, document));

	connection.onInitialize((params) => initialize(session, params));
	connection.onInitialized(() => showAll());
	documents.onDidChangeContent(({ document }) => {
		if (document.uri.endsWith(`/${ignoreFileName}`) || document.uri.endsWith('policy.json')) {
			showAll();
		} else {
			void show(session, connection, document);
		}
	});
	documents.onDidOpen(({ document: { uri } }) => {
		// What was shown of a notebook's file is said in its cells from here on.
		const notebooks = isCell(uri) ? [...shown].filter((one) => isSame(one, uri)) : [];
		void takeBack(connection, shown, notebooks);
	});
	documents.onDidClose(({ document: { uri } }) => void showClosed(session, connection, shown, uri));
	connection.onDidChangeWatchedFiles(() => showAll());
	connection.onNotification(policyMessage, (message: PolicyMessage) => {
		const problem = applyPolicy(session, message);
		if (problem !== undefined) {
			connection.console.error(`The policy was not taken: ${problem}.`);
		}
		showAll();
	});
	answerRequests(session, connection, documents);
	answerScans(session, connection, shown);
	documents.listen(connection);
	connection.listen();
}

/** Editors escape more in an address than must be. */
function isSame(a: string, b: string): boolean {
	return placeOf([], a).file === placeOf([], b).file;
}

async function initialize(session: ServerSession, params: InitializeParams): Promise<InitializeResult> {
	session.folders = (params.workspaceFolders ?? []).map(({ uri, name }): WorkspaceFolder => ({
		uri: uri.replace(/\/$/, ''),
		name,
	}));
	await applyOptions(session, params.initializationOptions as ServerOptions | undefined);
	return {
		capabilities: {
			textDocumentSync: TextDocumentSyncKind.Incremental,
			hoverProvider: true,
			completionProvider: { triggerCharacters: ['"'] },
			codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll] },
			codeLensProvider: {},
			documentSymbolProvider: true,
			executeCommandProvider: { commands: [fixWorkspaceCommand] },
			workspace: { workspaceFolders: { supported: true } },
		},
		serverInfo: { name: 'Approved Assistants' },
	};
}

function answerRequests(
	session: ServerSession,
	connection: Connection,
	documents: TextDocuments<TextDocument>,
): void {
	connection.onHover(async ({ textDocument: { uri }, position }) => {
		const document = documents.get(uri);
		const help = await helpSubject(session, document);
		if (document === undefined || help !== undefined) {
			return (help && policyHover(help, help.document.offsetAt(position))) ?? null;
		}
		const subject = await subjectOf(session, document);
		return (subject && referenceHover(subject, document.offsetAt(position))) ?? null;
	});
	connection.onCompletion(async ({ textDocument: { uri }, position }) => {
		const subject = await helpSubject(session, documents.get(uri));
		return subject === undefined
			? []
			: [...policyCompletion(subject, subject.document.offsetAt(position))];
	});
	connection.onCodeLens(async ({ textDocument: { uri } }) => [
		...(await policyFileLenses(session, documents.get(uri))),
	]);
	connection.onDocumentSymbol(({ textDocument: { uri } }) => {
		const subject = policySubject(session, documents.get(uri));
		return subject === undefined ? [] : [...policySymbols(subject.document)];
	});
	connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only } }) => {
		const document = documents.get(uri);
		const policyFile = policySubject(session, document);
		if (document === undefined || policyFile !== undefined) {
			return policyFile === undefined ? [] : [...policyActions(policyFile, range)];
		}
		const subject = await subjectOf(session, document);
		const folder = subject?.place.folder;
		const ignoreText = folder === undefined ? undefined : await ignoreFileText(session, folder);
		return subject === undefined ? [] : [...referenceActions(subject, { range, only, ignoreText })];
	});
}

/** One scan at a time; a new one ends the one before. */
function answerScans(session: ServerSession, connection: Connection, shown: Shown): void {
	let running: AbortController | undefined;
	connection.onRequest(scanMessage, async (token: CancellationToken): Promise<ScanOutcome> => {
		running?.abort();
		running = new AbortController();
		return await withProgress(
			{ session, connection, token, ending: running },
			async (progress) => await scanWorkspace(session, connection, shown, progress),
		);
	});
	connection.onExecuteCommand(async ({ command }, token) => {
		if (command !== fixWorkspaceCommand) {
			return;
		}
		const ending = new AbortController();
		const edit = await withProgress(
			{ session, connection, token, ending },
			async (progress) => await workspaceFix(session, progress),
		);
		if (edit !== undefined) {
			await connection.workspace.applyEdit({
				label: session.reader.translate('Assistants in files'),
				edit,
			});
		} else if (!ending.signal.aborted) {
			await connection.sendNotification(ShowMessageNotification.type, {
				type: MessageType.Info,
				message: session.reader.translate(
					'Nothing in the workspace’s files can be mended without you.',
				),
			});
		}
	});
}

/** Work that the editor shows, and that can be cancelled there. */
async function withProgress<T>(
	{
		session,
		connection,
		token,
		ending,
	}: {
		readonly session: ServerSession;
		readonly connection: Connection;
		readonly token: CancellationToken;
		readonly ending: AbortController;
	},
	work: (progress: ScanProgress) => Promise<T>,
): Promise<T> {
	token.onCancellationRequested(() => ending.abort());
	const progress = await connection.window.createWorkDoneProgress();
	progress.token.onCancellationRequested(() => ending.abort());
	progress.begin(session.reader.translate('Looking for assistants in files'), undefined, undefined, true);
	try {
		return await work({ report: (message) => progress.report(message), signal: ending.signal });
	} finally {
		progress.done();
	}
}

async function show(session: ServerSession, connection: Connection, document: TextDocument): Promise<void> {
	const { uri, version } = document;
	// What was typed meanwhile comes first: only the newest text is worth a look.
	await new Promise((resolve) => {
		setImmediate(resolve);
	});
	if (session.openDocument(uri)?.version !== version) {
		return;
	}
	const policyFile = policySubject(session, document);
	const subject = policyFile === undefined ? await subjectOf(session, document) : undefined;
	const diagnostics = [
		...(await policyFileDiagnostics(session, document)),
		...(subject === undefined ? [] : referenceDiagnostics(subject)),
		...(uri.endsWith(`/${ignoreFileName}`)
			? ignoreDiagnostics(document, readIgnoreFile(document.getText()).problems)
			: []),
	];
	// Meanwhile it may have changed: then a later call answers.
	if (session.openDocument(uri)?.version === version) {
		await connection.sendDiagnostics({ uri, version, diagnostics });
	}
}

async function subjectOf(session: ServerSession, document: TextDocument): Promise<Subject | undefined> {
	const place = placeOf(session.folders, document.uri);
	const judging = await judgingFor(session, place);
	return judging === undefined ? undefined : { document, place, judging, reader: session.reader };
}

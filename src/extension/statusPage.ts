import { randomBytes } from 'node:crypto';
import {
	commands as editorCommands,
	type Disposable,
	env,
	type Uri,
	version,
	ViewColumn,
	window,
	workspace,
} from 'vscode';
import type { Snooze } from '../core/wording/outline.ts';
import type { History } from '../core/history/historyEntry.ts';
import { helpDeskReport } from '../core/statusPage/helpDeskReport.ts';
import type { Html } from '../core/statusPage/html.ts';
import { pageBody } from '../core/statusPage/pageBody.ts';
import { pageDocument } from '../core/statusPage/pageDocument.ts';
import { readPageMessage } from '../core/statusPage/pageMessage.ts';
import { type SentMessage, statusPage, type StatusPageFacts } from '../core/statusPage/statusPage.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import { commands, settings } from './contributions.ts';
import type { Guard } from './guard.ts';
import { guarded, type Log } from './log.ts';
import { installedExtensions } from './sensors/extensions.ts';
import { quietHoursText } from './settings.ts';
import { heldHere } from './views/heldHere.ts';
import { editorReader, translate } from './words.ts';

/** The page with all there is to know: what holds, what happened here, what is sent. */
export interface StatusPageView extends Disposable {
	open(): void;
	/** Opens the report for a help desk as a document that has not been saved. */
	exportReport(): Promise<void>;
	/** Things may have changed: an open page is drawn anew. */
	refresh(): void;
}

/** What the page is made from. */
export interface StatusPageParts {
	readonly guard: Guard;
	readonly client: PolicyClient;
	readonly history: () => History;
	readonly snoozes: () => readonly Snooze[];
	readonly sent: () => readonly SentMessage[];
	readonly own: { readonly id: string; readonly version: string; readonly icon: Uri };
	readonly log: Log;
}

export function createStatusPage(parts: StatusPageParts): StatusPageView {
	let panel: ReturnType<typeof openPanel> | undefined;
	const body = (): Html => pageBody(statusPage(facts(parts), editorReader(), Date.now()), editorReader());

	function refresh(): void {
		if (panel?.visible === true) {
			const { webview } = panel;
			void webview.postMessage({ body: body().text });
		}
	}

	function open(): void {
		if (panel !== undefined) {
			panel.reveal();
			return;
		}
		const opened = openPanel(parts.own.icon);
		panel = opened;
		draw();
		opened.webview.onDidReceiveMessage((message: unknown) => {
			void guarded(parts.log, 'status page', async () => await act(parts, message));
		});
		// A page that was hidden is loaded anew by the editor; it must not show how things were.
		opened.onDidChangeViewState(({ webviewPanel: { visible } }) => (visible ? draw() : undefined));
		opened.onDidDispose(() => (panel = undefined));
	}

	function draw(): void {
		const nonce = randomBytes(16).toString('base64');
		const title = translate('Approved Assistants: Status');
		if (panel !== undefined) {
			panel.webview.html = pageDocument(body(), { title, language: env.language, nonce });
		}
	}

	return {
		open,
		refresh,
		exportReport: async () => await exportReport(parts),
		dispose: () => void panel?.dispose(),
	};
}

function openPanel(icon: Uri) {
	const panel = window.createWebviewPanel(
		'approvedAssistants.statusPage',
		translate('Approved Assistants: Status'),
		ViewColumn.Active,
		{ enableScripts: true, enableFindWidget: true, localResourceRoots: [] },
	);
	panel.iconPath = icon;
	return panel;
}

function facts({ guard, client, own, history, snoozes, sent }: StatusPageParts): StatusPageFacts {
	return {
		status: client.status(),
		policy: client.policy(),
		decisions: guard.overview().decisions,
		held: heldHere(guard.overview()),
		installed: new Set(installedExtensions(own.id).map(({ id }) => id.toLowerCase())),
		history: history(),
		snoozes: snoozes(),
		sent: sent(),
		quietHours: quietHoursText(),
	};
}

/** What a button of the page is for: the page can ask for these and nothing else. */
const buttons: Readonly<Record<string, readonly [command: string, ...args: readonly unknown[]]>> = {
	export: [commands.exportReport],
	refresh: [commands.refreshPolicy],
	undoSnooze: [commands.undoSnooze],
	settings: ['workbench.action.openSettings', settings.quietHours],
};

async function act({ guard }: StatusPageParts, message: unknown): Promise<void> {
	const asked = readPageMessage(message);
	const decision = asked?.act === 'switch' ? guard.overview().decisions[asked.index ?? 0] : undefined;
	const [command, ...args] =
		decision === undefined ? (buttons[asked?.act ?? ''] ?? []) : [commands.switch, decision];
	await (command && editorCommands.executeCommand(command, ...args));
}

async function exportReport(parts: StatusPageParts): Promise<void> {
	const reader = editorReader();
	const now = Date.now();
	const machine = {
		extension: `${parts.own.id} ${parts.own.version}`,
		editor: `${env.appName} ${version}`,
		os: `${process.platform} ${process.arch}`,
		remote: kindOfRemote(),
		language: env.language,
	};
	const content = helpDeskReport(facts(parts), machine, reader, now);
	const document = await workspace.openTextDocument({ language: 'markdown', content });
	await window.showTextDocument(document, { preview: false });
	const save = translate('Save As…');
	const text = translate('This is the report. Look it over; nothing is saved or sent until you do it.');
	void guarded(parts.log, 'report', async () => {
		if ((await window.showInformationMessage(text, save)) === save) {
			await window.showTextDocument(document);
			await editorCommands.executeCommand('workbench.action.files.saveAs');
		}
	});
}

/** Some editors give the address of the remote machine as its name, which is nobody's business. */
function kindOfRemote(): string {
	const name = env.remoteName ?? 'local';
	return /^[a-z-]+$/.test(name) ? name : 'other';
}

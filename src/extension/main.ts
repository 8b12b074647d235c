import { type ExtensionContext, workspace } from 'vscode';
import { settings } from './contributions.ts';
import { createLog } from './log.ts';
import { type Session, startSession } from './session.ts';

let session: Session | undefined;

/** Starts the extension. Everything it needs is made in `startSession`; a new trust anchor starts it anew. */
export function activate(context: ExtensionContext): void {
	const log = createLog();
	session = startSession(context, log);
	context.subscriptions.push(
		log,
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(settings.trustAnchor)) {
				session?.dispose();
				session = startSession(context, log);
			}
		}),
		{ dispose: () => session?.dispose() },
	);
}

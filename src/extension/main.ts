import { setImmediate } from 'node:timers/promises';
import { commands as editorCommands, type ExtensionContext, workspace } from 'vscode';
import type { CommandSubject } from './commandActs.ts';
import { commands, settings } from './contributions.ts';
import { createLog, guarded, type Log } from './log.ts';
import type { Session } from './session.ts';

/**
 * Registers the commands and leaves the rest for when the editor has gone on: everything that works is read from its own
 * file and made in `startSession`. A new trust anchor starts it anew.
 */
export function activate(context: ExtensionContext): void {
	const log = createLog();
	let session = setImmediate().then(async () => await start(context, log));
	for (const command of Object.values(commands)) {
		context.subscriptions.push(
			editorCommands.registerCommand(command, async (subject?: CommandSubject): Promise<void> => {
				await (await session)?.run(command, subject);
			}),
		);
	}
	context.subscriptions.push(
		log,
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(settings.trustAnchor)) {
				session = session.then(async (last) => {
					last?.dispose();
					return await start(context, log);
				});
			}
		}),
		{
			dispose: () => {
				void session.then((last) => void last?.dispose());
			},
		},
	);
}

async function start(context: ExtensionContext, log: Log): Promise<Session | undefined> {
	let session: Session | undefined;
	await guarded(log, 'start', async () => {
		const { startSession } = await import('./session.ts');
		session = startSession(context, log);
	});
	return session;
}

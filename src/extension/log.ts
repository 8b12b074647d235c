import { type LogOutputChannel, window } from 'vscode';

/** The log that people can open; made when the extension starts, closed with it. */
export type Log = LogOutputChannel;

export function createLog(): Log {
	return window.createOutputChannel('Approved Assistants', { log: true });
}

/** Runs `work` and logs its failure instead of passing it on: one broken part must not take the others with it. */
export async function guarded(log: Log, what: string, work: () => Promise<void> | void): Promise<void> {
	try {
		await work();
	} catch (error) {
		log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	}
}

import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { commands, env, Uri, window } from 'vscode';
import type { SanctionedAssistant } from '../../core/policy/compile.ts';
import { guarded, type Log } from '../log.ts';
import type { SwitchStep } from '../state.ts';

/**
 * Opens a sanctioned assistant in the shape that suits where the person is: its command in a terminal when they came from
 * one, else its view, else whatever it has.
 *
 * @returns What was done; nothing when the assistant has no shape that can be opened here.
 */
export async function openAssistant(
	{ entry, name }: SanctionedAssistant,
	from: 'extension' | 'command' | 'document',
	log: Log,
): Promise<SwitchStep | undefined> {
	const terminal = async (): Promise<SwitchStep | undefined> =>
		entry.terminal === undefined ? undefined : await openInTerminal(entry.terminal, name);
	const view = async (): Promise<SwitchStep | undefined> => {
		const command = entry.open;
		if (command === undefined || !(await commands.getCommands()).includes(command)) {
			return undefined;
		}
		await commands.executeCommand(command);
		return { kind: 'openedView', command };
	};
	const web = async (): Promise<SwitchStep | undefined> => {
		if (entry.web === undefined || !(await env.openExternal(Uri.parse(entry.web)))) {
			return undefined;
		}
		return { kind: 'openedWeb', address: entry.web };
	};
	for (const open of from === 'command' ? [terminal, view, web] : [view, terminal, web]) {
		let step: SwitchStep | undefined;
		await guarded(log, `open ${name}`, async () => {
			step = await open();
		});
		if (step !== undefined) {
			return step;
		}
	}
	return undefined;
}

/**
 * Runs the command in a terminal of its own. Where it is not installed yet, the policy's install line stands there and
 * waits: what it does to the machine is for the person to see before they press Enter.
 */
async function openInTerminal(
	{ command, install }: NonNullable<SanctionedAssistant['entry']['terminal']>,
	name: string,
): Promise<SwitchStep> {
	const terminal = window.createTerminal({ name });
	terminal.show();
	const ready = install === undefined || (await isOnPath(command));
	terminal.sendText(ready ? command : `${install} && ${command}`, ready);
	return { kind: ready ? 'openedTerminal' : 'offeredInstall', command };
}

async function isOnPath(command: string): Promise<boolean> {
	const [program = ''] = command.split(' ');
	const endings = process.platform === 'win32' ? ['.cmd', '.exe', '.ps1', ''] : [''];
	const candidates = (process.env['PATH'] ?? '')
		.split(delimiter)
		.flatMap((folder) => endings.map((ending) => join(folder, program + ending)));
	for (const candidate of candidates) {
		try {
			await access(candidate, constants.X_OK);
			return true;
		} catch {
			continue; // Not in this folder.
		}
	}
	return false;
}

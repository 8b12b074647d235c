import { commands, env, extensions, UIKind, Uri, window, workspace } from 'vscode';
import type { CompiledPolicy, SanctionedAssistant } from '../../core/policy/compile.ts';
import { type Opening, openingsOf, signInOf } from '../../core/policy/openings.ts';
import { findProgram } from '../../node/commands/findProgram.ts';
import { openFolders } from '../../node/openFolders.ts';
import { guarded, type Log } from '../log.ts';
import type { SwitchStep } from '../state.ts';

/** Where the person is. */
export interface WindowPlace {
	/** What they came from. */
	readonly from: 'extension' | 'command' | 'document';
	/** Whether programs that are started here show their windows to the person. */
	readonly isLocal: boolean;
	/** Paths of the folders that are open. */
	readonly folders: readonly string[];
}

/**
 * Opens a sanctioned assistant in the shape that suits where the person is: its command in a terminal when they came from
 * one, else its view, else its own editor on the same folders if that is installed, else its page.
 *
 * @returns What was done; nothing when the assistant has no shape that can be opened here.
 */
export async function openAssistant(
	policy: CompiledPolicy,
	assistant: SanctionedAssistant,
	place: WindowPlace,
	log: Log,
): Promise<SwitchStep | undefined> {
	for (const opening of openingsOf(policy, assistant, place.from)) {
		let step: SwitchStep | undefined;
		await guarded(log, `open ${assistant.name}`, async () => {
			step = await open(opening, assistant.name, place);
		});
		if (step !== undefined) {
			return step;
		}
	}
	return undefined;
}

/** Starts the sign-in, where a command for it is known and there; says whether it did. It goes on while the switch ends. */
export async function startSignIn(
	policy: CompiledPolicy,
	assistant: SanctionedAssistant,
	log: Log,
): Promise<SwitchStep | undefined> {
	const command = signInOf(policy, assistant);
	if (command === undefined || !(await canRun(command))) {
		return undefined;
	}
	void guarded(log, `sign in to ${assistant.name}`, async () => await commands.executeCommand(command));
	return { kind: 'startedSignIn', command };
}

/** This window. What is started on another machine, or behind a browser, nobody would see. */
export function placeOfWindow(from: WindowPlace['from']): WindowPlace {
	const folders = workspace.workspaceFolders ?? [];
	return {
		from,
		isLocal: env.remoteName === undefined && env.uiKind === UIKind.Desktop,
		folders: folders.flatMap(({ uri }) => (uri.scheme === 'file' ? [uri.fsPath] : [])),
	};
}

async function open(opening: Opening, name: string, place: WindowPlace): Promise<SwitchStep | undefined> {
	switch (opening.kind) {
		case 'view': {
			const { command } = opening;
			if (!(await canRun(command))) {
				return undefined;
			}
			await commands.executeCommand(command);
			return { kind: 'openedView', command };
		}
		case 'terminal':
			return await openInTerminal(opening, name);
		case 'editor':
			return place.isLocal ? await openEditor(opening.programs, name, place) : undefined;
		case 'web': {
			const { address } = opening;
			return (await env.openExternal(Uri.parse(address))) ? { kind: 'openedWeb', address } : undefined;
		}
	}
}

/** Whether the editor knows `command`: it is there, or an installed extension contributes it and starts as it is run. */
async function canRun(command: string): Promise<boolean> {
	return (
		(await commands.getCommands()).includes(command) ||
		extensions.all.some(({ packageJSON }) => {
			const { contributes } = packageJSON as {
				readonly contributes?: { readonly commands?: readonly { readonly command?: string }[] };
			};
			return [contributes?.commands ?? []].flat().some((one) => one.command === command);
		})
	);
}

/**
 * Runs the command in a terminal of its own. Where it is not installed yet, the policy's install line stands there and
 * waits: what it does to the machine is for the person to see before they press Enter.
 */
async function openInTerminal(
	{ command, install }: Extract<Opening, { readonly kind: 'terminal' }>,
	name: string,
): Promise<SwitchStep> {
	const terminal = window.createTerminal({ name });
	terminal.show();
	const [program = ''] = command.split(' ');
	const ready = install === undefined || (await findProgram(program, searchPath())) !== undefined;
	terminal.sendText(ready ? command : `${install} && ${command}`, ready);
	return { kind: ready ? 'openedTerminal' : 'offeredInstall', command };
}

/** Another editor, if it is installed. On Windows only a program of its own, for a script would be read by cmd. */
async function openEditor(
	programs: readonly string[],
	name: string,
	{ folders }: WindowPlace,
): Promise<SwitchStep | undefined> {
	for (const program of programs) {
		const found = await findProgram(
			program,
			searchPath(),
			process.platform === 'win32' ? ['.exe'] : [''],
		);
		if (found !== undefined) {
			await openFolders(found, folders, process.env);
			return { kind: 'openedEditor', name };
		}
	}
	return undefined;
}

function searchPath(): string {
	return process.env['PATH'] ?? '';
}

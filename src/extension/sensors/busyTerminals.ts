import { Disposable, type Terminal, window } from 'vscode';

/** What is done when a terminal begins to run something that is not its shell, and when it is back at its shell. */
export interface BusyWatch {
	busy(terminal: Terminal, pid: number): void;
	idle(terminal: Terminal): void;
}

/** What the editor calls the shells it knows. It calls the programs it knows by their names too: `claude`, `python`. */
const shells: ReadonlySet<string> = new Set(
	'sh bash zsh fish ksh csh tcsh pwsh powershell cmd gitbash wsl nu nushell xonsh elvish'.split(' '),
);

/**
 * Tells which terminals run something: by the commands that shell integration sees, and by the kind of shell in front,
 * which the editor follows also where there is no integration.
 */
export function watchBusyTerminals(watch: BusyWatch): Disposable {
	const commands = new Map<Terminal, Set<unknown>>();
	const firstShell = new Map<Terminal, string>();

	function isBusy(terminal: Terminal): boolean {
		const other = !isAtShell(firstShell.get(terminal), terminal.state.shell);
		return (commands.get(terminal)?.size ?? 0) > 0 || other;
	}

	async function update(terminal: Terminal): Promise<void> {
		const pid = isBusy(terminal) ? await terminal.processId : undefined;
		if (pid !== undefined && isBusy(terminal)) {
			watch.busy(terminal, pid);
		} else {
			watch.idle(terminal);
		}
	}

	function shellSeen(terminal: Terminal): void {
		const { shell } = terminal.state;
		if (shell !== undefined && shells.has(shell) && !firstShell.has(terminal)) {
			firstShell.set(terminal, shell);
		}
		void update(terminal);
	}

	for (const terminal of window.terminals) {
		shellSeen(terminal);
	}
	return Disposable.from(
		window.onDidOpenTerminal((terminal) => {
			void lookOnce(terminal, watch).then(async () => await update(terminal));
		}),
		window.onDidChangeTerminalState(shellSeen),
		window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
			commands.set(terminal, (commands.get(terminal) ?? new Set()).add(execution));
			void update(terminal);
		}),
		window.onDidEndTerminalShellExecution(({ terminal, execution }) => {
			commands.get(terminal)?.delete(execution);
			void update(terminal);
		}),
		window.onDidCloseTerminal((terminal) => {
			[commands, firstShell].forEach((map) => map.delete(terminal));
			watch.idle(terminal);
		}),
	);
}

/** Before its shell is known, a terminal counts as being at it, unless the editor names another program. */
function isAtShell(first: string | undefined, shell: string | undefined): boolean {
	return first === undefined ? shell === undefined || shells.has(shell) : shell === first;
}

/**
 * What a terminal was opened for may be known before its process is, so that it would never count as busy. It is looked at
 * once it should have its prompt, so as not to be in the way of that.
 */
async function lookOnce(terminal: Terminal, watch: BusyWatch): Promise<void> {
	const pid = await terminal.processId;
	if (pid !== undefined) {
		watch.busy(terminal, pid);
	}
}

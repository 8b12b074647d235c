import { Disposable, type Terminal, window } from 'vscode';
import { systemTimer } from '../../node/timers.ts';

/** What is done when a terminal begins to run something that is not its shell, and when it is back at its shell. */
export interface BusyWatch {
	busy(terminal: Terminal, pid: number): void;
	idle(terminal: Terminal): void;
}

/** How long a new terminal may take until its shell is known, in milliseconds; then it counts as idle. */
const settle = 10_000;

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
	const opening = new Map<Terminal, () => void>();

	function isBusy(terminal: Terminal): boolean {
		const other = !isAtShell(firstShell.get(terminal), terminal.state.shell);
		return (commands.get(terminal)?.size ?? 0) > 0 || other || opening.has(terminal);
	}

	async function update(terminal: Terminal): Promise<void> {
		const pid = isBusy(terminal) ? await terminal.processId : undefined;
		if (pid !== undefined && isBusy(terminal)) {
			watch.busy(terminal, pid);
		} else {
			watch.idle(terminal);
		}
	}

	function opened(terminal: Terminal): void {
		const settled = (): void => {
			opening.get(terminal)?.();
			opening.delete(terminal);
			void update(terminal);
		};
		opening.set(terminal, systemTimer(settled, settle));
		void lookOnce(terminal, watch).then(async () => await update(terminal));
	}

	function shellSeen(terminal: Terminal): void {
		const { shell } = terminal.state;
		if (shell !== undefined && shells.has(shell) && !firstShell.has(terminal)) {
			firstShell.set(terminal, shell);
			opening.get(terminal)?.();
			opening.delete(terminal);
		}
		void update(terminal);
	}

	for (const terminal of window.terminals) {
		shellSeen(terminal);
	}
	return Disposable.from(
		window.onDidOpenTerminal(opened),
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
			opening.get(terminal)?.();
			[commands, firstShell, opening].forEach((map) => map.delete(terminal));
			watch.idle(terminal);
		}),
		{ dispose: () => opening.forEach((cancel) => cancel()) },
	);
}

/** Before its shell is known, a terminal counts as being at it, unless the editor names another program. */
function isAtShell(first: string | undefined, shell: string | undefined): boolean {
	return first === undefined ? shell === undefined || shells.has(shell) : shell === first;
}

/** What a terminal was opened for may be known before its process is, so that it would never count as busy. */
async function lookOnce(terminal: Terminal, watch: BusyWatch): Promise<void> {
	const pid = await terminal.processId;
	if (pid !== undefined) {
		watch.busy(terminal, pid);
	}
}

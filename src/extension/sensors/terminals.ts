import { type Disposable, type Terminal, window } from 'vscode';
import type { CommandSignal, ShellKind } from '../../core/detection/signal.ts';

/** A command line that a terminal has just started. */
export interface StartedCommand {
	readonly signal: CommandSignal;
	readonly terminal: Terminal;
	/** The current folder, where shell integration tells. */
	readonly folder: string | undefined;
}

/** Reports each command line that shell integration sees starting. */
export function watchTerminals(report: (started: StartedCommand) => void): Disposable {
	return window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
		const text = execution.commandLine.value;
		const folder = (execution.cwd ?? terminal.shellIntegration?.cwd)?.fsPath;
		report({ terminal, folder, signal: { kind: 'command', shell: shellOf(terminal), text } });
	});
}

function shellOf(terminal: Terminal): ShellKind {
	switch (terminal.state.shell) {
		case 'bash':
		case 'gitbash':
			return 'bash';
		case 'zsh':
			return 'zsh';
		case 'fish':
			return 'fish';
		case 'pwsh':
			return 'pwsh';
		case 'cmd':
			return 'cmd';
		default:
			return 'sh';
	}
}

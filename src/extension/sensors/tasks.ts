import {
	CustomExecution,
	Disposable,
	ProcessExecution,
	ShellExecution,
	type Task,
	type TaskExecution,
	tasks,
	TaskScope,
	workspace,
} from 'vscode';
import { quote } from '../../core/detection/command/quote.ts';
import { shellNamed } from '../../core/detection/command/launching/shells.ts';
import { programName } from '../../core/detection/command/naming/identify.ts';
import type { CommandSignal } from '../../core/detection/signal.ts';

/** What is done when tasks start and end. */
export interface TaskWatch {
	/** `key` is the same for all events of one run. */
	started(signal: CommandSignal, folder: string | undefined): void;
	running(key: unknown, pid: number): void;
	ended(key: unknown): void;
}

/** Reports tasks that start, with the command line that they run where they have one. */
export function watchTasks(watch: TaskWatch): Disposable {
	return Disposable.from(
		tasks.onDidStartTask(({ execution }) => {
			const signal = signalOf(execution.task);
			if (signal !== undefined) {
				watch.started(signal, folderOf(execution.task));
			}
		}),
		tasks.onDidStartTaskProcess(({ execution, processId }) => watch.running(keyOf(execution), processId)),
		tasks.onDidEndTask(({ execution }) => watch.ended(keyOf(execution))),
	);
}

/** The editor gives the same object for one run (VS Code 1.139). */
function keyOf(execution: TaskExecution): unknown {
	return execution;
}

function signalOf({ execution }: Task): CommandSignal | undefined {
	if (execution instanceof ProcessExecution) {
		const text = [execution.process, ...execution.args].map(quote).join(' ');
		return { kind: 'command', shell: 'sh', text };
	}
	if (!(execution instanceof ShellExecution)) {
		return undefined;
	}
	const { commandLine, command, args, options } = execution;
	const plain = (word: string | { readonly value: string }): string =>
		typeof word === 'string' ? word : quote(word.value);
	const words = command === undefined ? [] : [command, ...(args ?? [])];
	const named = options?.executable === undefined ? undefined : shellNamed(programName(options.executable));
	const shell = named ?? (process.platform === 'win32' ? 'pwsh' : 'bash');
	return { kind: 'command', shell, text: commandLine ?? words.map(plain).join(' ') };
}

function folderOf({ execution, scope }: Task): string | undefined {
	const first = scope === TaskScope.Global ? undefined : workspace.workspaceFolders?.[0];
	const root = (typeof scope === 'object' ? scope : first)?.uri.fsPath;
	const own = execution instanceof CustomExecution ? undefined : execution?.options?.cwd;
	return own?.replace('${workspaceFolder}', root ?? '') ?? root;
}

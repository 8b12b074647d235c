import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Starts an editor of its own on `folders`, and leaves it to itself.
 *
 * @param program The full path of its program.
 * @param environment Ours, without what tells a program that this editor started it.
 * @throws When the program cannot be started.
 */
export async function openFolders(
	program: string,
	folders: readonly string[],
	environment: NodeJS.ProcessEnv,
): Promise<void> {
	const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !ofThisEditor.test(name)));
	const child = spawn(program, [...folders], { stdio: 'ignore', detached: true, env });
	await once(child, 'spawn');
	child.unref();
}

/** An editor that is made of the same parts would take these for its own. */
const ofThisEditor = /^(?:VSCODE|ELECTRON)_/;

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installEditor } from './installEditor.ts';

export interface EditorOptions {
	/** Settings, state and logs; made when it does not exist. */
	readonly userDataDir: string;
	/** Installed extensions; made when it does not exist. Unpacked `publisher.name-version` folders put there are found at start. */
	readonly extensionsDir: string;
	/** A free one of the system's choice when not given. */
	readonly port?: number;
	/** Lets the workbench run tests of an extension under development: without it a built workbench ignores them (1.139.1). */
	readonly smokeTestDriver?: boolean;
	/** Whether the editor asks which folders to trust, and restricts the others; not when not given. */
	readonly workspaceTrust?: boolean;
	/** Lets the editor look for extensions on the network (open-vsx.org); not when not given. */
	readonly gallery?: boolean;
	/** For the editor's processes and its terminals, on top of our own environment; `undefined` takes one away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly say?: (line: string) => void;
}

export interface RunningEditor {
	/** `http://127.0.0.1:PORT`, without a slash at the end. */
	readonly url: string;
	readonly version: string;
	/** What the server printed so far. */
	readonly output: () => string;
	/** Ends the editor with its extension hosts and terminals; returns when they are gone. */
	readonly stop: () => Promise<void>;
}

const longestStart = 60_000;
const politeStop = 5_000;

/** Starts VS Code's server on loopback and waits until it answers. */
export async function startEditor(options: EditorOptions): Promise<RunningEditor> {
	const editor = await installEditor(options.say ?? (() => {}));
	const port = options.port ?? (await freePort());
	await mkdir(options.userDataDir, { recursive: true });
	await mkdir(options.extensionsDir, { recursive: true });
	const child = spawn(process.execPath, [editor.serverMain, ...serverArguments(options, port)], {
		// A group of its own, so that terminals and extension hosts can be ended with it.
		detached: process.platform !== 'win32',
		stdio: ['ignore', 'pipe', 'pipe'],
		env: environment(options),
	});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
	const stopOnExit = (): void => signalGroup(child, 'SIGKILL');
	process.on('exit', stopOnExit);
	const stop = async (): Promise<void> => {
		process.off('exit', stopOnExit);
		await stopGroup(child);
	};
	const url = `http://127.0.0.1:${port}`;
	try {
		await untilAnswers(url, child);
	} catch (error) {
		await stop();
		throw new Error(`The editor did not start. ${String(error)}\n${output}`, { cause: error });
	}
	return { url, version: editor.version, output: () => output, stop };
}

function serverArguments(options: EditorOptions, port: number): string[] {
	const { userDataDir, extensionsDir, smokeTestDriver, workspaceTrust } = options;
	const values = {
		'--host': '127.0.0.1',
		'--port': String(port),
		'--server-data-dir': path.join(userDataDir, 'server'),
		'--user-data-dir': userDataDir,
		'--extensions-dir': extensionsDir,
		'--telemetry-level': 'off',
	};
	const switches = ['--without-connection-token', '--accept-server-license-terms'];
	return [
		...Object.entries(values).flat(),
		...switches,
		...(workspaceTrust === true ? [] : ['--disable-workspace-trust']),
		...(smokeTestDriver === true ? ['--enable-smoke-test-driver'] : []),
	];
}

/**
 * Without what the editor or terminal around us left in the environment, and without what would send us astray.
 * `CI` goes too: it is a developer's editor, and in a run of automation nobody is asked anything.
 */
function environment({ env, gallery }: EditorOptions): Record<string, string> {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(CI$|VSCODE_|npm_|NODE_OPTIONS$|ELECTRON_)/.test(name),
	);
	// As if started from a command line: else it asks a login shell for its environment, and the one we give is lost.
	const started = { VSCODE_CLI: '1' };
	const noGallery = gallery === true ? {} : { EXTENSIONS_GALLERY: '{}' };
	const all = Object.entries({ ...Object.fromEntries(inherited), ...started, ...noGallery, ...env });
	return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
	const deadline = Date.now() + longestStart;
	while (Date.now() < deadline) {
		if (child.exitCode !== null) {
			throw new Error(`Its server ended with code ${child.exitCode}.`);
		}
		try {
			const answer = await fetch(`${url}/version`, { signal: AbortSignal.timeout(2000) });
			if (answer.ok) {
				return;
			}
		} catch {
			// Not listening yet.
		}
		await pause(50);
	}
	throw new Error(`It did not answer at ${url} within ${longestStart / 1000} s.`);
}

async function stopGroup(child: ChildProcess): Promise<void> {
	signalGroup(child, 'SIGTERM');
	const deadline = Date.now() + politeStop;
	while (groupLives(child) && Date.now() < deadline) {
		await pause(25);
	}
	signalGroup(child, 'SIGKILL');
	while (groupLives(child)) {
		await pause(10);
	}
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) {
		return;
	}
	if (process.platform === 'win32') {
		spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group is gone already.
	}
}

function groupLives(child: ChildProcess): boolean {
	if (child.pid === undefined || process.platform === 'win32') {
		return child.exitCode === null && child.signalCode === null;
	}
	try {
		process.kill(-child.pid, 0);
		return true;
	} catch {
		return false;
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() =>
				typeof address === 'object' && address !== null
					? resolve(address.port)
					: reject(new Error('No port is free.')),
			);
		});
	});
}

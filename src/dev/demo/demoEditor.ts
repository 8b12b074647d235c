import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type RunningEditor, startEditor } from '../editor/editorServer.ts';
import { installVsix } from '../editor/installVsix.ts';
import { writeStandIns } from '../standIns.ts';

export interface DemoEditorOptions {
	readonly home: string;
	/** The home of what runs in the editor; the person's own when absent. */
	readonly userHome: string | undefined;
	/** The value of the `trustAnchor` setting. */
	readonly anchor: unknown;
	/** VSIX files to install. */
	readonly vsix: readonly string[];
	/** The folder to open; a small one of our own when absent. */
	readonly folder: string | undefined;
	readonly port: number | undefined;
	/** A folder with the real sanctioned command, to put on the PATH. */
	readonly sanctionedBin: string;
	readonly say: (line: string) => void;
}

export interface DemoEditor extends RunningEditor {
	/** The address with the folder in it. */
	readonly address: string;
	readonly folder: string;
	/** The user's settings.json. */
	readonly settingsFile: string;
	/** Where the fixtures and stand-ins leave a line when they run. */
	readonly log: string;
}

/** What keeps the editor's own greetings out of the way, and terminals as text that a driver can read. */
const userSettings = {
	'terminal.integrated.gpuAcceleration': 'off',
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'window.commandCenter': false,
	'telemetry.telemetryLevel': 'off',
	'git.openRepositoryInParentFolders': 'never',
};

/**
 * Starts an editor that is new at each start: its extensions are installed from their VSIX, its machine settings carry
 * the trust anchor as a managed machine's do, and stand-ins for the banned commands are on the PATH of its terminals.
 */
export async function startDemoEditor(options: DemoEditorOptions): Promise<DemoEditor> {
	const editorHome = path.join(options.home, 'editor');
	const userDataDir = path.join(editorHome, 'user-data');
	const extensionsDir = path.join(editorHome, 'extensions');
	const tools = path.join(editorHome, 'bin');
	const log = path.join(editorHome, 'ran.log');
	const settingsFile = path.join(userDataDir, 'User/settings.json');
	await rm(editorHome, { recursive: true, force: true });
	await writeJson(settingsFile, userSettings);
	await writeJson(path.join(userDataDir, 'Machine/settings.json'), {
		'approvedAssistants.trustAnchor': options.anchor,
		// Else the editor offers to open the server of the policy, a notice of its own among ours.
		'remote.autoForwardPorts': false,
	});
	await writeStandIns(tools, ['claude', 'codex'], log);
	const folder = options.folder ?? (await ownFolder(options.home));
	await installVsix(options.vsix, { userDataDir, extensionsDir });
	const search = [tools, options.sanctionedBin, process.env['PATH'] ?? ''].join(path.delimiter);
	const editor = await startEditor({
		userDataDir,
		extensionsDir,
		...(options.port === undefined ? {} : { port: options.port }),
		env: {
			PATH: search,
			FIXTURE_LOG: log,
			...(options.userHome === undefined ? {} : { HOME: options.userHome }),
		},
		say: options.say,
	});
	const address = `${editor.url}/?folder=${encodeURIComponent(folder)}`;
	return { ...editor, address, folder, settingsFile, log };
}

async function ownFolder(home: string): Promise<string> {
	const folder = path.join(home, 'folder');
	await mkdir(folder, { recursive: true });
	await writeFile(
		path.join(folder, 'hello.ts'),
		"// Open a terminal (Ctrl+`) and type: claude\nconsole.log('Hello');\n",
	);
	return folder;
}

async function writeJson(file: string, value: unknown): Promise<void> {
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, `${JSON.stringify(value, undefined, '\t')}\n`);
}

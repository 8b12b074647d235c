import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { installEditor } from './installEditor.ts';

interface EditorFolders {
	readonly userDataDir: string;
	readonly extensionsDir: string;
}

/** Installs VSIX files by the editor's own command line; rejects with what it said when it refuses one. */
export async function installVsix(files: readonly string[], folders: EditorFolders): Promise<void> {
	if (files.length > 0) {
		await runEditor([...files.flatMap((file) => ['--install-extension', file]), '--force'], folders);
	}
}

/** Uninstalls an extension by the editor's own command line. */
export async function uninstallExtension(id: string, folders: EditorFolders): Promise<void> {
	await runEditor(['--uninstall-extension', id], folders);
}

async function runEditor(
	wanted: readonly string[],
	{ userDataDir, extensionsDir }: EditorFolders,
): Promise<void> {
	const { serverMain } = await installEditor(() => {});
	const places = {
		'--extensions-dir': extensionsDir,
		'--user-data-dir': userDataDir,
		'--server-data-dir': path.join(userDataDir, 'server'),
	};
	await promisify(execFile)(process.execPath, [serverMain, ...wanted, ...Object.entries(places).flat()], {
		env: { ...process.env, EXTENSIONS_GALLERY: '{}' },
	});
}
